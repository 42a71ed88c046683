/// One pass over the bytes of a head or a trailer section.
///
/// It runs over bytes that may end too early, and then says so; nothing it noted counts in that case. Positions are
/// those of the bytes that were passed in; `start` is where the head begins.
struct HTTPHeadScan {
    enum Line {
        case field, end, incomplete
    }

    let options: HTTPReadingOptions
    /// Added to a position to give the offset in the stream.
    let streamOffset: Int
    let start: Int
    /// Whether this is a trailer section, which has no start line.
    let isTrailer: Bool

    var position: Int
    /// Where the current line must have ended.
    var window: Int
    /// The limit that `window` stands for.
    var windowRule = HTTPRule.startLineLimit
    var entries: [HTTPFields.Entry] = []
    var facts = HTTPFieldFacts()
    var violations: [HTTPViolation] = []

    init(_ options: HTTPReadingOptions, streamOffset: Int, start: Int, isTrailer: Bool = false) {
        self.options = options
        self.streamOffset = streamOffset
        self.start = start
        self.isTrailer = isTrailer
        position = start
        window = start
    }

    // MARK: Violations

    /// Notes a violation or refuses the bytes, as the options say.
    @inline(never)
    mutating func violate(
        _ rule: HTTPRule,
        at position: Int,
        expected: String,
        seen: String
    ) throws(HTTPWireError) {
        if options.ignored.contains(rule), !rule.endsReading { return }
        let violation = HTTPViolation(rule, offset: streamOffset + position, expected: expected, seen: seen)
        if options.reading == .strict || rule.endsReading { throw HTTPWireError(violation) }
        violations.append(violation)
    }

    // MARK: Limits

    /// Bounds the line that begins at `position` and returns where scanning must stop.
    @inline(__always)
    mutating func openWindow(_ bytes: Span<UInt8>, _ most: Int, _ rule: HTTPRule) -> Int {
        let whole = isTrailer ? options.maximumTrailerBytes : options.maximumHeadBytes
        let left = start &+ whole &- position
        if left < most {
            window = position &+ max(0, left)
            windowRule = isTrailer ? .trailerLimit : .headLimit
        } else {
            window = position &+ most
            windowRule = rule
        }
        return min(window, bytes.count)
    }

    /// The bytes ended inside a line: either more must come, or the line is too long.
    @inline(never)
    mutating func ranOut(_ bytes: Span<UInt8>) throws(HTTPWireError) {
        guard bytes.count > window else { return }
        try violate(
            windowRule,
            at: window,
            expected: "\(Self.describe(windowRule)) of at most \(limit(windowRule)) bytes",
            seen: "more bytes without an end"
        )
    }

    private func limit(_ rule: HTTPRule) -> Int {
        switch rule {
        case .startLineLimit: options.maximumStartLineBytes
        case .fieldLimit: options.maximumFieldBytes
        case .trailerLimit: options.maximumTrailerBytes
        default: options.maximumHeadBytes
        }
    }

    private static func describe(_ rule: HTTPRule) -> String {
        switch rule {
        case .startLineLimit: "a start line"
        case .fieldLimit: "a field line"
        case .trailerLimit: "a trailer section"
        default: "a head"
        }
    }

    // MARK: Line ends

    /// Reads the end of a line at `position`, a CR or LF; false when the bytes end inside it.
    @inline(__always)
    mutating func lineEnd(_ bytes: Span<UInt8>, _ end: Int) throws(HTTPWireError) -> Bool {
        if bytes[position] == HTTPByte.lineFeed {
            try bareLineFeed()
            position &+= 1
            return true
        }
        guard position &+ 1 < end else { return false }
        position &+= 2
        return true
    }

    @inline(never)
    mutating func bareLineFeed() throws(HTTPWireError) {
        try violate(
            .bareLineFeed,
            at: position,
            expected: "CR LF at the end of a line",
            seen: "a line feed alone"
        )
    }

    @inline(never)
    mutating func bareCarriageReturn(at place: Int) throws(HTTPWireError) {
        try violate(
            .bareCarriageReturn,
            at: place,
            expected: "a line feed after a carriage return",
            seen: "a carriage return alone"
        )
    }

    /// Where the text of the line ends that begins at `position`, at a CR LF or a bare LF; nil when bytes are missing.
    ///
    /// Control characters on the way are violations.
    @inline(__always)
    mutating func textEnd(_ bytes: Span<UInt8>, from begin: Int, _ end: Int) throws(HTTPWireError) -> Int? {
        var place = begin
        while true {
            place = bytes.firstControl(from: place, to: end)
            guard place < end else { return nil }
            let byte = bytes[place]
            if byte == HTTPByte.carriageReturn {
                guard place &+ 1 < end else { return nil }
                if bytes[place &+ 1] == HTTPByte.lineFeed { return place }
                try bareCarriageReturn(at: place)
            } else if byte == HTTPByte.lineFeed {
                return place
            } else if byte != HTTPByte.tab {
                try controlCharacter(byte, at: place)
            }
            place &+= 1
        }
    }

    @inline(never)
    private mutating func controlCharacter(_ byte: UInt8, at place: Int) throws(HTTPWireError) {
        try violate(
            .controlCharacter,
            at: place,
            expected: "visible characters, spaces and tabs",
            seen: HTTPViolation.describe(byte)
        )
    }
}
