public import JSON

/// A JSON Schema, compiled for use on many instances.
///
/// Nothing is ever fetched: references that lead to other documents are resolved in a ``SchemaRegistry``.
public struct JSONSchema: Sendable {
    private let program: SchemaProgram

    /// Compiles a schema; references beyond it lead to the registry's documents.
    public init(
        _ schema: JSONValue,
        options: SchemaOptions = .init(),
        registry: SchemaRegistry = .init()
    ) throws(SchemaError) {
        program = try SchemaCompiler.compile(schema, options: options, registry: registry)
    }

    /// The schema as it was written.
    public var source: JSONValue { program.nodes[0].source }

    /// What was read over while compiling.
    public var notes: [SchemaNote] { program.index.notes }

    /// How the schema was read.
    public var options: SchemaOptions { program.options }

    /// Whether an instance fits the schema; ends at the first failure and is the quickest way to ask.
    public func isValid(_ instance: JSONValue) -> Bool {
        var evaluation = Evaluation(program, findings: 0)
        return evaluation.run(instance)
    }

    /// All ways in which an instance breaks the schema, up to the limit of the options.
    public func validate(_ instance: JSONValue) -> SchemaResult {
        SchemaResult(findings: findings(in: instance, limit: program.options.maximumFindings))
    }

    /// The first way found in which an instance breaks the schema.
    public func firstFinding(in instance: JSONValue) -> SchemaFinding? { findings(in: instance, limit: 1).first }

    /// All findings, and if there are none, what the schema says about the parts of the instance.
    public func annotate(_ instance: JSONValue) -> SchemaResult {
        var evaluation = Evaluation(program, findings: 0, annotations: true)
        if evaluation.run(instance) { return SchemaResult(findings: [], annotations: evaluation.annotations) }
        return validate(instance)
    }

    /// Where nothing is wrong, nothing is collected: the second walk is for invalid instances only.
    private func findings(in instance: JSONValue, limit: Int) -> [SchemaFinding] {
        var quick = Evaluation(program, findings: 0)
        if quick.run(instance) { return [] }
        var evaluation = Evaluation(program, findings: max(limit, 1))
        _ = evaluation.run(instance)
        if let limit = evaluation.limitFinding ?? quick.limitFinding, !evaluation.findings.contains(limit) {
            evaluation.findings.append(limit)
        }
        return evaluation.findings
    }
}

extension JSONSchema {
    /// The subschemas, the whole schema first.
    package var nodes: [SchemaNode] { program.nodes }

    /// The subschema that is the whole schema.
    package var root: SchemaNode.ID { 0 }

    /// A compiled subschema.
    package subscript(_ id: SchemaNode.ID) -> SchemaNode { program.nodes[id] }

    /// The subschema that a reference leads to, as seen from a subschema of the schema; nil if it was not compiled.
    package func resolve(_ reference: String, from node: SchemaNode.ID) -> SchemaNode.ID? {
        var index = program.index
        let resource = program.nodes[node].resource
        guard let target = try? index.find(reference, in: resource, location: "") else { return nil }
        return program.idsByPlace[target.place.key]
    }
}
