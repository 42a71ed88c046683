internal import JSON
internal import Text

/// Gathers what schemas demand of one place.
struct ConstraintCollector<Random: RandomNumberGenerator> {
    let root: JSONValue
    var random: Random
    private(set) var constraints = SchemaConstraints()
    private var steps = 0

    init(root: JSONValue, random: Random) {
        self.root = root
        self.random = random
    }

    mutating func add(_ schema: JSONValue) {
        steps += 1
        // References and branches can go round in circles; whatever is left out the validator asks for.
        guard steps < 200 else { return }
        guard let object = schema.object else {
            if schema.bool == false { constraints.isImpossible = true }
            return
        }
        for member in object { addKeyword(member.key, member.value, of: schema) }
    }

    private mutating func addKeyword(_ keyword: String, _ value: JSONValue, of schema: JSONValue) {
        switch keyword {
        case "$ref", "$dynamicRef", "$recursiveRef": value.string.flatMap(resolve).map { add($0) }
        case "allOf": value.array?.forEach { add($0) }
        case "anyOf", "oneOf": addBranch(of: value)
        case "not": constraints.excluded.append(value)
        case "if": addCondition(value, of: schema)
        case "type":
            constraints.narrow(types: Set(value.string.map { [$0] } ?? value.array?.compactMap(\.string) ?? []))
        case "enum": constraints.narrow(choices: value.array?.compactMap { try? JSON($0) } ?? [])
        case "const": constraints.narrow(choices: [try? JSON(value)].compactMap { $0 })
        case "default": (try? JSON(value)).map { constraints.examples.append($0) }
        case "examples": constraints.examples += value.array?.compactMap { try? JSON($0) } ?? []
        default:
            addNumberOrString(keyword, value)
            addArray(keyword, value, of: schema)
            addObject(keyword, value)
        }
    }

    private mutating func addBranch(of value: JSONValue) {
        guard let branches = value.array.map(Array.init), let branch = branches.randomElement(using: &random) else {
            return
        }
        add(branch)
    }

    private mutating func addCondition(_ condition: JSONValue, of schema: JSONValue) {
        if Bool.random(using: &random) {
            add(condition)
            schema["then"].map { add($0) }
        } else {
            // That the condition fails is left to chance and the validator.
            schema["else"].map { add($0) }
        }
    }

    private mutating func addNumberOrString(_ keyword: String, _ value: JSONValue) {
        switch keyword {
        case "minimum", "exclusiveMinimum":
            value.number.map {
                constraints.raise(minimum: NumberBound(number: $0, isExclusive: keyword != "minimum"))
            }
        case "maximum", "exclusiveMaximum":
            value.number.map {
                constraints.lower(maximum: NumberBound(number: $0, isExclusive: keyword != "maximum"))
            }
        case "multipleOf": value.number.map { constraints.multiples.append($0) }
        case "minLength": raise(\.minimumLength, value)
        case "maxLength": lower(\.maximumLength, value)
        case "pattern": value.string.map { constraints.patterns.append($0) }
        case "format": value.string.map { constraints.formats.append($0) }
        default: break
        }
    }

    private mutating func addArray(_ keyword: String, _ value: JSONValue, of schema: JSONValue) {
        switch keyword {
        case "minItems": raise(\.minimumItems, value)
        case "maxItems": lower(\.maximumItems, value)
        case "uniqueItems": constraints.hasUniqueItems = constraints.hasUniqueItems || value.bool == true
        case "prefixItems": addPrefix(value)
        // An array of schemas is how draft-07 writes prefixes, with `additionalItems` behind.
        case "items": if value.array != nil { addPrefix(value) } else { constraints.items.append(value) }
        case "additionalItems": if schema["items"]?.array != nil { constraints.items.append(value) }
        case "contains":
            constraints.contains.append((value, schema["minContains"]?.int64.map { Int(clamping: $0) } ?? 1))
        default: break
        }
    }

    private mutating func addPrefix(_ value: JSONValue) {
        guard let schemas = value.array else { return }
        for (place, schema) in schemas.enumerated() {
            if place == constraints.prefixItems.count { constraints.prefixItems.append([]) }
            constraints.prefixItems[place].append(schema)
        }
    }

    private mutating func addObject(_ keyword: String, _ value: JSONValue) {
        let names = value.array?.compactMap(\.string) ?? []
        switch keyword {
        case "minProperties": raise(\.minimumProperties, value)
        case "maxProperties": lower(\.maximumProperties, value)
        case "required": constraints.require(names)
        case "properties": value.object?.forEach { constraints.declare($0.key, $0.value) }
        case "patternProperties": value.object?.forEach { constraints.patternProperties.append(($0.key, $0.value)) }
        case "additionalProperties", "unevaluatedProperties": constraints.additionalProperties.append(value)
        case "propertyNames": constraints.propertyNames.append(value)
        case "dependentRequired", "dependentSchemas", "dependencies":
            for member in value.object.map(Array.init) ?? [] {
                if let required = member.value.array {
                    constraints.dependentRequired.append((member.key, required.compactMap(\.string)))
                } else {
                    constraints.dependentSchemas.append((member.key, member.value))
                }
            }
        default: break
        }
    }

    private mutating func raise(_ path: WritableKeyPath<SchemaConstraints, Int>, _ value: JSONValue) {
        value.int64.map { constraints[keyPath: path] = max(constraints[keyPath: path], Int(clamping: $0)) }
    }

    private mutating func lower(_ path: WritableKeyPath<SchemaConstraints, Int>, _ value: JSONValue) {
        value.int64.map { constraints[keyPath: path] = min(constraints[keyPath: path], Int(clamping: $0)) }
    }

    /// The subschema of the same document that a reference names: by pointer, by anchor, or by the end of an `$id`.
    private func resolve(_ reference: String) -> JSONValue? {
        guard let hash = reference.firstIndex(of: "#") else { return SchemaSearch.identified(reference, in: root) }
        let base = reference[..<hash]
        let start = base.isEmpty ? root : SchemaSearch.identified(String(base), in: root)
        let fragment = String(reference[reference.index(after: hash)...])
        guard let start, !fragment.isEmpty else { return start }
        guard fragment.hasPrefix("/") else { return SchemaSearch.anchored(fragment, in: start) }
        let decoded = (try? PercentEncoding.decode(fragment)) ?? fragment
        return (try? JSONPointer(parsing: decoded)).flatMap { SchemaSearch.descend($0, from: start) }
    }
}

/// Finds subschemas of a document.
enum SchemaSearch {
    static func anchored(_ name: String, in schema: JSONValue) -> JSONValue? {
        first(in: schema) { $0["$anchor"]?.string == name || $0["$dynamicAnchor"]?.string == name }
    }

    static func identified(_ reference: String, in root: JSONValue) -> JSONValue? {
        first(in: root) { schema in
            guard let id = schema["$id"]?.string else { return false }
            return id == reference || id.hasSuffix("/" + reference)
        }
    }

    static func descend(_ pointer: JSONPointer, from start: JSONValue) -> JSONValue? { start[pointer] }

    /// The first object, in reading order, that a condition holds for; bounded, as documents may be hostile.
    private static func first(in value: JSONValue, where condition: (JSONValue) -> Bool) -> JSONValue? {
        var pending = [value]
        var steps = 0
        while let next = pending.popLast(), steps < 100_000 {
            steps += 1
            if let object = next.object {
                if condition(next) { return next }
                pending += object.map(\.value).reversed()
            } else if let array = next.array {
                pending += Array(array).reversed()
            }
        }
        return nil
    }
}
