/// Dates as HTTP writes them (IMF-fixdate, RFC 9110 section 5.6.7).
public enum HTTPDate {
    /// `Sun, 06 Nov 1994 08:49:37 GMT` for a count of seconds since 1970; years outside of 0…9999 are clamped.
    public static func text(unixSeconds: Int64) -> String {
        var bytes: [UInt8] = []
        append(unixSeconds: unixSeconds, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the 29 bytes of a date.
    public static func append(unixSeconds: Int64, to output: inout [UInt8]) {
        let seconds = min(max(unixSeconds, -62_167_219_200), 253_402_300_799)
        let days = Int(seconds >= 0 ? seconds / 86_400 : -((86_399 - seconds) / 86_400))
        let rest = Int(seconds) - days * 86_400
        let (year, month, day) = civil(days)
        let weekday = ((days % 7) + 11) % 7
        append(Self.weekdays, weekday, to: &output)
        output.append(0x2C)
        output.append(HTTPByte.space)
        twoDigits(day, to: &output)
        output.append(HTTPByte.space)
        append(Self.months, month - 1, to: &output)
        output.append(HTTPByte.space)
        twoDigits(year / 100, to: &output)
        twoDigits(year % 100, to: &output)
        output.append(HTTPByte.space)
        twoDigits(rest / 3600, to: &output)
        output.append(HTTPByte.colon)
        twoDigits(rest / 60 % 60, to: &output)
        output.append(HTTPByte.colon)
        twoDigits(rest % 60, to: &output)
        HTTPSerializer.appendStatic(" GMT", to: &output)
    }

    private static let weekdays: StaticString = "SunMonTueWedThuFriSat"
    private static let months: StaticString = "JanFebMarAprMayJunJulAugSepOctNovDec"

    private static func append(_ names: StaticString, _ index: Int, to output: inout [UInt8]) {
        names.withUTF8Buffer { output.append(contentsOf: $0[index * 3..<index * 3 + 3]) }
    }

    private static func twoDigits(_ number: Int, to output: inout [UInt8]) {
        output.append(0x30 + UInt8(truncatingIfNeeded: number / 10))
        output.append(0x30 + UInt8(truncatingIfNeeded: number % 10))
    }

    /// The Gregorian date of a day counted from 1970-01-01.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        // Eras of 400 years that begin on 1 March: the leap day is the last of its year.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
