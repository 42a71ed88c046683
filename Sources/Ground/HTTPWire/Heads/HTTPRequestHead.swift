/// The request line and the fields of a request.
public struct HTTPRequestHead: Sendable, Equatable {
    /// The method.
    public var method: HTTPMethod
    /// The version.
    public var version: HTTPVersion
    /// The fields; for a received head their storage is the head itself.
    public var fields: HTTPFields
    /// How the end of the content is found.
    public internal(set) var framing: HTTPFraming = .none
    /// What the fields say about the connection.
    public internal(set) var connection = HTTPConnectionFacts()

    private var targetStart: UInt32
    private var targetEnd: UInt32
    private var byteCount: UInt32 = 0

    /// A request to be sent.
    public init(_ method: HTTPMethod, _ target: String, fields: HTTPFields = [:], version: HTTPVersion = .http11) {
        self.method = method
        self.version = version
        self.fields = fields
        targetStart = UInt32(truncatingIfNeeded: fields.storage.count)
        self.fields.storage.append(contentsOf: target.utf8)
        targetEnd = UInt32(truncatingIfNeeded: self.fields.storage.count)
    }

    /// A received head: the bytes are those of `fields.storage`.
    init(method: HTTPMethod, target: Range<Int>, version: HTTPVersion, fields: HTTPFields) {
        self.method = method
        self.version = version
        self.fields = fields
        targetStart = UInt32(target.lowerBound)
        targetEnd = UInt32(target.upperBound)
        byteCount = UInt32(fields.storage.count)
    }

    private var targetRange: Range<Int> { Int(targetStart)..<Int(targetEnd) }

    /// The request target as written.
    public var target: String { fields.storage.span.text(targetRange) }

    /// The bytes of the request target as written.
    public var targetBytes: Span<UInt8> {
        @_lifetime(borrow self) borrowing get { fields.storage.span.extracting(targetRange) }
    }

    /// Whether the target is exactly `target`; allocates nothing.
    public func targets(_ target: StaticString) -> Bool {
        fields.storage.span.isExactly(targetRange, target)
    }

    /// The target, taken apart.
    public var targetForm: HTTPTarget { HTTPTarget(target) }

    /// The path as written, without query; `*` and authorities have none.
    public var path: String { targetForm.path ?? "" }

    /// The query as written, without `?`; nil without one.
    public var query: String? { targetForm.query }

    /// The head's bytes as received, up to and with the empty line; empty for one that was built here.
    public var receivedBytes: [UInt8] { fields.storage.span.array(0..<Int(byteCount)) }

    /// Whether the client waits for `100 (Continue)` before it sends the content.
    public var expectsContinue: Bool { connection.expectsContinue && version >= .http11 && framing != .none }

    /// Whether the client will send further requests on the connection (RFC 9112 section 9.3).
    public var keepsAlive: Bool { connection.keepsAlive(version) }

    /// Whether method, target, version and fields are the same.
    public static func == (left: Self, right: Self) -> Bool {
        left.method == right.method && left.version == right.version && left.target == right.target
            && left.fields == right.fields
    }
}

/// What a head's fields say about the connection.
public struct HTTPConnectionFacts: Sendable, Equatable {
    /// `Connection` holds `close`.
    public internal(set) var asksToClose = false
    /// `Connection` holds `keep-alive`.
    public internal(set) var asksToKeepAlive = false
    /// `Connection` holds `upgrade` and there is an `Upgrade` field.
    public var asksToUpgrade: Bool { hasUpgradeToken && hasUpgradeField }
    /// `Expect` holds `100-continue`.
    public internal(set) var expectsContinue = false
    /// `Expect` holds something else.
    public internal(set) var expectsOther = false

    var hasUpgradeToken = false
    var hasUpgradeField = false
    /// The framing was in doubt, so nothing after the message can be trusted.
    var mustClose = false

    func keepsAlive(_ version: HTTPVersion) -> Bool {
        if asksToClose || mustClose { return false }
        return version >= .http11 || asksToKeepAlive
    }
}
