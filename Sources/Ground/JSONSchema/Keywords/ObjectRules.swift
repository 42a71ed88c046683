internal import JSON
internal import Patterns

/// `properties`: a schema for each of some members.
struct PropertiesRule: SchemaRule {
    let names: NameTable
    let schemas: [SchemaNode.ID]

    static let definitions = [
        KeywordDefinition("properties", .applicator, shape: .map) { site, compiler throws(SchemaError) in
            let properties = try compiler.subschemasByName(site)
            return PropertiesRule(names: NameTable(properties.map(\.name)), schemas: properties.map(\.id))
        }
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        guard let object = value.object else { return true }
        var result = true
        var hint = 0
        for (position, member) in ObjectMembers(object) {
            guard let index = names.index(of: member, hint: &hint) else { continue }
            let step = Evaluation.Step.key(names.names[index])
            let holds = evaluation.holds(schemas[index], for: member.value, below: step, at: step)
            evaluation.coverage?.mark(position)
            if holds { continue }
            result = false
            if evaluation.stopsAtFailure { break }
        }
        return result
    }
}

/// `patternProperties`: a schema for all members whose keys match a pattern.
struct PatternPropertiesRule: SchemaRule {
    let schemas: [(pattern: Pattern, id: SchemaNode.ID)]

    static let definitions = [
        KeywordDefinition("patternProperties", .applicator, shape: .map) { site, compiler throws(SchemaError) in
            var schemas: [(Pattern, SchemaNode.ID)] = []
            for (name, id) in try compiler.subschemasByName(site) {
                let location = site.location + JSONPointer([name]).description
                schemas.append((try compiler.pattern(name, at: location), id))
            }
            return PatternPropertiesRule(schemas: schemas)
        }
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        guard let object = value.object else { return true }
        var result = true
        for (position, member) in ObjectMembers(object) {
            let key = member.key
            for (pattern, schema) in schemas where evaluation.matches(pattern, key) {
                evaluation.coverage?.mark(position)
                if evaluation.holds(schema, for: member.value, below: .key(key), at: .key(pattern.source)) { continue }
                result = false
                if evaluation.stopsAtFailure { return false }
            }
            if evaluation.hasGivenUp { return false }
        }
        return result
    }
}

/// `additionalProperties`: a schema for all members that the keywords beside it do not name.
struct AdditionalPropertiesRule: SchemaRule {
    let schema: SchemaNode.ID
    let names: NameTable
    let patterns: [Pattern]

    static let definitions = [
        KeywordDefinition("additionalProperties", .applicator, shape: .schema) {
            site,
            compiler throws(SchemaError) in
            var patterns: [Pattern] = []
            for member in site.schema["patternProperties"]?.object?.effectiveMembers ?? [] {
                patterns.append(try compiler.pattern(member.key, at: site.location))
            }
            let names = site.schema["properties"]?.object?.effectiveMembers ?? []
            return AdditionalPropertiesRule(
                schema: try compiler.subschema(site.value, site),
                names: NameTable(names.map(\.key)),
                patterns: patterns
            )
        }
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        guard let object = value.object else { return true }
        var result = true
        var hint = 0
        for (position, member) in ObjectMembers(object) {
            if names.index(of: member, hint: &hint) != nil || matchesPattern(member, &evaluation) { continue }
            evaluation.coverage?.mark(position)
            if evaluation.holds(schema, for: member.value, below: .key(member.key)) { continue }
            result = false
            if evaluation.stopsAtFailure { break }
        }
        return result
    }

    private func matchesPattern(_ member: JSONMember, _ evaluation: inout Evaluation) -> Bool {
        if patterns.isEmpty { return false }
        let key = member.key
        for pattern in patterns where evaluation.matches(pattern, key) { return true }
        return false
    }
}

/// `propertyNames`: a schema for all keys.
struct PropertyNamesRule: SchemaRule {
    let schema: SchemaNode.ID

    static let definitions = [
        KeywordDefinition("propertyNames", .applicator, shape: .schema) { site, compiler throws(SchemaError) in
            PropertyNamesRule(schema: try compiler.subschema(site.value, site))
        }
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        guard let object = value.object else { return true }
        var result = true
        for (_, member) in ObjectMembers(object) {
            if evaluation.holds(schema, for: member.keyValue, below: .key(member.key)) { continue }
            result = false
            if evaluation.stopsAtFailure { break }
        }
        return result
    }
}
