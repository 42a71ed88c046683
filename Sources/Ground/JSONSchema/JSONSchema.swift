public import JSON

/// A JSON Schema, compiled for use on many instances.
public struct JSONSchema: Sendable {
    /// The schema as it was written.
    public let source: JSONValue
    /// What was read over while compiling.
    public let notes: [SchemaNote]
    /// How the schema was read.
    public let options: SchemaOptions
    package let nodes: [SchemaNode]

    /// Compiles a schema; references beyond it lead to the registry's documents.
    public init(
        _ schema: JSONValue,
        options: SchemaOptions = .init(),
        registry: SchemaRegistry = .init()
    ) throws(SchemaError) {
        source = schema
        self.options = options
        notes = []
        nodes = [SchemaNode(source: schema, truth: schema.bool)]
    }

    /// All ways in which an instance breaks the schema, up to the limit of the options.
    public func validate(_ instance: JSONValue) -> SchemaResult { SchemaResult(findings: []) }

    /// The first way found in which an instance breaks the schema.
    public func firstFinding(in instance: JSONValue) -> SchemaFinding? { nil }

    /// All findings, and if there are none, what the schema says about the parts of the instance.
    public func annotate(_ instance: JSONValue) -> SchemaResult { SchemaResult(findings: []) }

    /// Whether an instance fits the schema; ends at the first failure and is the quickest way to ask.
    public func isValid(_ instance: JSONValue) -> Bool { true }

    /// The subschema that is the whole schema.
    package var root: SchemaNode.ID { 0 }

    /// A compiled subschema.
    package subscript(_ id: SchemaNode.ID) -> SchemaNode { nodes[id] }

    /// The subschema that a reference leads to, as seen from a subschema of the schema; nil if it was not compiled.
    package func resolve(_ reference: String, from node: SchemaNode.ID) -> SchemaNode.ID? { nil }
}
