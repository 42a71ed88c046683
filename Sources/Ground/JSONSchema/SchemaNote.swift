/// Something in a schema that was read over while compiling, and that its author may want to know.
public struct SchemaNote: Sendable, Equatable, CustomStringConvertible {
    /// The kinds of notes that callers tell apart.
    public enum Code: Sendable, Equatable {
        /// `$schema` names a dialect that is not known; another one was assumed.
        case unknownDialect
        /// A vocabulary that the dialect offers but does not demand is not known.
        case unknownVocabulary
        /// A pattern deviates from ECMA-262's Unicode mode.
        case patternViolation
        /// An identifier or anchor was given before; the first one counts.
        case duplicateIdentifier
    }

    /// The kind of note.
    public let code: Code
    /// The place in the schema: its URI, if it has one, and a JSON Pointer as fragment.
    public let location: String
    /// One sentence.
    public let message: String

    /// The sentence and the place.
    public var description: String { "\(message) at \(location)" }
}
