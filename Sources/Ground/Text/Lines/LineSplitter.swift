/// Splits bytes that arrive in pieces into lines, as JSON Lines wants them: only LF ends a line.
///
/// A line that lies within one piece is handed out as a range of that piece, without a copy; only a line that spans
/// pieces is collected. Feed a piece by asking ``next(in:at:)`` until it returns nil, then ask ``finish()`` at the end.
public struct LineSplitter: Sendable {
    /// How lines are read.
    public struct Options: Sendable, Equatable {
        /// Whether a violation is an error or a value on its line.
        public var reading: Reading
        /// The most bytes that a line may have before its end.
        public var lengthLimit: Int
        /// Whether CR LF ends a line like LF, without being a violation.
        public var acceptsCarriageReturn: Bool
        /// Whether the last line may lack its LF without being a violation.
        public var acceptsUnterminatedEnd: Bool

        /// Strict reading, lines up to 16 MiB.
        public init(
            reading: Reading = .strict,
            lengthLimit: Int = 16 << 20,
            acceptsCarriageReturn: Bool = false,
            acceptsUnterminatedEnd: Bool = false
        ) {
            self.reading = reading
            self.lengthLimit = min(max(0, lengthLimit), Int.max - 1)
            self.acceptsCarriageReturn = acceptsCarriageReturn
            self.acceptsUnterminatedEnd = acceptsUnterminatedEnd
        }
    }

    /// How lines are read.
    public let options: Options
    /// What arrived of the current line with earlier pieces.
    private var collected: [UInt8] = []
    /// Bytes of a line that is too long, counted instead of kept; nil while the line is not.
    private var discarded: Int?
    private var lineNumber = 1
    /// The offset, in the whole stream, of the current line's first byte.
    private var lineOffset = 0

    /// Begins at the start of a stream.
    public init(options: Options = Options()) { self.options = options }

    /// How many bytes of an unfinished line are kept.
    public var pendingCount: Int { collected.count }

    /// The next line that ends in `piece` at or after `position`, which moves behind it; nil when the piece is used up.
    public mutating func next(in piece: Span<UInt8>, at position: inout Int) throws(TextError) -> Line? {
        guard position < piece.count else { return nil }
        guard let end = piece.firstOffset(of: ASCII.lineFeed, from: position) else {
            try keep(piece, position..<piece.count)
            position = piece.count
            return nil
        }
        let range = position..<end
        position = end &+ 1
        if collected.isEmpty && discarded == nil {
            let hasReturn = !range.isEmpty && piece[end &- 1] == ASCII.carriageReturn
            let contents = hasReturn ? range.lowerBound..<range.upperBound &- 1 : range
            guard contents.count > options.lengthLimit else {
                return try line(.piece(contents), count: range.count, hasReturn: hasReturn, isTerminated: true)
            }
        }
        try keep(piece, range)
        return try lineFromCollected(isTerminated: true)
    }

    /// The last line when the stream ended without LF, which is a violation; nil when it ended with LF or is empty.
    public mutating func finish() throws(TextError) -> Line? {
        guard !collected.isEmpty || discarded != nil else { return nil }
        return try lineFromCollected(isTerminated: false)
    }

    private mutating func keep(_ piece: Span<UInt8>, _ range: Range<Int>) throws(TextError) {
        guard !range.isEmpty else { return }
        if let discarded {
            self.discarded = discarded &+ range.count
            return
        }
        // One byte more than allowed, for it may be the CR of the line's end.
        let room = options.lengthLimit &- collected.count
        if range.count > room {
            let isOnlyReturn = range.count == room &+ 1 && piece[range.upperBound &- 1] == ASCII.carriageReturn
            if !isOnlyReturn {
                if options.reading == .strict { throw tooLong() }
                discarded = collected.count &+ range.count
                collected = []
                return
            }
        }
        piece.extracting(range).withUnsafeBytes { collected.append(contentsOf: $0) }
    }

    private mutating func lineFromCollected(isTerminated: Bool) throws(TextError) -> Line {
        if let discarded {
            self.discarded = nil
            return try line(.discarded(discarded), count: discarded, hasReturn: false, isTerminated: isTerminated)
        }
        var bytes = collected
        collected = []
        let count = bytes.count
        let hasReturn = isTerminated && bytes.last == ASCII.carriageReturn
        if hasReturn { bytes.removeLast() }
        if bytes.count > options.lengthLimit {
            if options.reading == .strict { throw tooLong() }
            return try line(.discarded(count), count: count, hasReturn: false, isTerminated: isTerminated)
        }
        return try line(.joined(bytes), count: count, hasReturn: hasReturn, isTerminated: isTerminated)
    }

    private mutating func line(
        _ content: Line.Content,
        count: Int,
        hasReturn: Bool,
        isTerminated: Bool
    ) throws(TextError) -> Line {
        var violations: [TextError] = []
        if case .discarded = content { violations.append(tooLong()) }
        if hasReturn && !options.acceptsCarriageReturn {
            violations.append(ending("LF alone at the end of a line", seen: "CR LF", at: lineOffset &+ count &- 1))
        }
        if !isTerminated && !options.acceptsUnterminatedEnd {
            violations.append(ending("LF at the end of the last line", seen: "the end", at: lineOffset &+ count))
        }
        let line = Line(
            number: lineNumber,
            offset: lineOffset,
            content: content,
            isTerminated: isTerminated,
            violations: violations
        )
        lineNumber &+= 1
        lineOffset &+= count &+ (isTerminated ? 1 : 0)
        if options.reading == .strict, let violation = violations.first { throw violation }
        return line
    }

    private func tooLong() -> TextError {
        TextError(
            .limit,
            format: "line \(lineNumber)",
            offset: lineOffset &+ options.lengthLimit,
            expected: "at most \(options.lengthLimit) bytes in a line",
            seen: "a longer line"
        )
    }

    private func ending(_ expected: String, seen: String, at offset: Int) -> TextError {
        TextError(.lineEnding, format: "line \(lineNumber)", offset: offset, expected: expected, seen: seen)
    }
}
