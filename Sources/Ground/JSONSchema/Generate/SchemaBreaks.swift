internal import JSON
internal import Patterns

/// A change to one place of a fitting instance that aims at one keyword.
struct SchemaBreak {
    let pointer: JSONPointer
    let keyword: String
    let value: JSON
}

/// Lists the ways to break what a value was made for, one respect at a time.
enum SchemaBreaks {
    static func list(for site: SampleSite, using random: inout some RandomNumberGenerator) -> [SchemaBreak] {
        let constraints = site.constraints
        var breaks = otherTypes(constraints).map { ("type", $0) }
        breaks += site.excluded.map { ("not", $0) }
        if constraints.choices != nil { breaks += notChosen(site.value).map { ("enum", $0) } }
        switch site.value {
        case .number(let number): breaks += numbers(number, constraints)
        case .string(let text): breaks += texts(text, constraints, using: &random)
        case .array(let elements): breaks += arrays(elements, constraints)
        case .object(let members): breaks += objects(members, constraints, using: &random)
        default: break
        }
        return breaks.map { SchemaBreak(pointer: site.pointer, keyword: $0.0, value: $0.1) }
    }

    private static func otherTypes(_ constraints: SchemaConstraints) -> [JSON] {
        let values: [(type: String, value: JSON)] = [
            ("null", .null), ("boolean", .bool(true)), ("integer", 7), ("number", 0.5), ("string", "text"),
            ("array", []), ("object", [:]),
        ]
        return values.filter { !constraints.types.contains($0.type) }.map(\.value)
    }

    private static func notChosen(_ value: JSON) -> [JSON] {
        switch value {
        case .string(let text): [.string(text + "x"), .string("")]
        case .number(let number): number.int64.map { [JSON($0 &+ 1_000_003)] } ?? [0.125]
        case .bool(let truth): [.bool(!truth)]
        default: ["none of these"]
        }
    }

    private static func numbers(_ number: JSONNumber, _ constraints: SchemaConstraints) -> [(String, JSON)] {
        var breaks: [(String, JSON)] = []
        if let bound = constraints.minimum {
            breaks.append(
                bound.isExclusive
                    ? ("exclusiveMinimum", .number(bound.number)) : ("minimum", beyond(bound.number, by: -1))
            )
        }
        if let bound = constraints.maximum {
            breaks.append(
                bound.isExclusive
                    ? ("exclusiveMaximum", .number(bound.number)) : ("maximum", beyond(bound.number, by: 1))
            )
        }
        if let multiple = constraints.multiples.first, multiple.double.isFinite {
            breaks.append(("multipleOf", JSON(number.double + multiple.double / 2)))
            breaks.append(("multipleOf", number.int64.map { JSON($0 &+ 1) } ?? 0.123))
        }
        if constraints.types.contains("integer"), !constraints.types.contains("number") {
            breaks.append(("type", JSON(number.double.rounded() + 0.5)))
        }
        return breaks
    }

    private static func beyond(_ bound: JSONNumber, by step: Int64) -> JSON {
        bound.int64.map { JSON($0 &+ step) } ?? JSON(bound.double + Double(step))
    }

    private static func texts(
        _ text: String,
        _ constraints: SchemaConstraints,
        using random: inout some RandomNumberGenerator
    ) -> [(String, JSON)] {
        var breaks: [(String, JSON)] = []
        if constraints.minimumLength > 0 {
            breaks.append(("minLength", .string(prefix(of: text, constraints.minimumLength - 1))))
        }
        if constraints.maximumLength < 100_000 {
            let missing = constraints.maximumLength + 1 - text.unicodeScalars.count
            breaks.append(("maxLength", .string(text + String(repeating: "a", count: max(0, missing)))))
        }
        for pattern in constraints.patterns {
            let miss = TextSampler.generator(pattern)?.nearMiss(using: &random, length: 0...100)
            breaks += miss.map { [("pattern", .string($0))] } ?? []
        }
        for format in constraints.formats {
            breaks += (FormatExamples.table[format]?.invalid ?? []).map { ("format", .string($0)) }
        }
        return breaks
    }

    private static func prefix(of text: String, _ count: Int) -> String {
        var shorter = String.UnicodeScalarView()
        shorter.append(contentsOf: text.unicodeScalars.prefix(count))
        return String(shorter)
    }

    private static func arrays(_ elements: [JSON], _ constraints: SchemaConstraints) -> [(String, JSON)] {
        var breaks: [(String, JSON)] = []
        if constraints.minimumItems > 0 {
            breaks.append(("minItems", .array(Array(elements.prefix(constraints.minimumItems - 1)))))
        }
        if constraints.maximumItems < 1_000 {
            let missing = max(0, constraints.maximumItems + 1 - elements.count)
            breaks.append(
                ("maxItems", .array(elements + Array(repeating: elements.last ?? .null, count: missing)))
            )
        }
        if constraints.hasUniqueItems, let first = elements.first {
            breaks.append(("uniqueItems", .array(elements + [first])))
        }
        if !constraints.contains.isEmpty { breaks.append(("contains", [])) }
        return breaks
    }

    private static func objects(
        _ members: [(key: String, value: JSON)],
        _ constraints: SchemaConstraints,
        using random: inout some RandomNumberGenerator
    ) -> [(String, JSON)] {
        var breaks: [(String, JSON)] = constraints.required.map { name in
            ("required", .object(members.filter { $0.key != name }))
        }
        if !constraints.additionalProperties.isEmpty {
            breaks.append(("additionalProperties", .object(members + [("unexpected", .null)])))
        }
        if constraints.minimumProperties > 0 {
            breaks.append(("minProperties", .object(Array(members.prefix(constraints.minimumProperties - 1)))))
        }
        if constraints.maximumProperties < 1_000 {
            let missing = max(0, constraints.maximumProperties + 1 - members.count)
            breaks.append(("maxProperties", .object(members + (0..<missing).map { ("more\($0)", .null) })))
        }
        for pattern in constraints.propertyNames.compactMap({ $0["pattern"]?.string }) {
            let name = TextSampler.generator(pattern)?.nearMiss(using: &random, length: 0...40)
            breaks += name.map { [("propertyNames", .object(members + [($0, .null)]))] } ?? []
        }
        for dependency in constraints.dependentRequired {
            let without = members.filter { !dependency.required.contains($0.key) && $0.key != dependency.name }
            breaks.append(("dependentRequired", .object(without + [(dependency.name, .null)])))
        }
        return breaks
    }
}
