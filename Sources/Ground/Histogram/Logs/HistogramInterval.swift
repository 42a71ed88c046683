/// What was recorded between two moments, as one line of an interval log holds it.
public struct HistogramInterval: Sendable, Equatable {
    /// Which series the interval belongs to; nil for the unnamed one.
    public var tag: String?
    /// When it began, in nanoseconds since 1970 or since whatever the log counts from.
    public var startNanoseconds: Int64
    /// How long it was, in nanoseconds.
    public var lengthNanoseconds: Int64
    /// What was recorded.
    public var histogram: Histogram

    /// Joins a histogram with the time in which it was recorded.
    public init(tag: String? = nil, startNanoseconds: Int64, lengthNanoseconds: Int64, histogram: Histogram) {
        self.tag = tag
        self.startNanoseconds = startNanoseconds
        self.lengthNanoseconds = lengthNanoseconds
        self.histogram = histogram
    }
}

/// Seconds as decimal text and as whole nanoseconds, without a detour through floating point.
enum DecimalSeconds {
    /// Reads digits with at most one point; digits beyond nanoseconds are cut off.
    static func parse(_ text: some StringProtocol) -> Int64? {
        var value: Int64 = 0
        var fractionDigits: Int?
        var hasDigit = false
        for byte in text.utf8 {
            if byte == UInt8(ascii: "."), fractionDigits == nil {
                fractionDigits = 0
                continue
            }
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            hasDigit = true
            if let digits = fractionDigits {
                if digits == 9 { continue }
                fractionDigits = digits + 1
            }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carried) = product.addingReportingOverflow(Int64(byte - 0x30))
            guard !overflow, !carried else { return nil }
            value = sum
        }
        guard hasDigit else { return nil }
        for _ in 0..<9 - (fractionDigits ?? 0) {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            value = product
        }
        return value
    }

    /// Writes at least three digits behind the point.
    static func format(_ nanoseconds: Int64) -> String {
        let (seconds, fraction) = max(0, nanoseconds).quotientAndRemainder(dividingBy: 1_000_000_000)
        var digits = String(fraction)
        digits = String(repeating: "0", count: 9 - digits.utf8.count) + digits
        while digits.utf8.count > 3, digits.hasSuffix("0") { digits.removeLast() }
        return "\(seconds).\(digits)"
    }
}
