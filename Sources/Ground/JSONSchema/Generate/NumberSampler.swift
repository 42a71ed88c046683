internal import JSON

/// Makes numbers within bounds.
enum NumberSampler {
    /// A number that the bounds and multiples probably admit; nil when there is none near.
    static func number(
        for constraints: SchemaConstraints,
        isInteger: Bool,
        using random: inout some RandomNumberGenerator
    ) -> JSONNumber? {
        // Counting in steps of this size hits integers and multiples alike, without rounding.
        let step = Step(constraints.multiples.first, isInteger: isInteger)
        let edge = step.isFraction ? 100.0 : 1_000.0
        let low = constraints.minimum?.number.double
        let high = constraints.maximum?.number.double
        let least = low ?? (high.map { min(0, $0 - edge) } ?? 0)
        let greatest = high ?? max(edge, least + edge)
        guard var first = whole((least / step.size).rounded(.up)),
            var last = whole((greatest / step.size).rounded(.down))
        else { return nil }
        if constraints.minimum?.isExclusive == true, Double(first) * step.size <= least { first += 1 }
        if constraints.maximum?.isExclusive == true, Double(last) * step.size >= greatest { last -= 1 }
        guard first <= last else { return between(least, greatest, isInteger: isInteger) }
        // The edges are where mistakes are.
        let count =
            switch Int.random(in: 0..<4, using: &random) {
            case 0: first
            case 1: last
            default: Int.random(in: first...last, using: &random)
            }
        return step.number(count)
    }

    /// The middle, for bounds that no step falls between.
    private static func between(_ least: Double, _ greatest: Double, isInteger: Bool) -> JSONNumber? {
        isInteger || least > greatest ? nil : JSONNumber(least + (greatest - least) / 2)
    }

    private static func whole(_ value: Double) -> Int? { abs(value) < 9e15 ? Int(value) : nil }

    /// A step written as an integer and a power of ten.
    private struct Step {
        private var units = 1
        private var decimals = 0
        var isFraction: Bool { decimals > 0 }

        init(_ multiple: JSONNumber?, isInteger: Bool) {
            if let multiple { read(multiple) } else if !isInteger { decimals = 2 }
            // An integer that is a multiple of 0.01 is any integer; of 0.4, any even one: take whole units of the step.
            if isInteger {
                while decimals > 0, units % 10 == 0 { (units, decimals) = (units / 10, decimals - 1) }
                decimals = 0
            }
        }

        private mutating func read(_ multiple: JSONNumber) {
            let parts = multiple.lexeme.split(separator: ".", omittingEmptySubsequences: false)
            if parts.count == 2, parts[1].utf8.count <= 9, let all = Int(parts[0] + parts[1]), all > 0 {
                (units, decimals) = (all, parts[1].utf8.count)
            } else if let whole = multiple.integer(Int.self), whole > 0 {
                units = whole
            }
        }

        var size: Double { (0..<decimals).reduce(Double(units)) { size, _ in size / 10 } }

        func number(_ count: Int) -> JSONNumber? {
            let (value, overflow) = count.multipliedReportingOverflow(by: units)
            guard !overflow else { return nil }
            guard decimals > 0 else { return JSONNumber(value) }
            let digits = String(value.magnitude)
            let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
            return JSONNumber((value < 0 ? "-" : "") + padded.dropLast(decimals) + "." + padded.suffix(decimals))
        }
    }
}
