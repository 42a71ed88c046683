/// What the parsers of requests and responses share: where the stream is, what was noted, and whether it goes on.
struct HTTPMessageReader {
    enum State {
        case head, body, switched, ended
    }

    let options: HTTPReadingOptions
    var state = State.head
    /// How many bytes of the stream were used up.
    var streamOffset = 0
    var headReader = HTTPHeadReader()
    var body = HTTPBodyReader()
    var violations: [HTTPViolation] = []
    var uncountedViolations = 0

    init(_ options: HTTPReadingOptions) { self.options = options.withinReach }

    @inline(__always)
    func scan(start: Int = 0, isTrailer: Bool = false) -> HTTPHeadScan {
        HTTPHeadScan(options, streamOffset: streamOffset, start: start, isTrailer: isTrailer)
    }

    /// Keeps what a finished scan noted, within the bound.
    @inline(__always)
    mutating func note(_ new: [HTTPViolation]) {
        guard !new.isEmpty else { return }
        let room = max(0, options.maximumViolations - violations.count)
        violations += new.prefix(room)
        uncountedViolations += max(0, new.count - room)
    }

    /// What follows a head.
    enum Continuation {
        case body(HTTPFraming)
        case anotherHead
        case otherProtocol
    }

    /// Says what the next bytes mean; `parse` reads a whole head, or returns nil when bytes are missing.
    @inline(__always)
    mutating func next<Head>(
        _ bytes: Span<UInt8>,
        _ parse: (Span<UInt8>, inout HTTPHeadScan) throws(HTTPWireError) -> (head: Head, then: Continuation)?
    ) throws(HTTPWireError) -> HTTPStep<Head> {
        do throws(HTTPWireError) {
            switch state {
            case .head: return try nextHead(bytes, parse)
            case .body: return try nextOfBody(bytes)
            case .switched: return HTTPStep(.switchedProtocol, consumed: 0)
            case .ended: throw endedBefore
            }
        } catch {
            state = .ended
            throw error
        }
    }

    private var endedBefore: HTTPWireError {
        HTTPWireError(
            .ended,
            offset: streamOffset,
            expected: "a parser that did not refuse its stream",
            seen: "one that did"
        )
    }

    @inline(__always)
    private mutating func nextHead<Head>(
        _ bytes: Span<UInt8>,
        _ parse: (Span<UInt8>, inout HTTPHeadScan) throws(HTTPWireError) -> (head: Head, then: Continuation)?
    ) throws(HTTPWireError) -> HTTPStep<Head> {
        guard bytes.count > 0 else { return HTTPStep(.needsMoreBytes, consumed: 0) }
        let skipped = try headReader.leadingEmptyLines(bytes, options, streamOffset, &violations)
        streamOffset &+= skipped
        let bytes = bytes.extracting(skipped..<bytes.count)
        // A carriage return alone is perhaps half of another empty line.
        guard bytes.count > 1 || (bytes.count == 1 && bytes[0] != HTTPByte.carriageReturn),
            headReader.isWorthScanning(bytes, most: options.maximumHeadBytes)
        else { return HTTPStep(.needsMoreBytes, consumed: skipped) }
        var scan = scan()
        do throws(HTTPWireError) {
            guard let (head, then) = try parse(bytes, &scan) else {
                return HTTPStep(.needsMoreBytes, consumed: skipped)
            }
            note(scan.violations)
            goOn(then, behind: scan.position)
            return HTTPStep(.head(head), consumed: scan.position &+ skipped)
        } catch {
            note(scan.violations)
            throw error
        }
    }

    private mutating func goOn(_ then: Continuation, behind position: Int) {
        headReader.reset()
        streamOffset &+= position
        switch then {
        case .anotherHead: break
        case .otherProtocol: state = .switched
        case .body(let framing):
            body.begin(framing)
            state = .body
        }
    }

    /// Reads on in the content of a message.
    @inline(__always)
    mutating func nextOfBody<Head>(_ bytes: Span<UInt8>) throws(HTTPWireError) -> HTTPStep<Head> {
        var scan = scan(isTrailer: true)
        let part: HTTPBodyReader.Part
        let consumed: Int
        do throws(HTTPWireError) {
            (part, consumed) = try body.next(bytes, &scan)
        } catch {
            note(scan.violations)
            throw error
        }
        note(scan.violations)
        streamOffset &+= consumed
        switch part {
        case .needsMoreBytes: return HTTPStep(.needsMoreBytes, consumed: consumed)
        case .chunk(let header): return HTTPStep(.chunk(header), consumed: consumed)
        case .body(let range): return HTTPStep(.body(range), consumed: consumed)
        case .trailers(let fields): return HTTPStep(.trailers(fields), consumed: consumed)
        case .end:
            state = .head
            return HTTPStep(.end, consumed: consumed)
        }
    }

    /// The connection ended with `rest` unread bytes; true when that completes a message.
    ///
    /// `parse` says what is wrong with an incomplete head: that counts more than what is missing.
    mutating func finish(
        _ rest: Span<UInt8>,
        _ parse: (Span<UInt8>, inout HTTPHeadScan) throws(HTTPWireError) -> Void
    ) throws(HTTPWireError) -> Bool {
        if state == .head, rest.count > 0 {
            var scan = scan()
            do throws(HTTPWireError) { try parse(rest, &scan) } catch {
                note(scan.violations)
                throw error
            }
            note(scan.violations)
        }
        switch state {
        case .switched, .ended: return false
        case .head:
            guard rest.count > 0 else { return false }
            state = .ended
            try truncated(.truncatedHead, rest.count, "the empty line at the end of a head")
            return false
        case .body:
            state = .ended
            if body.endsByClosing { return true }
            var scan = scan(isTrailer: true)
            try body.finish(rest, &scan)
            note(scan.violations)
            try truncated(.truncatedBody, rest.count, "the rest of the content")
            return true
        }
    }

    private mutating func truncated(
        _ rule: HTTPRule,
        _ rest: Int,
        _ expected: String
    ) throws(HTTPWireError) {
        var scan = scan()
        try scan.violate(rule, at: rest, expected: expected, seen: "the end of the connection")
        note(scan.violations)
    }
}
