/// A deviation from Unicode mode that the tolerant reading accepted, as ECMA-262 Annex B does without the flag `u`.
public struct PatternViolation: Sendable, Hashable, CustomStringConvertible {
    /// The kind of deviation.
    public let code: PatternError.Code
    /// The bytes of the pattern that deviate.
    public let byteRange: Range<Int>
    /// What should have stood there.
    public let expected: String
    /// What stood there.
    public let seen: String

    /// Where the deviation begins, counted in bytes from zero.
    public var offset: Int { byteRange.lowerBound }

    /// One sentence: what was expected, what was seen, and where.
    public var description: String { "expected \(expected), saw \(seen) at byte \(offset) of the pattern" }
}
