import WebSocketWire

/// Cuts one direction of a connection into pieces, whichever transport it is.
///
/// What begins like JSON is taken for lines, anything else for HTTP; after an upgrade come frames. It serves defects
/// only, so it holds whole bodies back until they are there.
struct WireCutter {
    private enum Mode {
        case start, lines, head
        case body(Int)
        case chunkSize
        case chunk(Int)
        case frames, rest
    }

    private var mode = Mode.start
    private var held: [UInt8] = []
    private var frames = WebSocketFrameCollector(role: .client, keptBytes: 1 << 26)

    /// Takes what comes next and returns what became whole.
    mutating func take(_ bytes: [UInt8]) -> [WirePiece] {
        held += bytes
        var pieces: [WirePiece] = []
        while let piece = next() { pieces.append(piece) }
        return pieces
    }

    /// What is left when the connection ends.
    mutating func finish() -> [UInt8] {
        defer { held = [] }
        return held
    }

    private mutating func next() -> WirePiece? {
        guard let first = held.first else { return nil }
        switch mode {
        case .start:
            mode = (0x41...0x5A).contains(first) ? .head : .lines
            return next()
        case .lines:
            return take(through: [0x0A]).map { .line($0.dropLast()) }
        case .head:
            guard let bytes = take(through: [0x0D, 0x0A, 0x0D, 0x0A]) else { return nil }
            let head = HeadLines(bytes)
            mode = Self.mode(after: head)
            return .head(head)
        case .body(let length):
            guard let bytes = take(length) else { return nil }
            mode = .head
            return .body(bytes)
        case .chunkSize:
            return chunk()
        case .chunk(let length):
            guard let bytes = take(length + 2) else { return nil }
            mode = .chunkSize
            return .chunk(bytes.dropLast(2))
        case .frames:
            return frame()
        case .rest:
            return take(held.count).map { .other($0) }
        }
    }

    private mutating func chunk() -> WirePiece? {
        guard let end = held.firstRange(of: HeadLines.lineEnd) else { return nil }
        let digits = held[..<end.lowerBound].prefix { $0 != 0x3B }
        let length = Int(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0
        guard length == 0 else {
            guard held.count >= end.upperBound + length + 2 else { return nil }
            held.removeFirst(end.upperBound)
            mode = .chunk(length)
            return next()
        }
        guard let last = take(through: [0x0D, 0x0A, 0x0D, 0x0A]) else { return nil }
        mode = .head
        return .lastChunk(last)
    }

    private mutating func frame() -> WirePiece? {
        var place = 0
        let bytes = held
        let frame = frames.next(bytes.span, at: &place)
        held.removeFirst(place)
        return frame.map { .frame($0.header, $0.payload) }
    }

    private mutating func take(_ count: Int) -> [UInt8]? {
        guard held.count >= count else { return nil }
        defer { held.removeFirst(count) }
        return Array(held[..<count])
    }

    private mutating func take(through end: [UInt8]) -> [UInt8]? {
        held.firstRange(of: end).flatMap { take($0.upperBound) }
    }

    private static func mode(after head: HeadLines) -> Mode {
        if head.status == 101 || (head["Upgrade"] != nil && !head.isResponse) { return .frames }
        if let status = head.status, status / 100 == 1 || status == 204 || status == 304 { return .head }
        if head["Transfer-Encoding"]?.lowercased().hasSuffix("chunked") == true { return .chunkSize }
        if let length = head["Content-Length"].flatMap({ Int($0) }) { return length == 0 ? .head : .body(length) }
        return head.isResponse ? .rest : .head
    }
}
