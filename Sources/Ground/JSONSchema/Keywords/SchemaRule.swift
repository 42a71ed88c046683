internal import JSON

/// A keyword's demand, compiled.
protocol SchemaRule: Sendable {
    /// Whether a value meets the demand; reports to the evaluation if it does not.
    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool
}

/// A keyword: how it is written and compiled.
struct KeywordDefinition: Sendable {
    /// What subschemas lie below a keyword.
    enum Shape: Sendable {
        /// None.
        case none
        /// One.
        case schema
        /// An array of them.
        case array
        /// One, or an array of them.
        case schemaOrArray
        /// An object of them.
        case map

        var isMap: Bool { self == .map }
    }

    /// Makes a rule, or nothing if the keyword cannot fail.
    typealias Compile = @Sendable (KeywordSite, inout SchemaCompiler) throws(SchemaError) -> (any SchemaRule)?

    let name: String
    let vocabulary: Vocabulary
    let editions: [SchemaOptions.Dialect]
    let shape: Shape
    /// Whether its value is an annotation.
    let isRemark: Bool
    let compile: Compile
    /// Its place in the registry; a schema's keywords are evaluated in this order.
    var order = 0

    init(
        _ name: String,
        _ vocabulary: Vocabulary,
        in editions: [SchemaOptions.Dialect] = SchemaOptions.Dialect.allCases,
        shape: Shape = .none,
        isRemark: Bool = false,
        compile: @escaping Compile
    ) {
        self.name = name
        self.vocabulary = vocabulary
        self.editions = editions
        self.shape = shape
        self.isRemark = isRemark
        self.compile = compile
    }
}
