/// Which keywords a schema may use, and what they mean.
struct SchemaDialect: Sendable, Equatable {
    /// The edition of the specification.
    let edition: SchemaOptions.Dialect
    /// The keywords that count.
    var vocabularies = Set(Vocabulary.allCases)
    /// Whether the schema itself asks for `format` to be checked.
    var assertsFormat = false

    /// The keyword of a name, if this dialect knows it.
    func keyword(_ name: String) -> KeywordDefinition? {
        guard let keyword = KeywordRegistry.keywords(of: edition)[name] else { return nil }
        return vocabularies.contains(keyword.vocabulary) ? keyword : nil
    }

    /// Whether `$ref` hides everything beside it.
    var hidesSiblingsOfReferences: Bool { edition == .draft07 }

    /// The URI of an edition's metaschema, without fragment.
    static func metaschema(of edition: SchemaOptions.Dialect) -> String {
        switch edition {
        case .draft2020: "https://json-schema.org/draft/2020-12/schema"
        case .draft07: "http://json-schema.org/draft-07/schema"
        }
    }

    /// The edition whose metaschema has a URI.
    static func edition(of metaschema: String) -> SchemaOptions.Dialect? {
        let uri = metaschema.hasSuffix("#") ? String(metaschema.dropLast()) : metaschema
        return SchemaOptions.Dialect.allCases.first { Self.metaschema(of: $0) == uri }
    }
}

/// The groups of keywords that a 2020-12 dialect is made of.
enum Vocabulary: String, Sendable, CaseIterable {
    case core
    case applicator
    case unevaluated
    case validation
    case metaData = "meta-data"
    case formatAnnotation = "format-annotation"
    case formatAssertion = "format-assertion"
    case content

    /// The URI by which `$vocabulary` names it.
    var uri: String { "https://json-schema.org/draft/2020-12/vocab/\(rawValue)" }

    /// The vocabulary of a URI.
    init?(uri: String) {
        guard let vocabulary = Self.allCases.first(where: { $0.uri == uri }) else { return nil }
        self = vocabulary
    }
}
