internal import JSON

/// `$ref`: another schema holds as well.
struct ReferenceRule: SchemaRule {
    let target: SchemaNode.ID

    static let definitions = [
        KeywordDefinition("$ref", .core) { site, compiler throws(SchemaError) in
            ReferenceRule(target: try compiler.reference(site, isDynamic: false).id)
        }
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        evaluation.holds(target, for: value)
    }
}

/// `$dynamicRef`: another schema holds as well, which the outermost resource with such an anchor chooses.
struct DynamicReferenceRule: SchemaRule {
    let target: SchemaNode.ID
    /// Nil if the reference leads to no dynamic anchor and so is like `$ref`.
    let anchor: String?

    static let definitions = [
        KeywordDefinition("$dynamicRef", .core, in: [.draft2020]) { site, compiler throws(SchemaError) in
            let (target, anchor) = try compiler.reference(site, isDynamic: true)
            if anchor != nil { compiler.tracksScope = true }
            return DynamicReferenceRule(target: target, anchor: anchor)
        }
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        guard let anchor else { return evaluation.holds(target, for: value) }
        let program = evaluation.program
        let chosen = evaluation.scope.lazy.compactMap { program.dynamicAnchors[$0][anchor] }.first
        return evaluation.holds(chosen ?? target, for: value)
    }
}
