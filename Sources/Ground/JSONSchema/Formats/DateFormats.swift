internal import Text

/// Dates and times of RFC 3339, and its durations (appendix A).
enum DateFormats {
    static func isDate(_ text: String) -> Bool { (try? CivilDate(text)) != nil }

    static func isTime(_ text: String) -> Bool {
        do throws(TextError) { try Timestamp.checkTime(text) } catch { return false }
        return true
    }

    static func isDateTime(_ text: String) -> Bool { (try? Timestamp(text)) != nil }

    static func isDuration(_ text: String) -> Bool {
        var reader = DurationReader(rest: text.utf8[...])
        return reader.isDuration()
    }
}

/// Reads `duration`: a run of units without a gap, in order, or weeks alone.
private struct DurationReader {
    var rest: Substring.UTF8View

    mutating func isDuration() -> Bool {
        guard skip("P") else { return false }
        if rest.last == UInt8(ascii: "W") { return units("W") == 1 && rest.isEmpty }
        guard let dates = units("YMD") else { return false }
        guard skip("T") else { return dates > 0 && rest.isEmpty }
        guard let times = units("HMS") else { return false }
        return times > 0 && rest.isEmpty
    }

    /// How many of the named units follow, each with its number; nil where they have a gap or a number without a unit.
    private mutating func units(_ names: String) -> Int? {
        let names = Array(names.utf8)
        var count = 0
        var expected: Int?
        while let first = rest.first, isDigit(first) {
            rest = rest.drop(while: isDigit)
            guard let unit = rest.popFirst(), let place = names.firstIndex(of: unit) else { return nil }
            if let expected, place != expected { return nil }
            expected = place + 1
            count += 1
        }
        return count
    }

    private mutating func skip(_ letter: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: letter) else { return false }
        rest.removeFirst()
        return true
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
