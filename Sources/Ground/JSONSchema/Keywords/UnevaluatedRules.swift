internal import JSON

/// `unevaluatedItems`: a schema for all elements that no other keyword has evaluated.
struct UnevaluatedItemsRule: SchemaRule {
    let schema: SchemaNode.ID

    static let definitions = [
        KeywordDefinition("unevaluatedItems", .unevaluated, in: [.draft2020], shape: .schema) {
            site,
            compiler throws(SchemaError) in
            UnevaluatedItemsRule(schema: try compiler.subschema(site.value, site))
        }
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        guard let array = value.array else { return true }
        var result = true
        for (position, element) in array.enumerated() where evaluation.coverage?.contains(position) != true {
            if evaluation.holds(schema, for: element, below: .position(position)) { continue }
            result = false
            if evaluation.stopsAtFailure { break }
        }
        evaluation.coverage?.markAll()
        return result
    }
}

/// `unevaluatedProperties`: a schema for all members that no other keyword has evaluated.
struct UnevaluatedPropertiesRule: SchemaRule {
    let schema: SchemaNode.ID

    static let definitions = [
        KeywordDefinition("unevaluatedProperties", .unevaluated, in: [.draft2020], shape: .schema) {
            site,
            compiler throws(SchemaError) in
            UnevaluatedPropertiesRule(schema: try compiler.subschema(site.value, site))
        }
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        guard let object = value.object else { return true }
        var result = true
        for (position, member) in ObjectMembers(object) where evaluation.coverage?.contains(position) != true {
            if evaluation.holds(schema, for: member.value, below: .key(member.key)) { continue }
            result = false
            if evaluation.stopsAtFailure { break }
        }
        evaluation.coverage?.markAll()
        return result
    }
}
