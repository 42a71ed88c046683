/// Reads requests from the bytes of a connection, however they are cut.
///
/// The caller owns the bytes: it passes those it has to ``next(_:)``, deals with the event, drops as many as were
/// consumed, and calls again until ``HTTPEvent/needsMoreBytes``.
public struct HTTPRequestParser: HTTPMessageParser {
    private var reader: HTTPMessageReader

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

    /// Says what the next bytes mean.
    ///
    /// After an error the stream cannot be read any further.
    @inline(__always)
    public mutating func next(_ bytes: Span<UInt8>) throws(HTTPWireError) -> HTTPStep<HTTPRequestHead> {
        try step(bytes)
    }

    private mutating func step(_ bytes: Span<UInt8>) throws(HTTPWireError) -> HTTPStep<HTTPRequestHead> {
        try reader.next(bytes) { bytes, scan throws(HTTPWireError) in try Self.head(bytes, &scan) }
    }

    /// The server answered the last request by switching protocols: what follows is not HTTP.
    public mutating func switchProtocol() { reader.state = .switched }

    /// The peer will send no more; `rest` are the bytes that were not consumed.
    ///
    /// A message that is cut off is a violation. Returns whether the last message ends here.
    public mutating func finish(_ rest: Span<UInt8>) throws(HTTPWireError) -> Bool {
        try reader.finish(rest) { rest, scan throws(HTTPWireError) in
            if try scan.requestLine(rest) != nil { _ = try scan.fields(rest) }
        }
    }

    @inline(__always)
    private static func head(
        _ bytes: Span<UInt8>,
        _ scan: inout HTTPHeadScan
    ) throws(HTTPWireError) -> (head: HTTPRequestHead, then: HTTPMessageReader.Continuation)? {
        guard let line = try scan.requestLine(bytes), try scan.fields(bytes) else { return nil }
        let framing = try scan.requestFraming(line.version)
        var head = HTTPRequestHead(
            method: HTTPMethod(bytes, line.method),
            target: line.target,
            version: line.version,
            fields: HTTPFields(storage: bytes.array(0..<scan.position), entries: scan.entries)
        )
        head.framing = framing
        head.connection = scan.facts.connection
        return (head, .body(framing))
    }
}
