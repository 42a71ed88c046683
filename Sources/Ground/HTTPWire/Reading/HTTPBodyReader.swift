/// Finds the content of one message, and its end.
struct HTTPBodyReader {
    private enum State {
        case idle
        case length(left: Int)
        case untilClose
        case chunkLine
        case chunkData(left: Int)
        case chunkEnd
        case trailers
        case end
    }

    /// What the next bytes of the content mean.
    enum Part {
        case needsMoreBytes
        case chunk(HTTPChunkHeader)
        case body(Range<Int>)
        case trailers(HTTPFields)
        case end
    }

    private var state = State.idle
    private var received = 0
    private var trailerReader = HTTPHeadReader()

    /// Begins the content of a message.
    mutating func begin(_ framing: HTTPFraming) {
        received = 0
        switch framing {
        case .none: state = .end
        case .length(let length): state = .length(left: length)
        case .chunked: state = .chunkLine
        case .untilClose: state = .untilClose
        }
    }

    /// Whether the end of the connection is the end of the content.
    var endsByClosing: Bool {
        if case .untilClose = state { return true }
        return false
    }

    var isIdle: Bool {
        if case .idle = state { return true }
        return false
    }

    /// Reads on; the part and how many bytes it uses up.
    @inline(__always)
    mutating func next(
        _ bytes: Span<UInt8>,
        _ scan: inout HTTPHeadScan
    ) throws(HTTPWireError) -> (part: Part, consumed: Int) {
        switch state {
        case .end, .idle:
            state = .idle
            return (.end, 0)
        case .length(let left):
            let count = min(left, bytes.count)
            guard count > 0 else { return (.needsMoreBytes, 0) }
            state = count == left ? .end : .length(left: left &- count)
            return (.body(0..<count), count)
        default:
            return try nextUnusual(bytes, &scan)
        }
    }

    @inline(never)
    private mutating func nextUnusual(
        _ bytes: Span<UInt8>,
        _ scan: inout HTTPHeadScan
    ) throws(HTTPWireError) -> (part: Part, consumed: Int) {
        guard bytes.count > 0 else { return (.needsMoreBytes, 0) }
        switch state {
        case .untilClose:
            try count(bytes.count, &scan)
            return (.body(0..<bytes.count), bytes.count)
        case .chunkData(let left):
            let count = min(left, bytes.count)
            state = count == left ? .chunkEnd : .chunkData(left: left - count)
            return (.body(0..<count), count)
        case .chunkEnd:
            guard try scan.chunkEnd(bytes) else { return (.needsMoreBytes, 0) }
            state = .chunkLine
            // Nothing to tell about a line end: the next line is read at once when it is there.
            let skipped = scan.position
            guard skipped < bytes.count else { return (.needsMoreBytes, skipped) }
            return try chunkLine(bytes, &scan)
        case .chunkLine:
            return try chunkLine(bytes, &scan)
        case .trailers:
            return try trailers(bytes, &scan)
        case .end, .idle, .length:
            return (.end, 0)
        }
    }

    /// The connection ended: says what is wrong with a trailer section that is not complete.
    func finish(_ rest: Span<UInt8>, _ scan: inout HTTPHeadScan) throws(HTTPWireError) {
        guard case .trailers = state, rest.count > 0 else { return }
        _ = try scan.fields(rest)
    }

    private mutating func chunkLine(
        _ bytes: Span<UInt8>,
        _ scan: inout HTTPHeadScan
    ) throws(HTTPWireError) -> (part: Part, consumed: Int) {
        let begin = scan.position
        let noted = scan.violations.count
        guard let header = try scan.chunkLine(bytes) else {
            scan.violations.removeLast(scan.violations.count - noted)
            return (.needsMoreBytes, begin)
        }
        try count(header.size, &scan)
        state = header.isLast ? .trailers : .chunkData(left: header.size)
        return (.chunk(header), scan.position)
    }

    private mutating func trailers(
        _ bytes: Span<UInt8>,
        _ scan: inout HTTPHeadScan
    ) throws(HTTPWireError) -> (part: Part, consumed: Int) {
        guard trailerReader.isWorthScanning(bytes, most: scan.options.maximumTrailerBytes),
            try scan.fields(bytes)
        else {
            scan.violations = []
            return (.needsMoreBytes, 0)
        }
        trailerReader.reset()
        let consumed = scan.position
        guard !scan.entries.isEmpty else {
            state = .idle
            return (.end, consumed)
        }
        state = .end
        return (.trailers(HTTPFields(storage: bytes.array(0..<consumed), entries: scan.entries)), consumed)
    }

    /// Adds to the length of the content and holds it to its limit.
    private mutating func count(_ size: Int, _ scan: inout HTTPHeadScan) throws(HTTPWireError) {
        guard size <= scan.options.maximumBodyBytes - received else {
            return try scan.violate(
                .bodyLimit,
                at: 0,
                expected: "content of at most \(scan.options.maximumBodyBytes) bytes",
                seen: "at least \(received) and \(size) more"
            )
        }
        received += size
    }
}
