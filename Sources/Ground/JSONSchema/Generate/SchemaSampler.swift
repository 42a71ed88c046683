internal import JSON

/// Makes one value that schemas probably accept, and notes what each part was made for.
struct SchemaSampler<Random: RandomNumberGenerator> {
    let root: JSONValue
    var random: Random
    /// How deep values nest before optional parts are left out.
    let depth: Int
    private(set) var sites: [SampleSite] = []
    private var values = 0

    init(root: JSONValue, random: Random, depth: Int) {
        (self.root, self.random, self.depth) = (root, random, depth)
    }

    /// A value that all of the schemas may accept; nil when they exclude each other or the nesting does not end.
    mutating func sample(_ schemas: [JSONValue], at pointer: JSONPointer, depth: Int) -> JSON? {
        values += 1
        guard depth <= self.depth * 3, values < 2_000 else { return nil }
        var collector = ConstraintCollector(root: root, random: random)
        for schema in schemas { collector.add(schema) }
        random = collector.random
        let constraints = collector.constraints
        guard !constraints.isImpossible, let value = value(for: constraints, at: pointer, depth: depth) else {
            return nil
        }
        let excluded = excludedValues(constraints, depth: depth)
        sites.append(SampleSite(pointer: pointer, value: value, constraints: constraints, excluded: excluded))
        return value
    }

    /// Values that `not` refuses, for near misses.
    private mutating func excludedValues(_ constraints: SchemaConstraints, depth: Int) -> [JSON] {
        let noted = sites
        defer { sites = noted }
        return constraints.excluded.compactMap { sample([$0], at: .root, depth: depth + 1) }
    }

    private mutating func value(for constraints: SchemaConstraints, at pointer: JSONPointer, depth: Int) -> JSON? {
        if let choices = constraints.choices { return choices.randomElement(using: &random) }
        if !constraints.examples.isEmpty, chance(3) { return constraints.examples.randomElement(using: &random) }
        switch type(for: constraints) {
        case "null": return .null
        case "boolean": return .bool(Bool.random(using: &random))
        case "integer": return NumberSampler.number(for: constraints, isInteger: true, using: &random).map(JSON.number)
        case "number": return NumberSampler.number(for: constraints, isInteger: false, using: &random).map(JSON.number)
        case "string": return TextSampler.text(for: constraints, using: &random).map(JSON.string)
        case "array": return array(for: constraints, at: pointer, depth: depth)
        default: return object(for: constraints, at: pointer, depth: depth)
        }
    }

    /// A type that is allowed; where all are, one that other keywords speak of, for only then do they matter.
    private mutating func type(for constraints: SchemaConstraints) -> String {
        let allowed = SchemaConstraints.allTypes.filter(constraints.types.contains)
        guard allowed.count == SchemaConstraints.allTypes.count else {
            return allowed.randomElement(using: &random) ?? "null"
        }
        var spoken: [String] = []
        if !constraints.properties.isEmpty || !constraints.required.isEmpty || constraints.minimumProperties > 0
            || !constraints.patternProperties.isEmpty
        {
            spoken.append("object")
        }
        if !constraints.items.isEmpty || !constraints.prefixItems.isEmpty || constraints.minimumItems > 0
            || !constraints.contains.isEmpty
        {
            spoken.append("array")
        }
        if !constraints.patterns.isEmpty || !constraints.formats.isEmpty || constraints.minimumLength > 0 {
            spoken.append("string")
        }
        if constraints.minimum != nil || constraints.maximum != nil || !constraints.multiples.isEmpty {
            spoken.append("number")
        }
        return spoken.randomElement(using: &random)
            ?? ["null", "boolean", "integer", "string"].randomElement(using: &random) ?? "null"
    }

    // MARK: Arrays

