internal import JSON

/// `uniqueItems`: no two elements of the array are equal.
struct UniqueItemsRule: SchemaRule {
    static let definitions = [
        KeywordDefinition("uniqueItems", .validation) { site, _ throws(SchemaError) in
            try site.bool() ? UniqueItemsRule() : nil
        }
    ]

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        guard let array = value.array, array.count > 1 else { return true }
        var seen: [JSONComparisonKey: Int] = [:]
        seen.reserveCapacity(Swift.min(array.count, 1 << 16))
        for (position, element) in array.enumerated() {
            guard let earlier = seen.updateValue(position, forKey: JSONComparisonKey(element)) else { continue }
            return evaluation.fail(
                "expected different elements, saw \(ValueExcerpt.describe(element)) at \(earlier) and at \(position)"
            )
        }
        return true
    }
}
