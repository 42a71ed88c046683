internal import JSON

/// `prefixItems`, or `items` with an array in draft-07: a schema for each of the first elements.
struct PrefixItemsRule: SchemaRule {
    let schemas: [SchemaNode.ID]

    static let definitions = [
        KeywordDefinition("prefixItems", .applicator, in: [.draft2020], shape: .array) {
            site,
            compiler throws(SchemaError) in
            PrefixItemsRule(schemas: try compiler.subschemas(site))
        }
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        guard let array = value.array else { return true }
        var result = true
        for (position, (schema, element)) in zip(schemas, array).enumerated() {
            let step = Evaluation.Step.position(position)
            if evaluation.holds(schema, for: element, below: step, at: step) { continue }
            result = false
            if evaluation.stopsAtFailure { break }
        }
        evaluation.coverage?.mark(before: schemas.count)
        return result
    }
}

/// `items` and `additionalItems`: a schema for all elements from some place on.
struct ItemsRule: SchemaRule {
    let schema: SchemaNode.ID
    /// The first element that it is for.
    let start: Int

    static let definitions = [
        KeywordDefinition("items", .applicator, shape: .schemaOrArray) { site, compiler throws(SchemaError) in
            guard site.value.kind == .array else {
                let start = site.dialect.edition == .draft07 ? 0 : site.schema["prefixItems"]?.array?.count ?? 0
                return ItemsRule(schema: try compiler.subschema(site.value, site), start: start)
            }
            guard site.dialect.edition == .draft07 else {
                throw site.malformed("a schema; for an array of schemas there is prefixItems")
            }
            var schemas: [SchemaNode.ID] = []
            for (position, element) in try site.array().enumerated() {
                schemas.append(try compiler.subschema(element, site, token: String(position)))
            }
            return PrefixItemsRule(schemas: schemas)
        },
        KeywordDefinition("additionalItems", .applicator, in: [.draft07], shape: .schema) {
            site,
            compiler throws(SchemaError) in
            guard let start = site.schema["items"]?.array?.count else { return nil }
            return ItemsRule(schema: try compiler.subschema(site.value, site), start: start)
        },
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        guard let array = value.array else { return true }
        var result = true
        for (position, element) in array.enumerated() where position >= start {
            if evaluation.holds(schema, for: element, below: .position(position)) { continue }
            result = false
            if evaluation.stopsAtFailure { break }
        }
        evaluation.coverage?.markAll()
        return result
    }
}

/// `contains`, `minContains` and `maxContains`: how many elements fit a schema.
struct ContainsRule: SchemaRule {
    let schema: SchemaNode.ID
    let minimum: Int
    let maximum: Int?

    static let definitions = [
        KeywordDefinition("contains", .applicator, shape: .schema) { site, compiler throws(SchemaError) in
            let counts = try ["minContains", "maxContains"].map { (name) throws(SchemaError) -> Int? in
                guard site.dialect.keyword(name) != nil, let value = site.schema[name] else { return nil }
                return try site.beside(name, value).count()
            }
            return ContainsRule(
                schema: try compiler.subschema(site.value, site),
                minimum: counts[0] ?? 1,
                maximum: counts[1]
            )
        },
        KeywordDefinition("minContains", .validation, in: [.draft2020]) { site, _ throws(SchemaError) in
            _ = try site.count()
            return nil
        },
        KeywordDefinition("maxContains", .validation, in: [.draft2020]) { site, _ throws(SchemaError) in
            _ = try site.count()
            return nil
        },
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        guard let array = value.array else { return true }
        var count = 0
        for (position, element) in array.enumerated() {
            guard evaluation.probe(schema, for: element, below: .position(position)) else { continue }
            count += 1
            evaluation.coverage?.mark(position)
            if !evaluation.wantsAll, maximum == nil ? count >= minimum : count > maximum ?? .max { break }
        }
        if count < minimum {
            return evaluation.fail(
                "expected at least \(ValueExcerpt.plural(minimum, "element")) of a kind, "
                    + "saw \(count) among \(array.count)",
                at: minimum == 1 ? nil : "minContains"
            )
        }
        if let maximum, count > maximum {
            return evaluation.fail(
                "expected at most \(ValueExcerpt.plural(maximum, "element")) of a kind, "
                    + "saw more among \(array.count)",
                at: "maxContains"
            )
        }
        return true
    }
}
