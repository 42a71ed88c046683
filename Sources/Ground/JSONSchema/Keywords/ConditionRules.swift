internal import JSON

/// `if`, `then` and `else`: which of two schemas holds depends on a third.
struct ConditionRule: SchemaRule {
    let condition: SchemaNode.ID
    let consequence: SchemaNode.ID?
    let alternative: SchemaNode.ID?

    static let definitions = [
        KeywordDefinition("if", .applicator, shape: .schema) { site, compiler throws(SchemaError) in
            ConditionRule(
                condition: try compiler.subschema(site.value, site),
                consequence: try branch("then", site, &compiler),
                alternative: try branch("else", site, &compiler)
            )
        },
        // Without `if` the other two mean nothing, but references may lead there.
        KeywordDefinition("then", .applicator, shape: .schema) { _, _ in nil },
        KeywordDefinition("else", .applicator, shape: .schema) { _, _ in nil },
    ]

    private static func branch(
        _ name: String,
        _ site: KeywordSite,
        _ compiler: inout SchemaCompiler
    ) throws(SchemaError) -> SchemaNode.ID? {
        guard let value = site.schema[name] else { return nil }
        return try compiler.subschema(value, site.beside(name, value))
    }

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        if consequence == nil, alternative == nil, !evaluation.wantsAll { return true }
        let isMet = evaluation.probe(condition, for: value)
        guard let branch = isMet ? consequence : alternative else { return true }
        let outer = evaluation.replaceKeyword(with: isMet ? "then" : "else")
        defer { if let outer { _ = evaluation.replaceKeyword(with: outer) } }
        return evaluation.holds(branch, for: value)
    }
}

/// `dependentSchemas`: a schema holds for objects that have a member.
struct DependentSchemasRule: SchemaRule {
    let dependencies: [(name: String, id: SchemaNode.ID)]

    static let definitions = [
        KeywordDefinition("dependentSchemas", .applicator, in: [.draft2020], shape: .map) {
            site,
            compiler throws(SchemaError) in
            DependentSchemasRule(dependencies: try compiler.subschemasByName(site))
        }
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        guard let object = value.object else { return true }
        var result = true
        for (name, schema) in dependencies where object[name] != nil {
            if evaluation.holds(schema, for: value, at: .key(name)) { continue }
            result = false
            if evaluation.stopsAtFailure { break }
        }
        return result
    }
}

/// `dependencies` of draft-07: members or a schema that an object with a member needs.
struct DependenciesRule: SchemaRule {
    let schemas: DependentSchemasRule
    let names: DependentRequiredRule

    static let definitions = [
        KeywordDefinition("dependencies", .applicator, in: [.draft07], shape: .map) {
            site,
            compiler throws(SchemaError) in
            var schemas: [(String, SchemaNode.ID)] = []
            var names: [(String, [String])] = []
            for member in try site.members() {
                let name = member.key
                if member.value.kind == .array {
                    names.append((name, try site.strings(member.value, below: name)))
                } else {
                    schemas.append((name, try compiler.subschema(member.value, site, token: name)))
                }
            }
            return DependenciesRule(
                schemas: DependentSchemasRule(dependencies: schemas),
                names: DependentRequiredRule(dependencies: names)
            )
        }
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        let hasNames = names.holds(for: value, in: &evaluation)
        if !hasNames, evaluation.stopsAtFailure { return false }
        return schemas.holds(for: value, in: &evaluation) && hasNames
    }
}
