/// A deviation that was read over: the document stayed readable.
public struct JSONViolation: Sendable, Equatable, CustomStringConvertible {
    /// The kind of deviation.
    public let code: JSONError.Code
    /// The bytes that deviate.
    public let byteRange: Range<Int>
    /// What should have stood there.
    public let expected: String
    /// What stood there.
    public let seen: String

    /// Where the deviation begins, counted in bytes from zero.
    public var offset: Int { byteRange.lowerBound }

    /// One sentence: what was expected, what was seen, and where.
    public var description: String { "expected \(expected), saw \(seen) at byte \(offset)" }
}
