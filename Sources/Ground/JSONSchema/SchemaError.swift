/// Why a schema could not be compiled.
public struct SchemaError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure that callers tell apart.
    public enum Code: Sendable, Equatable {
        /// A schema is neither an object nor a truth value.
        case malformedSchema
        /// A keyword has a value of the wrong kind.
        case malformedKeyword
        /// A reference or an identifier is no URI reference.
        case malformedReference
        /// A pattern cannot be read.
        case malformedPattern
        /// A reference names a document that was not given, or nothing in one that was.
        case unresolvedReference
        /// References lead back to where they started without going deeper into the instance.
        case referenceLoop
        /// `$schema` names a dialect that is not known.
        case unknownDialect
        /// The dialect demands a vocabulary that is not known.
        case unknownVocabulary
        /// The schema is too deep or too large.
        case limit
    }

    /// The kind of failure.
    public let code: Code
    /// The place in the schema: its URI, if it has one, and a JSON Pointer as fragment.
    public let location: String
    /// What should have stood there.
    public let expected: String
    /// What stands there.
    public let seen: String

    /// Describes a failure.
    public init(_ code: Code, at location: String, expected: String, seen: String) {
        self.code = code
        self.location = location
        self.expected = expected
        self.seen = seen
    }

    /// One sentence: what was expected, what was seen, where.
    public var description: String { "expected \(expected), saw \(seen) at \(location)" }
}
