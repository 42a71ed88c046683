/// Numbers as people read them: four digits that count, and a letter for thousands.
enum NumberText {
    static func short(_ value: Double) -> String {
        guard value.isFinite else { return "-" }
        let magnitude = value.magnitude
        if magnitude >= 9_999_500 { return fixed(value / 1e6, digits(magnitude / 1e6)) + "M" }
        if magnitude >= 9_999.5 { return fixed(value / 1e3, digits(magnitude / 1e3)) + "k" }
        return fixed(value, digits(magnitude))
    }

    /// A number with so many digits behind the point.
    static func fixed(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return "-" }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int((value.magnitude * scale).rounded())
        let whole = scaled / Int(scale)
        let sign = value < 0 && scaled != 0 ? "-" : ""
        guard digits > 0 else { return "\(sign)\(whole)" }
        let fraction = String(scaled % Int(scale))
        return "\(sign)\(whole)." + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    private static func digits(_ magnitude: Double) -> Int {
        if magnitude >= 999.5 { return 0 }
        if magnitude >= 99.95 { return 1 }
        return magnitude >= 9.995 ? 2 : 3
    }
}
