/// How schemas are read and what evaluation may cost.
public struct SchemaOptions: Sendable, Equatable {
    /// The dialects that are known.
    public enum Dialect: Sendable, Equatable, CaseIterable {
        /// `https://json-schema.org/draft/2020-12/schema`.
        case draft2020
        /// `http://json-schema.org/draft-07/schema#`.
        case draft07
    }

    /// What becomes of a `$schema` that names no known dialect.
    public enum UnknownDialect: Sendable, Equatable {
        /// The schema is read in the default dialect, and a note says so.
        case assumeDefault
        /// The schema is refused.
        case refuse
    }

    /// What the keyword `format` means.
    public enum FormatReading: Sendable, Equatable {
        /// It is an annotation, unless the schema's vocabulary demands more.
        case annotation
        /// A value that does not have the format is invalid; formats that are not known accept everything.
        case assertion
    }

    /// The dialect of schemas that name none.
    public var defaultDialect: Dialect = .draft2020
    /// What becomes of a `$schema` that names no known dialect.
    public var unknownDialect: UnknownDialect = .assumeDefault
    /// What the keyword `format` means.
    public var formats: FormatReading = .annotation
    /// The URI that the schema was found at, against which its references resolve; nil if it has none.
    public var baseURI: String?
    /// The deepest nesting of a schema document.
    public var maximumSchemaDepth = 512
    /// The most subschemas, those of referenced documents included.
    public var maximumSubschemas = 1 << 20
    /// The deepest nesting of subschemas being evaluated, references included.
    public var maximumEvaluationDepth = 512
    /// The most subschemas that one evaluation may visit.
    public var maximumSteps = 4_000_000
    /// The most findings of one evaluation; findings below another finding are not counted.
    public var maximumFindings = 100

    /// The defaults: 2020-12, unknown dialects read like it, formats as annotations.
    public init() {}
}
