extension Timestamp {
    /// Reads `date-time` of RFC 3339 §5.6; letters may be small, fractions beyond nanoseconds are cut off.
    public init(_ text: String) throws(TextError) { try self.init(text.utf8.span) }

    /// Reads `date-time` of RFC 3339 §5.6; letters may be small, fractions beyond nanoseconds are cut off.
    public init(_ text: Span<UInt8>) throws(TextError) {
        var reader = TimestampReader(format: "date-time")
        let date = try reader.date(text)
        try reader.expect(text, "T", "t")
        let time = try reader.time(text, on: date)
        try reader.end(text)
        let local = Int64(date.daysSinceEpoch) * 86_400 + Int64(time.secondOfDay)
        guard
            let moment = Timestamp(
                local - Int64(time.offsetMinutes) * 60,
                time.nanoseconds,
                offsetMinutes: time.offsetMinutes,
                isOffsetUnknown: time.isOffsetUnknown,
                isLeapSecond: time.isLeapSecond
            )
        else {
            throw TextError(
                .outOfRange,
                format: "date-time",
                offset: 0,
                expected: "a moment whose year in UTC is between 0 and 9999",
                seen: PrintableText.quote(text)
            )
        }
        self = moment
    }

    /// Checks `full-time` of RFC 3339 §5.6: a time of day with an offset.
    public static func checkTime(_ text: String) throws(TextError) {
        var reader = TimestampReader(format: "time")
        _ = try reader.time(text.utf8.span, on: nil)
        try reader.end(text.utf8.span)
    }
}

extension CivilDate {
    /// Reads `full-date` of RFC 3339 §5.6.
    public init(_ text: String) throws(TextError) {
        var reader = TimestampReader(format: "date")
        self = try reader.date(text.utf8.span)
        try reader.end(text.utf8.span)
    }
}

/// Reads the productions of RFC 3339 from left to right.
private struct TimestampReader {
    struct Time {
        var secondOfDay: Int
        var nanoseconds: Int
        var offsetMinutes: Int
        var isOffsetUnknown: Bool
        var isLeapSecond: Bool
    }

    let format: String
    var position = 0

    init(format: String) { self.format = format }

    mutating func date(_ text: Span<UInt8>) throws(TextError) -> CivilDate {
        let year = try number(text, digits: 4, 0...9999, "year")
        try expect(text, "-", "-")
        let month = try number(text, digits: 2, 1...12, "month")
        try expect(text, "-", "-")
        let last = CivilDate.days(inMonth: month, ofYear: year)
        let day = try number(text, digits: 2, 1...last, "day of month \(month)")
        return CivilDate(year: year, month: month, day: day) ?? CivilDate(daysSinceEpoch: 0)
    }

    mutating func time(_ text: Span<UInt8>, on date: CivilDate?) throws(TextError) -> Time {
        let hour = try number(text, digits: 2, 0...23, "hour")
        try expect(text, ":", ":")
        let minute = try number(text, digits: 2, 0...59, "minute")
        try expect(text, ":", ":")
        let start = position
        let second = try number(text, digits: 2, 0...60, "second")
        let nanoseconds = try fraction(text)
        let (offset, isUnknown) = try offset(text)
        if second == 60 {
            let minuteInUTC = (hour * 60 + minute - offset + 2 * 1440) % 1440
            let dayShift = (hour * 60 + minute - offset).quotientTowardsMinusInfinity(1440)
            let isMonthEnd = date.map { CivilDate(daysSinceEpoch: $0.daysSinceEpoch + dayShift + 1).day == 1 } ?? true
            guard minuteInUTC == 1439, isMonthEnd else {
                throw TextError(
                    .outOfRange,
                    format: format,
                    offset: start,
                    expected: "a leap second only at 23:59:60 UTC on the last day of a month",
                    seen: "\"60\""
                )
            }
        }
        return Time(
            secondOfDay: hour * 3600 + minute * 60 + min(second, 59),
            nanoseconds: nanoseconds,
            offsetMinutes: offset,
            isOffsetUnknown: isUnknown,
            isLeapSecond: second == 60
        )
    }

    private mutating func fraction(_ text: Span<UInt8>) throws(TextError) -> Int {
        guard position < text.count, text[position] == UInt8(ascii: ".") else { return 0 }
        position += 1
        var (value, scale) = (0, 100_000_000)
        let start = position
        while position < text.count, ASCII.isDigit(text[position]) {
            value += Int(text[position] - 0x30) * scale
            scale /= 10
            position += 1
        }
        guard position > start else { throw unexpected(text, "a digit of the fraction") }
        return value
    }

    private mutating func offset(_ text: Span<UInt8>) throws(TextError) -> (minutes: Int, isUnknown: Bool) {
        let sign = position < text.count ? text[position] : 0
        switch sign {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"):
            position += 1
            return (0, false)
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            position += 1
            let hours = try number(text, digits: 2, 0...23, "hour of the offset")
            try expect(text, ":", ":")
            let minutes = try number(text, digits: 2, 0...59, "minute of the offset")
            let total = hours * 60 + minutes
            return sign == UInt8(ascii: "-") ? (-total, total == 0) : (total, false)
        default:
            throw unexpected(text, "an offset: \"Z\", \"+hh:mm\" or \"-hh:mm\"")
        }
    }

    mutating func number(
        _ text: Span<UInt8>,
        digits: Int,
        _ bounds: ClosedRange<Int>,
        _ name: String
    ) throws(TextError) -> Int {
        let start = position
        var value = 0
        for _ in 0..<digits {
            guard position < text.count, ASCII.isDigit(text[position]) else {
                throw unexpected(text, "\(digits) digits for the \(name)")
            }
            value = value * 10 + Int(text[position] - 0x30)
            position += 1
        }
        guard bounds.contains(value) else {
            throw TextError(
                .outOfRange,
                format: format,
                offset: start,
                expected: "a \(name) between \(bounds.lowerBound) and \(bounds.upperBound)",
                seen: "\(value)"
            )
        }
        return value
    }

    mutating func expect(_ text: Span<UInt8>, _ character: Unicode.Scalar, _ other: Unicode.Scalar) throws(TextError) {
        guard position < text.count,
            text[position] == UInt8(ascii: character) || text[position] == UInt8(ascii: other)
        else { throw unexpected(text, "\"\(character)\"") }
        position += 1
    }

    func end(_ text: Span<UInt8>) throws(TextError) {
        guard position == text.count else {
            throw TextError(.trailingContent, format: format, at: position, in: text, expected: "the end")
        }
    }

    private func unexpected(_ text: Span<UInt8>, _ expected: String) -> TextError {
        TextError(.unexpectedByte, format: format, at: position, in: text, expected: expected)
    }
}

extension Int {
    fileprivate func quotientTowardsMinusInfinity(_ divisor: Int) -> Int {
        self >= 0 ? self / divisor : (self - divisor + 1) / divisor
    }
}
