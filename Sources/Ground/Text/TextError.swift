/// Why text could not be read, and where; in a tolerant reading, a deviation that was read over.
public struct TextError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure that callers tell apart.
    public enum Code: Sendable, Equatable {
        /// A byte stands where the grammar allows another.
        case unexpectedByte
        /// The input ends too early.
        case unexpectedEnd
        /// The input goes on where it should end.
        case trailingContent
        /// The padding of base64 is missing, misplaced or not wanted.
        case padding
        /// The same value has a shorter or more regular spelling, which alone is allowed.
        case notCanonical
        /// The bytes are not UTF-8.
        case invalidUTF8
        /// A number is larger or smaller than its field allows.
        case outOfRange
        /// A configured limit was exceeded.
        case limit
        /// A line ends in a way that the reader was not told to accept.
        case lineEnding
        /// The form exists, but this reader does not support it.
        case unsupported
    }

    /// The kind of failure.
    public let code: Code
    /// What was being read, such as `base64` or `URI`.
    public let format: String
    /// Where it was seen, counted in bytes from zero.
    public let offset: Int
    /// What should have stood there.
    public let expected: String
    /// What stood there.
    public let seen: String

    /// Describes a failure.
    public init(_ code: Code, format: String, offset: Int, expected: String, seen: String) {
        self.code = code
        self.format = format
        self.offset = offset
        self.expected = expected
        self.seen = seen
    }

    /// Describes a failure at a byte of `bytes`, or at their end.
    package init(_ code: Code, format: String, at offset: Int, in bytes: Span<UInt8>, expected: String) {
        let isEnd = offset >= bytes.count
        self.init(
            isEnd && code == .unexpectedByte ? .unexpectedEnd : code,
            format: format,
            offset: offset,
            expected: expected,
            seen: isEnd ? "the end" : PrintableText.name(ofByte: bytes[offset])
        )
    }

    /// One sentence: what was read, what was expected, what was seen, and where.
    public var description: String { "\(format): expected \(expected), saw \(seen) at byte \(offset)" }

    /// The same failure in a text in which what was read begins at `start`.
    public func moved(by start: Int) -> TextError {
        TextError(code, format: format, offset: offset &+ start, expected: expected, seen: seen)
    }
}
