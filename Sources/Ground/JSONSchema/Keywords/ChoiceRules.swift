internal import JSON

/// `const`: the value equals another one.
struct ConstRule: SchemaRule {
    let expected: JSONValue

    static let definitions = [
        KeywordDefinition("const", .validation) { site, _ in ConstRule(expected: site.value) }
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        if JSONComparison().areEqual(expected, value) { return true }
        return evaluation.fail("expected \(ValueExcerpt.text(expected)), saw \(ValueExcerpt.describe(value))")
    }
}

/// `enum`: the value equals one of some.
struct EnumRule: SchemaRule {
    let choices: [JSONValue]
    /// The choices by value, if there are many.
    private let set: Set<JSONComparisonKey>?

    static let definitions = [
        KeywordDefinition("enum", .validation) { site, _ throws(SchemaError) in
            EnumRule(Array(try site.array()))
        }
    ]

    init(_ choices: [JSONValue]) {
        self.choices = choices
        set = choices.count > 8 ? Set(choices.map { JSONComparisonKey($0) }) : nil
    }

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        if let set {
            if set.contains(JSONComparisonKey(value)) { return true }
        } else {
            let comparison = JSONComparison()
            for choice in choices where choice.kind == value.kind && comparison.areEqual(choice, value) { return true }
        }
        return evaluation.fail(
            "expected one of \(ValueExcerpt.list(choices)), saw \(ValueExcerpt.describe(value))"
        )
    }
}
