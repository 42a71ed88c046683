/// Reads responses from the bytes of a connection, however they are cut.
///
/// How a response ends depends on the request: tell the parser with ``expectResponse(to:)`` before each response, in
/// the order of the requests. Otherwise it takes the request for a GET.
public struct HTTPResponseParser: HTTPMessageParser {
    private var reader: HTTPMessageReader
    private var waiting: [HTTPMethod] = []

    /// A parser at the start of a connection.
    public init(_ options: HTTPReadingOptions = .strict) { reader = HTTPMessageReader(options) }

    /// How many bytes of the stream were consumed so far.
    public var streamOffset: Int { reader.streamOffset }

    /// Whether no message is under way.
    public var isBetweenMessages: Bool { reader.state == .head }

    /// The violations that a tolerant reading noted, in order.
    public var violations: [HTTPViolation] { reader.violations }

    /// Takes the noted violations out.
    public mutating func takeViolations() -> [HTTPViolation] {
        defer { reader.violations = [] }
        return reader.violations
    }

    /// Notes that a request was sent whose response comes after those to earlier ones.
    public mutating func expectResponse(to method: HTTPMethod) { waiting.append(method) }

    /// Says what the next bytes mean.
    ///
    /// After an error the stream cannot be read any further.
    public mutating func next(_ bytes: Span<UInt8>) throws(HTTPWireError) -> HTTPStep<HTTPResponseHead> {
        let method = waiting.first ?? .get
        let step = try reader.next(bytes) { bytes, scan throws(HTTPWireError) in
            try Self.head(bytes, &scan, to: method)
        }
        if case .head(let head) = step.event, !head.isInterim, !waiting.isEmpty { waiting.removeFirst() }
        return step
    }

    /// The peer will send no more; `rest` are the bytes that were not consumed.
    ///
    /// A message that is cut off is a violation. Returns whether the last message ends here.
    public mutating func finish(_ rest: Span<UInt8>) throws(HTTPWireError) -> Bool {
        try reader.finish(rest) { rest, scan throws(HTTPWireError) in
            if try scan.statusLine(rest) != nil { _ = try scan.fields(rest) }
        }
    }

    private static func head(
        _ bytes: Span<UInt8>,
        _ scan: inout HTTPHeadScan,
        to method: HTTPMethod
    ) throws(HTTPWireError) -> (head: HTTPResponseHead, then: HTTPMessageReader.Continuation)? {
        guard let line = try scan.statusLine(bytes), try scan.fields(bytes) else { return nil }
        let framing = try scan.responseFraming(line.version, line.status, method: method)
        var head = HTTPResponseHead(
            status: line.status,
            reason: line.reason,
            version: line.version,
            fields: HTTPFields(storage: bytes.array(0..<scan.position), entries: scan.entries)
        )
        head.framing = framing
        head.connection = scan.facts.connection
        if head.isInterim { return (head, .anotherHead) }
        let isSwitched = head.status == .switchingProtocols || (method == .connect && head.status.isSuccess)
        return (head, isSwitched ? .otherProtocol : .body(framing))
    }
}
