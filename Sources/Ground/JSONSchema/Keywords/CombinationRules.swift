internal import JSON

/// `allOf`: all of some schemas hold.
struct AllOfRule: SchemaRule {
    let schemas: [SchemaNode.ID]

    static let definitions = [
        KeywordDefinition("allOf", .applicator, shape: .array) { site, compiler throws(SchemaError) in
            AllOfRule(schemas: try compiler.subschemas(site))
        }
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        var result = true
        for (position, schema) in schemas.enumerated()
        where !evaluation.holds(schema, for: value, at: .position(position)) {
            result = false
            if evaluation.stopsAtFailure { break }
        }
        return result
    }
}

/// `anyOf`: at least one of some schemas holds.
struct AnyOfRule: SchemaRule {
    let schemas: [SchemaNode.ID]

    static let definitions = [
        KeywordDefinition("anyOf", .applicator, shape: .array) { site, compiler throws(SchemaError) in
            AnyOfRule(schemas: try compiler.subschemas(site))
        }
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        var result = false
        var causes: [SchemaFinding] = []
        for (position, schema) in schemas.enumerated() {
            let (holds, findings) = evaluation.attempt(schema, for: value, at: .position(position))
            causes += findings
            guard holds else { continue }
            result = true
            if !evaluation.wantsAll { break }
        }
        if result { return true }
        return evaluation.fail(
            "expected at least one of \(ValueExcerpt.plural(schemas.count, "alternative")) to fit, "
                + "saw \(ValueExcerpt.describe(value)) that fits none",
            causes: causes
        )
    }
}

/// `oneOf`: exactly one of some schemas holds.
struct OneOfRule: SchemaRule {
    let schemas: [SchemaNode.ID]

    static let definitions = [
        KeywordDefinition("oneOf", .applicator, shape: .array) { site, compiler throws(SchemaError) in
            OneOfRule(schemas: try compiler.subschemas(site))
        }
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        var fitting: Int?
        var causes: [SchemaFinding] = []
        for (position, schema) in schemas.enumerated() {
            let (holds, findings) = evaluation.attempt(schema, for: value, at: .position(position))
            causes += findings
            guard holds else { continue }
            if let fitting {
                return evaluation.fail(
                    "expected exactly one alternative to fit, saw \(ValueExcerpt.describe(value)) "
                        + "that fits alternatives \(fitting) and \(position)"
                )
            }
            fitting = position
        }
        if fitting != nil { return true }
        return evaluation.fail(
            "expected exactly one of \(ValueExcerpt.plural(schemas.count, "alternative")) to fit, "
                + "saw \(ValueExcerpt.describe(value)) that fits none",
            causes: causes
        )
    }
}

/// `not`: a schema does not hold.
struct NotRule: SchemaRule {
    let schema: SchemaNode.ID

    static let definitions = [
        KeywordDefinition("not", .applicator, shape: .schema) { site, compiler throws(SchemaError) in
            NotRule(schema: try compiler.subschema(site.value, site))
        }
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        let outer = evaluation.coverage
        let holds = evaluation.probe(schema, for: value)
        evaluation.coverage = outer
        guard holds else { return true }
        return evaluation.fail(
            "expected a value that the schema does not fit, saw \(ValueExcerpt.describe(value)) that it fits"
        )
    }
}

extension SchemaCompiler {
    /// The nodes of the array below a keyword, which must hold at least one schema.
    mutating func subschemas(_ site: KeywordSite) throws(SchemaError) -> [SchemaNode.ID] {
        let array = try site.array()
        guard !array.isEmpty else { throw site.malformed("an array of at least one schema") }
        var ids: [SchemaNode.ID] = []
        for (position, element) in array.enumerated() {
            ids.append(try subschema(element, site, token: String(position)))
        }
        return ids
    }

    /// The nodes of the object below a keyword, by key.
    mutating func subschemasByName(_ site: KeywordSite) throws(SchemaError) -> [(name: String, id: SchemaNode.ID)] {
        var ids: [(String, SchemaNode.ID)] = []
        for member in try site.members() {
            let name = member.key
            ids.append((name, try subschema(member.value, site, token: name)))
        }
        return ids
    }
}
