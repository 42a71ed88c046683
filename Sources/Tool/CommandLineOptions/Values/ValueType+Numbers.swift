extension ValueType where Value == Int {
    /// A whole number, in decimal digits.
    public static func integer(in range: ClosedRange<Int> = .min ... .max) -> ValueType {
        ValueType(
            placeholder: "N",
            expected: "a whole number" + bounds(range, least: .min, greatest: .max),
            text: { String($0) },
            parse: { text in Int(text).flatMap { range.contains($0) ? $0 : nil } }
        )
    }

    /// A number of bytes, with or without a unit: `4096`, `64KiB`, `2MB`.
    public static func size(in range: ClosedRange<Int> = 0 ... .max) -> ValueType {
        ValueType(
            placeholder: "SIZE",
            expected: "a size such as 4096, 64KiB or 2MB" + bounds(range, least: 0, greatest: .max),
            text: SizeText.text,
            parse: { text in SizeText.parse(text).flatMap { range.contains($0) ? $0 : nil } }
        )
    }
}

extension ValueType where Value == UInt64 {
    /// A whole number that is not negative, such as a seed.
    public static let natural = ValueType(
        placeholder: "N",
        expected: "a whole number from 0 to \(UInt64.max)",
        text: { String($0) },
        parse: { UInt64($0) }
    )
}

extension ValueType where Value == Double {
    /// A number, in decimal digits with or without a point and an exponent.
    public static func number(in range: ClosedRange<Double>? = nil) -> ValueType {
        ValueType(
            placeholder: "NUMBER",
            expected: "a number" + (range.map { " from \($0.lowerBound) to \($0.upperBound)" } ?? ""),
            text: { "\($0)" },
            parse: { text in
                // Double also reads nan, inf and hexadecimal numbers, which no option means.
                guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }) else { return nil }
                guard let value = Double(text), value.isFinite, range?.contains(value) ?? true else { return nil }
                return value
            }
        )
    }
}

private func bounds<Value: Comparable>(_ range: ClosedRange<Value>, least: Value, greatest: Value) -> String {
    switch (range.lowerBound == least, range.upperBound == greatest) {
    case (true, true): ""
    case (false, true): ", at least \(range.lowerBound)"
    case (true, false): ", at most \(range.upperBound)"
    case (false, false): " from \(range.lowerBound) to \(range.upperBound)"
    }
}

/// Sizes in bytes as people write them.
enum SizeText {
    private static let units: [(name: String, bytes: Int)] = [
        ("GiB", 1 << 30), ("GB", 1_000_000_000), ("MiB", 1 << 20), ("MB", 1_000_000), ("KiB", 1 << 10), ("kB", 1000),
        ("KB", 1000), ("B", 1),
    ]

    static func parse(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(digits.count)
        guard let count = Int(digits) else { return nil }
        guard !unit.isEmpty else { return count }
        guard let factor = units.first(where: { $0.name == unit })?.bytes else { return nil }
        let (bytes, overflow) = count.multipliedReportingOverflow(by: factor)
        return overflow ? nil : bytes
    }

    static func text(_ bytes: Int) -> String {
        let exact = units.first { $0.name != "KB" && bytes >= $0.bytes && bytes % $0.bytes == 0 && $0.bytes > 1 }
        return exact.map { "\(bytes / $0.bytes)\($0.name)" } ?? "\(bytes)"
    }
}
