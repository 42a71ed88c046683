/// The four forms of a request target (RFC 9112 section 3.2); parts are as written, not decoded.
public enum HTTPTarget: Sendable, Equatable {
    /// A path with an optional query: the usual form.
    case origin(path: String, query: String?)
    /// A whole URI: what proxies get.
    case absolute(scheme: String, authority: String, path: String, query: String?)
    /// A host and a port: for CONNECT.
    case authority(String)
    /// The server as a whole: for OPTIONS.
    case asterisk

    /// Takes a target apart; every text has some form.
    public init(_ target: String) {
        if target == "*" {
            self = .asterisk
        } else if target.utf8.first == 0x2F {
            let (path, query) = Self.split(target[...])
            self = .origin(path: path, query: query)
        } else if let colon = target.utf8.firstIndex(of: 0x3A), colon > target.startIndex,
            target.utf8[colon...].starts(with: "://".utf8)
        {
            let rest = target[target.utf8.index(colon, offsetBy: 3)...]
            let end = rest.utf8.firstIndex { $0 == 0x2F || $0 == 0x3F } ?? rest.endIndex
            let (path, query) = Self.split(rest[end...])
            self = .absolute(
                scheme: String(target[..<colon]),
                authority: String(rest[..<end]),
                path: path.isEmpty ? "/" : path,
                query: query
            )
        } else {
            self = .authority(target)
        }
    }

    /// The path, where the form has one.
    public var path: String? {
        switch self {
        case .origin(let path, _), .absolute(_, _, let path, _): path
        case .authority, .asterisk: nil
        }
    }

    /// The query without `?`, where there is one.
    public var query: String? {
        switch self {
        case .origin(_, let query), .absolute(_, _, _, let query): query
        case .authority, .asterisk: nil
        }
    }

    private static func split(_ text: Substring) -> (path: String, query: String?) {
        guard let mark = text.utf8.firstIndex(of: 0x3F) else { return (String(text), nil) }
        return (String(text[..<mark]), String(text[text.utf8.index(after: mark)...]))
    }
}
