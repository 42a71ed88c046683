/// An `http` or `https` URL, taken apart into what a connection and a request line need.
public struct HTTPURL: Hashable, Sendable, CustomStringConvertible {
    /// Where requests go.
    public let origin: HTTPOrigin
    /// Path and query as written; at least `/`.
    public let target: String

    /// A URL from its parts.
    public init(origin: HTTPOrigin, target: String) {
        self.origin = origin
        self.target = target.isEmpty ? "/" : target
    }

    /// Reads an absolute URL; a fragment is dropped, and user names are refused.
    public init(_ text: String) throws(HTTPError) {
        guard let url = Self.read(text) else {
            throw HTTPError(
                .invalidURL,
                operation: "read a URL",
                detail: "expected http://host[:port]/path or https://host[:port]/path of visible ASCII characters, "
                    + "saw \"\(text.prefix(200))\""
            )
        }
        self = url
    }

    /// The URL that a reference such as the value of a Location field means here (RFC 3986 section 5.2).
    public func resolving(_ reference: String) throws(HTTPError) -> HTTPURL {
        let bytes = Array(reference.utf8)
        if let colon = bytes.firstIndex(of: UInt8(ascii: ":")), !bytes[..<colon].contains(UInt8(ascii: "/")),
            !bytes[..<colon].contains(UInt8(ascii: "?")), !bytes[..<colon].contains(UInt8(ascii: "#"))
        {
            return try HTTPURL(reference)
        }
        if bytes.starts(with: "//".utf8) { return try HTTPURL((origin.isSecure ? "https:" : "http:") + reference) }
        let path = String(decoding: target.utf8.prefix { $0 != UInt8(ascii: "?") }, as: UTF8.self)
        let resolved: String
        switch bytes.first {
        case nil, UInt8(ascii: "#"): resolved = target
        case UInt8(ascii: "/"): resolved = Self.withoutDots(reference)
        case UInt8(ascii: "?"): resolved = path + reference
        default:
            let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? "/"
            resolved = Self.withoutDots(folder + reference)
        }
        let kept = String(decoding: resolved.utf8.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
        return try HTTPURL(origin.description(withTarget: kept), unixPath: origin.unixPath)
    }

    /// The URL as text.
    public var description: String { origin.description(withTarget: target) }

    private init(_ text: String, unixPath: String?) throws(HTTPError) {
        let url = try HTTPURL(text)
        let origin = HTTPOrigin(
            host: url.origin.host,
            port: url.origin.port,
            isSecure: url.origin.isSecure,
            unixPath: unixPath
        )
        self.init(origin: origin, target: url.target)
    }

    private static func read(_ text: String) -> HTTPURL? {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        let lowered = text.prefix(8).lowercased()
        let isSecure = lowered.hasPrefix("https://")
        guard isSecure || lowered.hasPrefix("http://") else { return nil }
        let rest = text.utf8.dropFirst(isSecure ? 8 : 7)
        let end = rest.firstIndex { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 } ?? rest.endIndex
        guard let (host, port) = authority(String(text[rest.startIndex..<end])) else { return nil }
        var target = String(decoding: rest[end...].prefix { $0 != 0x23 }, as: UTF8.self)
        if target.utf8.first != 0x2F { target = "/" + target }
        return HTTPURL(origin: HTTPOrigin(host: host, port: port, isSecure: isSecure), target: target)
    }

    private static func authority(_ text: String) -> (host: String, port: UInt16?)? {
        guard !text.utf8.contains(UInt8(ascii: "@")) else { return nil }
        var host = text
        var port: UInt16?
        let bracket = text.utf8.lastIndex(of: UInt8(ascii: "]"))
        if let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")), bracket.map({ $0 < colon }) ?? true {
            host = String(text[..<colon])
            let digits = text[text.utf8.index(after: colon)...]
            if !digits.isEmpty {
                guard digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = UInt16(digits) else {
                    return nil
                }
                port = number
            }
        }
        if host.utf8.first == UInt8(ascii: "[") {
            guard host.utf8.last == UInt8(ascii: "]") else { return nil }
            host = String(host.dropFirst().dropLast())
        } else if host.utf8.contains(UInt8(ascii: ":")) {
            return nil
        }
        return host.isEmpty ? nil : (host, port)
    }

    /// Removes `.` and `..` from a path (RFC 3986 section 5.2.4).
    private static func withoutDots(_ reference: String) -> String {
        let end = reference.utf8.firstIndex { $0 == 0x3F || $0 == 0x23 } ?? reference.endIndex
        var kept: [Substring] = []
        let segments = reference[..<end].split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        for (position, segment) in segments.enumerated() {
            let isLast = position == segments.count - 1
            switch segment {
            case "." where !isLast, ".." where !isLast:
                if segment == "..", !kept.isEmpty { kept.removeLast() }
            case ".", "..":
                if segment == "..", !kept.isEmpty { kept.removeLast() }
                kept.append("")
            default: kept.append(segment)
            }
        }
        return "/" + kept.joined(separator: "/") + reference[end...]
    }
}

extension HTTPOrigin {
    func description(withTarget target: String) -> String {
        (isSecure ? "https://" : "http://") + hostField + target
    }
}
