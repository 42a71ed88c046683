internal import JSON

/// What all the keywords that apply to one place demand together, as far as a generator can follow them.
///
/// References are followed, `allOf` is merged, and of alternatives one is chosen; what cannot be merged is left to the
/// validator.
struct SchemaConstraints {
    static let allTypes = ["null", "boolean", "integer", "number", "string", "array", "object"]

    var isImpossible = false
    var types: Set<String> = Set(allTypes)
    /// The values that `enum` and `const` leave.
    var choices: [JSON]?
    var examples: [JSON] = []
    /// Schemas that must not accept the value.
    var excluded: [JSONValue] = []

    var minimum: NumberBound?
    var maximum: NumberBound?
    var multiples: [JSONNumber] = []

    var minimumLength = 0
    var maximumLength = Int.max
    var patterns: [String] = []
    var formats: [String] = []

    var minimumItems = 0
    var maximumItems = Int.max
    var hasUniqueItems = false
    var prefixItems: [[JSONValue]] = []
    var items: [JSONValue] = []
    var contains: [(schema: JSONValue, count: Int)] = []

    var minimumProperties = 0
    var maximumProperties = Int.max
    var properties: [(name: String, schemas: [JSONValue])] = []
    var required: [String] = []
    var patternProperties: [(pattern: String, schema: JSONValue)] = []
    var additionalProperties: [JSONValue] = []
    var propertyNames: [JSONValue] = []
    var dependentRequired: [(name: String, required: [String])] = []
    var dependentSchemas: [(name: String, schema: JSONValue)] = []

    /// Whether members that nobody declared are refused.
    var isClosed: Bool { additionalProperties.contains { $0.bool == false } }

    mutating func narrow(types named: Set<String>) {
        var wider = named
        if named.contains("number") { wider.insert("integer") }
        types.formIntersection(wider)
        if types.isEmpty { isImpossible = true }
    }

    mutating func narrow(choices values: [JSON]) {
        choices = choices.map { old in old.filter { values.contains($0) } } ?? values
        if choices?.isEmpty == true { isImpossible = true }
    }

    mutating func raise(minimum bound: NumberBound) {
        guard let old = minimum else { return minimum = bound }
        if bound.number > old.number || (bound.number == old.number && bound.isExclusive) { minimum = bound }
    }

    mutating func lower(maximum bound: NumberBound) {
        guard let old = maximum else { return maximum = bound }
        if bound.number < old.number || (bound.number == old.number && bound.isExclusive) { maximum = bound }
    }

    mutating func declare(_ name: String, _ schema: JSONValue) {
        if let place = properties.firstIndex(where: { $0.name == name }) {
            properties[place].schemas.append(schema)
        } else {
            properties.append((name, [schema]))
        }
    }

    mutating func require(_ names: [String]) {
        for name in names where !required.contains(name) { required.append(name) }
    }
}

/// A bound of a number.
struct NumberBound {
    let number: JSONNumber
    let isExclusive: Bool
}
