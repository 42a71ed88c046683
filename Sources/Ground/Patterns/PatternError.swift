/// Why a pattern could not be read, compiled or matched.
public struct PatternError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of failure that callers tell apart.
    public enum Code: Sendable, Hashable {
        /// A character stands where the grammar allows another.
        case unexpectedCharacter
        /// The pattern ends inside a group, a class, an escape or a quantifier.
        case unexpectedEnd
        /// A quantifier has nothing to repeat.
        case nothingToRepeat
        /// A backslash is followed by a character that makes no escape.
        case invalidEscape
        /// The bounds of a quantifier or of a class range are out of order.
        case outOfOrder
        /// A class range begins or ends with a set of characters.
        case invalidClassRange
        /// A group name is not an identifier.
        case invalidGroupName
        /// Two groups have the same name.
        case duplicateGroupName
        /// A backreference names no group.
        case unknownGroup
        /// `\p{…}` names no property of Unicode.
        case unknownProperty
        /// `\p{…}` names a property or script for which this library has no data.
        case unsupportedProperty
        /// The pattern has too many bytes.
        case lengthLimit
        /// Groups are nested too deep.
        case depthLimit
        /// Bounded repetitions expand to too large a program.
        case programLimit
        /// Matching with backreferences took too many steps.
        case stepLimit
    }

    /// The kind of failure.
    public let code: Code
    /// Where in the pattern it was seen, counted in bytes of UTF-8 from zero.
    public let offset: Int
    /// What should have stood there.
    public let expected: String
    /// What stood there.
    public let seen: String

    /// Describes a failure.
    public init(_ code: Code, offset: Int, expected: String, seen: String) {
        self.code = code
        self.offset = offset
        self.expected = expected
        self.seen = seen
    }

    /// One sentence: what was expected, what was seen, and where.
    public var description: String { "expected \(expected), saw \(seen) at byte \(offset) of the pattern" }
}
