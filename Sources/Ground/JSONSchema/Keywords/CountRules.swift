internal import JSON

/// `minLength`, `maxItems` and the like: a string, array or object has at least or at most so many parts.
struct CountRule: SchemaRule {
    /// What is counted.
    enum Part {
        case characters, elements, members

        var noun: String {
            switch self {
            case .characters: "character"
            case .elements: "element"
            case .members: "member"
            }
        }

        var whole: String {
            switch self {
            case .characters: "a string"
            case .elements: "an array"
            case .members: "an object"
            }
        }
    }

    let part: Part
    let isMaximum: Bool
    let limit: Int

    static let definitions = [
        definition("minLength", .characters, isMaximum: false), definition("maxLength", .characters, isMaximum: true),
        definition("minItems", .elements, isMaximum: false), definition("maxItems", .elements, isMaximum: true),
        definition("minProperties", .members, isMaximum: false), definition("maxProperties", .members, isMaximum: true),
    ]

    private static func definition(_ name: String, _ part: Part, isMaximum: Bool) -> KeywordDefinition {
        KeywordDefinition(name, .validation) { site, _ throws(SchemaError) in
            CountRule(part: part, isMaximum: isMaximum, limit: try site.count())
        }
    }

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        guard let count = count(value), isMaximum ? count > limit : count < limit else { return true }
        return evaluation.fail(
            "expected \(part.whole) of at \(isMaximum ? "most" : "least") \(ValueExcerpt.plural(limit, part.noun)), "
                + "saw \(count)" + (part == .characters ? ": \(ValueExcerpt.text(value))" : "")
        )
    }

    private func count(_ value: JSONValue) -> Int? {
        switch part {
        case .characters: value.string?.unicodeScalars.count
        case .elements: value.array?.count
        case .members:
            value.object.map { $0.mayHaveDuplicateKeys ? $0.effectiveMembers.count : $0.count }
        }
    }
}
