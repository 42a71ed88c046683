extension ValueType where Value == Duration {
    /// A length of time with its unit: `250ms`, `1.5s`, `2m`, `1h30m`.
    public static func duration(atLeast least: Duration = .zero, atMost greatest: Duration? = nil) -> ValueType {
        var expected = "a time such as 250ms, 1.5s, 2m or 1h30m"
        if least > .zero { expected += ", at least \(DurationText.text(least))" }
        if let greatest { expected += ", at most \(DurationText.text(greatest))" }
        return ValueType(
            placeholder: "TIME",
            expected: expected,
            text: DurationText.text,
            parse: { text in
                guard let value = DurationText.parse(text), value >= least else { return nil }
                return greatest.map { value <= $0 } ?? true ? value : nil
            }
        )
    }
}

/// Lengths of time as people write them.
enum DurationText {
    /// From the longest; each with its nanoseconds.
    private static let units: [(name: String, nanoseconds: Int64)] = [
        ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1000),
        ("ns", 1),
    ]

    /// Reads parts such as `1h30m`, from the longest unit to the shortest; a lone `0` needs no unit.
    static func parse(_ text: String) -> Duration? {
        if text == "0" { return .zero }
        var rest = text[...]
        var total: Int64 = 0
        var lastUnit = -1
        while !rest.isEmpty {
            let number = rest.prefix { ($0.isASCII && $0.isNumber) || $0 == "." }
            rest = rest.dropFirst(number.count)
            let name = rest.prefix { !$0.isNumber && $0 != "." }
            rest = rest.dropFirst(name.count)
            guard let unit = units.firstIndex(where: { $0.name == name }), unit > lastUnit else { return nil }
            guard let part = nanoseconds(number, times: units[unit].nanoseconds) else { return nil }
            let (sum, overflow) = total.addingReportingOverflow(part)
            guard !overflow else { return nil }
            (total, lastUnit) = (sum, unit)
        }
        return lastUnit < 0 ? nil : .nanoseconds(total)
    }

    /// `12` or `12.5` of a unit; digits below a nanosecond are cut off.
    private static func nanoseconds(_ number: Substring, times unit: Int64) -> Int64? {
        let parts = number.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let whole = Int64(first) else { return nil }
        var (result, overflow) = whole.multipliedReportingOverflow(by: unit)
        guard !overflow else { return nil }
        guard parts.count == 2 else { return result }
        guard !parts[1].isEmpty, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        var place = unit
        for digit in parts[1].utf8 {
            place /= 10
            (result, overflow) = result.addingReportingOverflow(place * Int64(digit - 0x30))
            guard !overflow else { return nil }
        }
        return result
    }

    /// The longest unit that divides it.
    static func text(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        guard duration > .zero, seconds < 9_223_372_036 else { return duration == .zero ? "0s" : "\(duration)" }
        let total = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
        let unit = units.first { total % $0.nanoseconds == 0 } ?? ("ns", 1)
        return "\(total / unit.nanoseconds)\(unit.name)"
    }
}
