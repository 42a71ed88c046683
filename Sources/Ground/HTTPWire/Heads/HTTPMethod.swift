/// A request method; compared with regard to case, as RFC 9110 wants.
public enum HTTPMethod: Hashable, Sendable, CustomStringConvertible {
    /// Fetches a representation.
    case get
    /// Fetches only the head of what `get` would fetch.
    case head
    /// Hands content to a resource.
    case post
    /// Replaces a resource.
    case put
    /// Removes a resource.
    case delete
    /// Opens a tunnel.
    case connect
    /// Asks what is possible.
    case options
    /// Returns the request as it arrived.
    case trace
    /// Changes a resource in part.
    case patch
    /// Any other method; never one of the names above.
    case other(String)

    /// The method with a name.
    public init(_ name: String) {
        switch name {
        case "GET": self = .get
        case "HEAD": self = .head
        case "POST": self = .post
        case "PUT": self = .put
        case "DELETE": self = .delete
        case "CONNECT": self = .connect
        case "OPTIONS": self = .options
        case "TRACE": self = .trace
        case "PATCH": self = .patch
        default: self = .other(name)
        }
    }

    @inline(__always)
    init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        if range.count == 3, bytes[range.lowerBound] == 0x47, bytes[range.lowerBound &+ 1] == 0x45,
            bytes[range.lowerBound &+ 2] == 0x54
        {
            self = .get
        } else {
            self.init(bytes.text(range))
        }
    }

    /// The name as it stands in a request line.
    public var name: String {
        switch self {
        case .get: "GET"
        case .head: "HEAD"
        case .post: "POST"
        case .put: "PUT"
        case .delete: "DELETE"
        case .connect: "CONNECT"
        case .options: "OPTIONS"
        case .trace: "TRACE"
        case .patch: "PATCH"
        case .other(let name): name
        }
    }

    /// The same as ``name``.
    public var description: String { name }

    /// Whether repeating the request does no more than sending it once (RFC 9110 section 9.2.2).
    public var isIdempotent: Bool {
        switch self {
        case .get, .head, .put, .delete, .options, .trace: true
        case .post, .connect, .patch, .other: false
        }
    }

    /// Whether the request only reads (RFC 9110 section 9.2.1).
    public var isSafe: Bool {
        switch self {
        case .get, .head, .options, .trace: true
        default: false
        }
    }
}
