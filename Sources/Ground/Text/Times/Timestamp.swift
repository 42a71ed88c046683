/// A moment as RFC 3339 writes it: Unix time, fraction, and the offset of the clock that it was read from.
public struct Timestamp: Sendable, Hashable {
    /// Seconds since 1970-01-01T00:00:00Z; a leap second counts as the second before it.
    public let unixSeconds: Int64
    /// Nanoseconds within the second, 0 to 999,999,999.
    public let nanoseconds: Int
    /// How many minutes the local clock is ahead of UTC.
    public let offsetMinutes: Int
    /// Whether the offset was written `-00:00`: the time in UTC is known, the local one is not (§4.3).
    public let isOffsetUnknown: Bool
    /// Whether the moment lies in an inserted second, written `23:59:60` in UTC.
    public let isLeapSecond: Bool

    /// The moments that RFC 3339 can write, in UTC: years 0 to 9999.
    static let writableSeconds: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

    /// A moment from Unix time; nil when its year is not between 0 and 9999 there, or a field is out of range.
    public init?(unixSeconds: Int64, nanoseconds: Int = 0, offsetMinutes: Int = 0) {
        self.init(unixSeconds, nanoseconds, offsetMinutes: offsetMinutes, isOffsetUnknown: false, isLeapSecond: false)
    }

    init?(_ unixSeconds: Int64, _ nanoseconds: Int, offsetMinutes: Int, isOffsetUnknown: Bool, isLeapSecond: Bool) {
        guard (0..<1_000_000_000).contains(nanoseconds), (-1439...1439).contains(offsetMinutes),
            Self.writableSeconds.contains(unixSeconds),
            Self.writableSeconds.contains(unixSeconds + Int64(offsetMinutes) * 60)
        else { return nil }
        self.unixSeconds = unixSeconds
        self.nanoseconds = nanoseconds
        self.offsetMinutes = offsetMinutes
        self.isOffsetUnknown = isOffsetUnknown
        self.isLeapSecond = isLeapSecond
    }

    /// The day on the local clock.
    public var date: CivilDate { CivilDate(daysSinceEpoch: Int(localSeconds.floored(by: 86_400))) }

    /// The seconds since midnight on the local clock, without a leap second.
    public var secondOfDay: Int { Int(localSeconds - localSeconds.floored(by: 86_400) * 86_400) }

    private var localSeconds: Int64 { unixSeconds + Int64(offsetMinutes) * 60 }

    /// How many digits of the second's fraction are written.
    public enum Fraction: Sendable, Equatable {
        /// As many groups of three as are needed.
        case asNeeded
        /// Exactly so many, 0 to 9; what lies below is cut off.
        case digits(Int)
    }

    /// The moment as RFC 3339 writes it, such as `2025-11-25T07:10:17.250Z`.
    public func formatted(fraction: Fraction = .asNeeded) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(35)
        let (date, second) = (date, secondOfDay)
        output.append(contentsOf: date.description.utf8)
        output.append(UInt8(ascii: "T"))
        DecimalDigits.append(second / 3600, width: 2, to: &output)
        output.append(UInt8(ascii: ":"))
        DecimalDigits.append(second / 60 % 60, width: 2, to: &output)
        output.append(UInt8(ascii: ":"))
        DecimalDigits.append(isLeapSecond ? 60 : second % 60, width: 2, to: &output)
        appendFraction(fraction, to: &output)
        appendOffset(to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    private func appendFraction(_ fraction: Fraction, to output: inout [UInt8]) {
        let count: Int
        switch fraction {
        case .digits(let digits): count = min(max(digits, 0), 9)
        case .asNeeded where nanoseconds == 0: count = 0
        case .asNeeded where nanoseconds % 1_000_000 == 0: count = 3
        case .asNeeded where nanoseconds % 1_000 == 0: count = 6
        case .asNeeded: count = 9
        }
        guard count > 0 else { return }
        output.append(UInt8(ascii: "."))
        DecimalDigits.append(nanoseconds, width: 9, to: &output)
        output.removeLast(9 - count)
    }

    private func appendOffset(to output: inout [UInt8]) {
        guard offsetMinutes != 0 || isOffsetUnknown else { return output.append(UInt8(ascii: "Z")) }
        output.append(isOffsetUnknown || offsetMinutes < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
        DecimalDigits.append(abs(offsetMinutes) / 60, width: 2, to: &output)
        output.append(UInt8(ascii: ":"))
        DecimalDigits.append(abs(offsetMinutes) % 60, width: 2, to: &output)
    }
}

extension Timestamp: Comparable, CustomStringConvertible {
    /// Orders by moment, whatever the offsets say.
    public static func < (left: Self, right: Self) -> Bool {
        (left.unixSeconds, left.isLeapSecond ? 1 : 0, left.nanoseconds)
            < (right.unixSeconds, right.isLeapSecond ? 1 : 0, right.nanoseconds)
    }

    /// The moment as RFC 3339 writes it.
    public var description: String { formatted() }
}

extension Int64 {
    /// The quotient, rounded towards minus infinity.
    fileprivate func floored(by divisor: Int64) -> Int64 { self >= 0 ? self / divisor : (self - divisor + 1) / divisor }
}
