/// Reads responses from the bytes of a connection, however they are cut.
///
/// How a response ends depends on the request: tell the parser with ``expectResponse(to:)`` before each response, in
/// the order of the requests. Otherwise it takes the request for a GET.
public struct HTTPResponseParser: Sendable {
    private var reader: HTTPMessageReader
    private var method = HTTPMethod.get
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
    @inline(__always)
    public mutating func next(_ bytes: Span<UInt8>) throws(HTTPWireError) -> HTTPStep<HTTPResponseHead> {
        do throws(HTTPWireError) {
            return try step(bytes)
        } catch {
            reader.state = .ended
            throw error
        }
    }

    private mutating func step(_ bytes: Span<UInt8>) throws(HTTPWireError) -> HTTPStep<HTTPResponseHead> {
        switch reader.state {
        case .head: return try head(bytes)
        case .body:
            let step: HTTPStep<HTTPResponseHead> = try reader.nextOfBody(bytes)
            return step
        case .switched: return HTTPStep(.switchedProtocol, consumed: 0)
        case .ended:
            try reader.checkIsOpen()
            return HTTPStep(.needsMoreBytes, consumed: 0)
        }
    }

    /// The peer will send no more; `rest` are the bytes that were not consumed.
    ///
    /// A message that is cut off is a violation. Returns whether the last message ends here.
    public mutating func finish(_ rest: Span<UInt8>) throws(HTTPWireError) -> Bool {
        if reader.state == .head, rest.count > 0 {
            // What is wrong with the bytes that did come counts more than that others did not.
            var scan = reader.scan()
            do throws(HTTPWireError) {
                if try scan.statusLine(rest) != nil { _ = try scan.fields(rest) }
            } catch {
                reader.note(scan.violations)
                throw error
            }
            reader.note(scan.violations)
        }
        return try reader.finish(rest)
    }

    private mutating func head(_ bytes: Span<UInt8>) throws(HTTPWireError) -> HTTPStep<HTTPResponseHead> {
        guard bytes.count > 0 else { return HTTPStep(.needsMoreBytes, consumed: 0) }
        let skipped = try reader.headReader.leadingEmptyLines(
            bytes,
            reader.options,
            reader.streamOffset,
            &reader.violations
        )
        if skipped > 0 { return try headAfterEmptyLines(bytes, skipped) }
        // Perhaps half of another empty line.
        if bytes.count == 1, bytes[0] == HTTPByte.carriageReturn { return HTTPStep(.needsMoreBytes, consumed: 0) }
        guard reader.headReader.isWorthScanning(bytes, most: reader.options.maximumHeadBytes) else {
            return HTTPStep(.needsMoreBytes, consumed: 0)
        }
        var scan = reader.scan()
        do throws(HTTPWireError) {
            guard let head = try head(bytes, &scan) else { return HTTPStep(.needsMoreBytes, consumed: 0) }
            reader.note(scan.violations)
            return HTTPStep(.head(head), consumed: scan.position)
        } catch {
            reader.note(scan.violations)
            throw error
        }
    }

    @inline(__always)
    private mutating func head(
        _ bytes: Span<UInt8>,
        _ scan: inout HTTPHeadScan
    ) throws(HTTPWireError) -> HTTPResponseHead? {
        guard let line = try scan.statusLine(bytes), try scan.fields(bytes) else { return nil }
        if !waiting.isEmpty { method = waiting[0] }
        let framing = try scan.responseFraming(line.version, line.status, method: method)
        var head = HTTPResponseHead(
            status: line.status,
            reason: line.reason,
            version: line.version,
            fields: HTTPFields(storage: bytes.array(0..<scan.position), entries: scan.entries)
        )
        head.framing = framing
        head.connection = scan.facts.connection
        reader.headReader.reset()
        reader.streamOffset &+= scan.position
        begin(head, framing)
        return head
    }

    private mutating func begin(_ head: HTTPResponseHead, _ framing: HTTPFraming) {
        if head.isInterim { return }
        if !waiting.isEmpty { waiting.removeFirst() }
        if head.status == .switchingProtocols || (method == .connect && head.status.isSuccess) {
            reader.state = .switched
        } else {
            reader.body.begin(framing)
            reader.state = .body
        }
        method = .get
    }

    @inline(never)
    private mutating func headAfterEmptyLines(
        _ bytes: Span<UInt8>,
        _ skipped: Int
    ) throws(HTTPWireError) -> HTTPStep<HTTPResponseHead> {
        reader.streamOffset += skipped
        let step = try head(bytes.extracting(skipped..<bytes.count))
        return HTTPStep(step.event, consumed: step.consumed + skipped)
    }
}
