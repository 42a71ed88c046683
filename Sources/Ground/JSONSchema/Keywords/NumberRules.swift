internal import JSON

/// `minimum`, `maximum`, `exclusiveMinimum` and `exclusiveMaximum`: the number lies beyond or below another.
struct NumberLimitRule: SchemaRule {
    /// Which way the number may lie.
    enum Side: String, CaseIterable {
        case minimum, maximum, exclusiveMinimum, exclusiveMaximum

        var phrase: String {
            switch self {
            case .minimum: "at least"
            case .maximum: "at most"
            case .exclusiveMinimum: "more than"
            case .exclusiveMaximum: "less than"
            }
        }

        func admits<Number: Comparable>(_ number: Number, _ limit: Number) -> Bool {
            switch self {
            case .minimum: number >= limit
            case .maximum: number <= limit
            case .exclusiveMinimum: number > limit
            case .exclusiveMaximum: number < limit
            }
        }
    }

    let side: Side
    let limit: JSONNumber
    private let shortLimit: Int64?

    static let definitions = Side.allCases.map { side in
        KeywordDefinition(side.rawValue, .validation) { site, _ throws(SchemaError) in
            NumberLimitRule(side, try site.number())
        }
    }

    init(_ side: Side, _ limit: JSONNumber) {
        self.side = side
        self.limit = limit
        shortLimit = limit.int64
    }

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        guard value.kind == .number else { return true }
        if let shortLimit, let short = value.int64 {
            if side.admits(short, shortLimit) { return true }
        } else if let number = value.number, side.admits(number, limit) {
            return true
        }
        return evaluation.fail(
            "expected a number of \(side.phrase) \(limit), saw \(ValueExcerpt.describe(value))"
        )
    }
}

/// `multipleOf`: the number is a whole number of times another, exactly.
struct MultipleOfRule: SchemaRule {
    let divisor: JSONNumber
    private let shortDivisor: Int64?

    static let definitions = [
        KeywordDefinition("multipleOf", .validation) { site, _ throws(SchemaError) in
            let divisor = try site.number()
            guard divisor > JSONNumber(0) else { throw site.malformed("a number above zero") }
            // Every number is a multiple of itself, unless it has more digits than are calculated with.
            guard divisor.isMultiple(of: divisor) else {
                throw SchemaError(
                    .limit,
                    at: site.location,
                    expected: "a number of at most 38 digits",
                    seen: ValueExcerpt.describe(site.value)
                )
            }
            return MultipleOfRule(divisor)
        }
    ]

    init(_ divisor: JSONNumber) {
        self.divisor = divisor
        shortDivisor = divisor.int64
    }

    func holds(for value: JSONValue, in evaluation: inout Evaluation) -> Bool {
        guard value.kind == .number else { return true }
        if let shortDivisor, let short = value.int64 {
            if short % shortDivisor == 0 { return true }
        } else if let number = value.number, number.isMultiple(of: divisor) {
            return true
        }
        return evaluation.fail("expected a multiple of \(divisor), saw \(ValueExcerpt.describe(value))")
    }
}
