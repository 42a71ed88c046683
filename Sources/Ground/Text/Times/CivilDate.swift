/// A day of the proleptic Gregorian calendar.
public struct CivilDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The year; RFC 3339 can write 0 to 9999.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int

    /// A day that exists, or nil; years beyond ten million are refused.
    public init?(year: Int, month: Int, day: Int) {
        guard (-10_000_000...10_000_000).contains(year), (1...12).contains(month),
            day >= 1, day <= Self.days(inMonth: month, ofYear: year)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The day that lies `days` after 1970-01-01; clamped to about ten million years either way.
    public init(daysSinceEpoch days: Int) {
        // Years are counted from March, so that the leap day is the last of its year, in cycles of 400 years.
        let shifted = min(max(days, -3_600_000_000), 3_600_000_000) + 719_468
        let cycle = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfCycle = shifted - cycle * 146_097
        let yearOfCycle = (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
        let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0)
    }

    /// How many days lie between 1970-01-01 and this day.
    public var daysSinceEpoch: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let cycle = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfCycle = shiftedYear - cycle * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return cycle * 146_097 + yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear - 719_468
    }

    /// The day of the week: 0 is Monday, 6 is Sunday, as ISO 8601 counts.
    public var weekday: Int {
        // 1970-01-01 was a Thursday.
        let remainder = (daysSinceEpoch + 3) % 7
        return remainder < 0 ? remainder + 7 : remainder
    }

    /// Whether a year has a 29th of February.
    public static func isLeapYear(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    /// How many days a month has; 0 for a month that does not exist.
    public static func days(inMonth month: Int, ofYear year: Int) -> Int {
        switch month {
        case 2: isLeapYear(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        case 1...12: 31
        default: 0
        }
    }

    /// Orders days by time.
    public static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// Year, month and day with hyphens: `2025-11-25`.
    public var description: String {
        var output: [UInt8] = []
        DecimalDigits.append(year, width: 4, to: &output)
        output.append(UInt8(ascii: "-"))
        DecimalDigits.append(month, width: 2, to: &output)
        output.append(UInt8(ascii: "-"))
        DecimalDigits.append(day, width: 2, to: &output)
        return String(decoding: output, as: UTF8.self)
    }
}

/// Numbers with leading zeros.
enum DecimalDigits {
    static func append(_ value: Int, width: Int, to output: inout [UInt8]) {
        if value < 0 { output.append(UInt8(ascii: "-")) }
        let digits = String(value.magnitude)
        for _ in 0..<max(0, width - digits.utf8.count) { output.append(UInt8(ascii: "0")) }
        output.append(contentsOf: digits.utf8)
    }
}
