import Testing

@testable import Patterns

@Suite struct ScalarSetTests {
    @Test func `joins ranges that overlap or touch`() {
        let set = ScalarSet(ranges: [0x61...0x63, 0x30...0x39, 0x64...0x66, 0x62...0x62])
        #expect(set.ranges == [0x30...0x39, 0x61...0x66])
        #expect(ScalarSet.complement(set.ranges) == [0...0x2F, 0x3A...0x60, 0x67...0x10FFFF])
        #expect(ScalarSet.complement(ScalarSet.complement(set.ranges)) == set.ranges)
    }

    @Test func `answers alike by bits and by ranges`() {
        let ranges: [ClosedRange<UInt32>] = [0...0, 0x3F...0x40, 0x7F...0x80, 0x10FFFF...0x10FFFF]
        for isInverted in [false, true] {
            let set = ScalarSet(ranges: ranges, isInverted: isInverted)
            for value in [0, 1, 0x3E, 0x3F, 0x40, 0x41, 0x7E, 0x7F, 0x80, 0x81, 0x10FFFE, 0x10FFFF] as [UInt32] {
                #expect(set.contains(value) == (ranges.contains { $0.contains(value) } != isInverted), "\(value)")
            }
        }
    }

    @Test func `knows categories by each of their names`() throws {
        for name in ["Nd", "Decimal_Number", "digit", "gc=Nd", "General_Category=Decimal_Number"] {
            #expect(try Pattern("^\\p{\(name)}$").matches("٣"), "\(name)")
        }
        for (name, member, other) in [
            ("L", "é", "1"), ("LC", "ǅ", "漢"), ("M", "\u{301}", "a"), ("P", "¿", "a"), ("punct", "!", "+"),
            ("S", "€", "!"), ("Z", "\u{2028}", "a"), ("C", "\u{378}", "a"), ("Cc", "\n", " "), ("Co", "\u{E000}", "a"),
        ] {
            #expect(try Pattern("^\\p{\(name)}$").matches(member), "\(name)")
            #expect(try !Pattern("^\\p{\(name)}$").matches(other), "\(name)")
        }
    }

    @Test func `knows binary properties and scripts`() throws {
        for (name, member, other) in [
            ("Alphabetic", "é", "1"), ("Alpha", "漢", "-"), ("ASCII", "~", "é"), ("Emoji", "😀", "a"),
            ("White_Space", "\u{85}", "a"), ("space", " ", "_"), ("Uppercase", "É", "é"), ("AHex", "f", "g"),
            ("ID_Start", "é", "1"), ("Regional_Indicator", "\u{1F1E6}", "a"), ("Assigned", "a", "\u{378}"),
            ("Script=Greek", "α", "a"), ("sc=Grek", "Ω", "Я"), ("Script=Cyrillic", "ж", "z"), ("Script=Han", "漢", "か"),
            ("Script=Hiragana", "か", "カ"), ("Script=Katakana", "カ", "か"), ("Script=Hangul", "한", "漢"),
            ("Script=Arabic", "ع", "ש"), ("Script=Hebrew", "ש", "ع"), ("Script=Devanagari", "अ", "ก"),
            ("Script=Thai", "ก", "अ"), ("Script=Latin", "é", "é̱\u{301}"), ("scx=Hiragana", "ー", "漢"),
            ("Script_Extensions=Katakana", "ー", "か"),
        ] {
            #expect(try Pattern("^\\p{\(name)}$").matches(member), "\(name)")
            #expect(try !Pattern("^\\p{\(name)}$").matches(other), "\(name)")
            #expect(try Pattern("^\\P{\(name)}").matches(other) || other.unicodeScalars.count > 1, "\(name)")
        }
        #expect(try !Pattern("^\\p{Script=Hiragana}$").matches("ー"))
        #expect(try Pattern("^\\p{Any}$").matches("\u{10FFFF}"))
    }

    @Test func `reads every script table`() {
        for script in ScriptTable.all {
            for withExtensions in [false, true] {
                let set = ScalarSet(ranges: script.characters(withExtensions: withExtensions))
                #expect(!set.ranges.isEmpty, "\(script.names)")
                #expect((set.ranges.last?.upperBound ?? 0) <= ScalarSet.last, "\(script.names)")
            }
        }
    }
}
