internal import JSON

/// Schemas of arguments, written briefly.
enum Schemas {
    /// An object with these properties, of which the first so many are required; all when nothing is said.
    static func object(_ properties: [(name: String, schema: JSON)], required: Int? = nil) -> JSON {
        let names = properties.prefix(required ?? properties.count).map { JSON.string($0.name) }
        var members: [(key: String, value: JSON)] = [
            ("type", "object"), ("properties", .object(properties.map { ($0.name, $0.schema) })),
        ]
        if !names.isEmpty { members.append(("required", .array(names))) }
        return .object(members)
    }

    /// A text.
    static func text(_ description: String) -> JSON { ["type": "string", "description": .string(description)] }
    /// A number.
    static func number(_ description: String) -> JSON { ["type": "number", "description": .string(description)] }
    /// A whole number within limits.
    static func integer(_ description: String, in range: ClosedRange<Int>) -> JSON {
        [
            "type": "integer", "minimum": JSON(range.lowerBound), "maximum": JSON(range.upperBound),
            "description": .string(description),
        ]
    }
}
