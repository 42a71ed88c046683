/// The status line and the fields of a response.
public struct HTTPResponseHead: Sendable, Equatable {
    /// The status.
    public var status: HTTPStatus
    /// The version.
    public var version: HTTPVersion
    /// The fields; for a received head their storage is the head itself.
    public var fields: HTTPFields
    /// A reason phrase other than the usual one; nil writes the usual one.
    public var customReason: String?
    /// How the end of the content is found.
    public internal(set) var framing: HTTPFraming = .none
    /// What the fields say about the connection.
    public internal(set) var connection = HTTPConnectionFacts()

    private var reasonStart: UInt32 = 0
    private var reasonEnd: UInt32 = 0
    private var byteCount: UInt32 = 0

    /// A response to be sent.
    public init(_ status: HTTPStatus, fields: HTTPFields = [:], version: HTTPVersion = .http11) {
        self.status = status
        self.version = version
        self.fields = fields
    }

    /// A received head: the bytes are those of `fields.storage`.
    init(status: HTTPStatus, reason: Range<Int>, version: HTTPVersion, fields: HTTPFields) {
        self.status = status
        self.version = version
        self.fields = fields
        reasonStart = UInt32(reason.lowerBound)
        reasonEnd = UInt32(reason.upperBound)
        byteCount = UInt32(fields.storage.count)
    }

    /// The reason phrase as received or to be sent.
    public var reason: String {
        if let customReason { return customReason }
        return byteCount == 0 ? status.reason : fields.storage.span.text(Int(reasonStart)..<Int(reasonEnd))
    }

    /// The head's bytes as received, up to and with the empty line; empty for one that was built here.
    public var receivedBytes: [UInt8] { fields.storage.span.array(0..<Int(byteCount)) }

    /// Whether another response to the same request follows.
    public var isInterim: Bool { status.isInterim && status != .switchingProtocols }

    /// Whether the server will answer further requests on the connection (RFC 9112 section 9.3).
    public var keepsAlive: Bool { framing != .untilClose && connection.keepsAlive(version) }

    /// Whether status, reason, version and fields are the same.
    public static func == (left: Self, right: Self) -> Bool {
        left.status == right.status && left.version == right.version && left.reason == right.reason
            && left.fields == right.fields
    }
}
