/// Reads requests from the bytes of a connection, however they are cut.
///
/// The caller owns the bytes: it passes those it has to ``next(_:)``, deals with the event, drops as many as were
/// consumed, and calls again until ``HTTPEvent/needsMoreBytes``.
public struct HTTPRequestParser: Sendable {
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
        do throws(HTTPWireError) {
            return try step(bytes)
        } catch {
            reader.state = .ended
            throw error
        }
    }

    private mutating func step(_ bytes: Span<UInt8>) throws(HTTPWireError) -> HTTPStep<HTTPRequestHead> {
        switch reader.state {
        case .head: return try head(bytes)
        case .body: return try reader.nextOfBody(bytes)
        case .switched: return HTTPStep(.switchedProtocol, consumed: 0)
        case .ended:
            try reader.checkIsOpen()
            return HTTPStep(.needsMoreBytes, consumed: 0)
        }
    }

    /// The server answered the last request by switching protocols: what follows is not HTTP.
    public mutating func switchProtocol() { reader.state = .switched }

    /// The peer will send no more; `rest` are the bytes that were not consumed.
    ///
    /// A message that is cut off is a violation. Returns whether the last message ends here.
    public mutating func finish(_ rest: Span<UInt8>) throws(HTTPWireError) -> Bool {
        if reader.state == .head, rest.count > 0 {
            // What is wrong with the bytes that did come counts more than that others did not.
            var scan = reader.scan()
            do throws(HTTPWireError) {
                if try scan.requestLine(rest) != nil { _ = try scan.fields(rest) }
            } catch {
                reader.note(scan.violations)
                throw error
            }
            reader.note(scan.violations)
        }
        return try reader.finish(rest)
    }

    private mutating func head(_ bytes: Span<UInt8>) throws(HTTPWireError) -> HTTPStep<HTTPRequestHead> {
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
    ) throws(HTTPWireError) -> HTTPRequestHead? {
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
        reader.headReader.reset()
        reader.streamOffset &+= scan.position
        reader.body.begin(framing)
        reader.state = .body
        return head
    }

    @inline(never)
    private mutating func headAfterEmptyLines(
        _ bytes: Span<UInt8>,
        _ skipped: Int
    ) throws(HTTPWireError) -> HTTPStep<HTTPRequestHead> {
        reader.streamOffset += skipped
        let step = try head(bytes.extracting(skipped..<bytes.count))
        return HTTPStep(step.event, consumed: step.consumed + skipped)
    }
}