    private mutating func array(for constraints: SchemaConstraints, at pointer: JSONPointer, depth: Int) -> JSON? {
        let wanted = constraints.contains.reduce(0) { $0 + $1.count }
        let least = max(constraints.minimumItems, min(wanted, constraints.maximumItems))
        guard least <= constraints.maximumItems, least <= 1_000 else { return nil }
        let most = min(constraints.maximumItems, max(least, depth < self.depth ? least + 2 : least))
        let count = Int.random(in: least...max(least, most), using: &random)
        var demanded = constraints.contains.flatMap { Array(repeating: $0.schema, count: min($0.count, 100)) }
        var elements: [JSON] = []
        for place in 0..<count {
            var schemas = place < constraints.prefixItems.count ? constraints.prefixItems[place] : constraints.items
            if !demanded.isEmpty, place >= constraints.prefixItems.count || count - place <= demanded.count {
                schemas.append(demanded.removeFirst())
            }
            guard
                let element = element(
                    schemas,
                    unlike: constraints.hasUniqueItems ? elements : [],
                    at: pointer.appending(place),
                    depth: depth
                )
            else { return elements.count >= least && demanded.isEmpty ? .array(elements) : nil }
            elements.append(element)
        }
        return .array(elements)
    }

    private mutating func element(
        _ schemas: [JSONValue],
        unlike others: [JSON],
        at pointer: JSONPointer,
        depth: Int
    ) -> JSON? {
        for _ in 0..<(others.isEmpty ? 1 : 20) {
            let noted = sites.count
            guard let element = sample(schemas, at: pointer, depth: depth + 1) else { return nil }
            if !others.contains(element) { return element }
            sites.removeSubrange(noted...)
        }
        return nil
    }

    // MARK: Objects

    private mutating func object(for constraints: SchemaConstraints, at pointer: JSONPointer, depth: Int) -> JSON? {
        var constraints = constraints
        var members: [(key: String, value: JSON)] = []
        var names = constraints.required
        for property in constraints.properties where !names.contains(property.name) {
            if depth < self.depth, names.count < constraints.maximumProperties, chance(2) {
                names.append(property.name)
            }
        }
        var place = 0
        while place < names.count {
            let name = names[place]
            place += 1
            for dependency in constraints.dependentRequired where dependency.name == name {
                names += dependency.required.filter { !names.contains($0) }
            }
            guard let value = sample(schemas(for: name, constraints), at: pointer.appending(name), depth: depth + 1)
            else {
                // An optional member that cannot be made is left out.
                if constraints.required.contains(name) { return nil }
                continue
            }
            members.append((name, value))
            merge(constraints.dependentSchemas.filter { $0.name == name }.map(\.schema), into: &constraints)
            names += constraints.required.filter { !names.contains($0) }
        }
        return fill(&members, constraints, at: pointer, depth: depth) ? .object(members) : nil
    }

    /// Adds members that nobody declared until there are enough.
    private mutating func fill(
        _ members: inout [(key: String, value: JSON)],
        _ constraints: SchemaConstraints,
        at pointer: JSONPointer,
        depth: Int
    ) -> Bool {
        for property in constraints.properties where members.count < constraints.minimumProperties {
            guard !members.contains(where: { $0.key == property.name }) else { continue }
            let value = sample(
                schemas(for: property.name, constraints),
                at: pointer.appending(property.name),
                depth: depth + 1
            )
            if let value { members.append((property.name, value)) }
        }
        var failures = 0
        while members.count < constraints.minimumProperties, failures < 20 {
            let taken = members.map(\.key)
            guard let name = TextSampler.memberName(for: constraints, taken: taken, using: &random),
                let value = sample(schemas(for: name, constraints), at: pointer.appending(name), depth: depth + 1)
            else {
                failures += 1
                continue
            }
            members.append((name, value))
        }
        return members.count >= constraints.minimumProperties
    }

    private func schemas(for name: String, _ constraints: SchemaConstraints) -> [JSONValue] {
        var schemas = constraints.properties.first { $0.name == name }?.schemas ?? []
        schemas += constraints.patternProperties.filter { TextSampler.matches(name, $0.pattern) }.map(\.schema)
        return schemas.isEmpty ? constraints.additionalProperties : schemas
    }

    private mutating func merge(_ schemas: [JSONValue], into constraints: inout SchemaConstraints) {
        guard !schemas.isEmpty else { return }
        var collector = ConstraintCollector(root: root, random: random)
        for schema in schemas { collector.add(schema) }
        random = collector.random
        constraints.require(collector.constraints.required)
        for property in collector.constraints.properties {
            for schema in property.schemas { constraints.declare(property.name, schema) }
        }
    }

    /// True once in so many times.
    private mutating func chance(_ times: Int) -> Bool { Int.random(in: 0..<times, using: &random) == 0 }
}
