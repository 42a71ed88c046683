import Patterns
import Testing

@Suite struct MatchingTests {
    @Test func `decides whether a pattern matches anywhere`() throws {
        let vectors: [(source: String, matching: [String], others: [String])] = [
            ("", ["", "a"], []), ("es", ["expression", "es"], ["e", "s", ""]), ("^es", ["es", "est"], ["yes"]),
            ("es$", ["yes"], ["est", "es\n"]), ("^$", [""], ["\n", "a"]), ("a|b", ["xb"], ["c"]),
            ("^(a|ab)(c|bcd)$", ["abcd", "ac", "abc"], ["abd"]), ("^a*$", ["", "aa"], ["ab"]),
            ("^a{2,3}$", ["aa", "aaa"], ["a", "aaaa"]), ("^a{2}$", ["aa"], ["a", "aaa"]), ("^a{0}$", [""], ["a"]),
            ("^.$", ["a", "é", "😀", "\u{85}"], ["", "\n", "\r", "\u{2028}", "\u{2029}", "ab"]),
            ("^[^]$", ["\n", "😀"], [""]), ("[]", [], ["", "a"]), ("^\\d$", ["0", "9"], ["٣", "a"]),
            ("^\\w$", ["a", "_", "0"], ["é", "-", "ſ"]), ("^\\W$", ["é", "😀", "-"], ["a"]),
            ("^\\s$", [" ", "\t", "\u{A0}", "\u{FEFF}", "\u{2003}", "\u{2028}"], ["\u{85}", "\u{180E}", "a"]),
            ("^\\S\\D$", ["ab", "\u{85}é"], [" a", "a1"]), ("^[\\D]$", ["a"], ["1"]), ("^[^\\W]$", ["a"], ["-", "é"]),
            ("^[a-c\\-x]$", ["a", "-", "x"], ["d"]), ("^[-a]$", ["-"], ["b"]), ("^[a-]$", ["-"], ["b"]),
            ("^[\\b]$", ["\u{8}"], ["b"]), ("\\bfoo\\b", ["a foo b", "foo", "é foo"], ["foob", "a_foo"]),
            ("\\Bb\\B", ["abc"], ["b", "ab", "a b c"]), ("^\\Bé", ["é"], []), ("a\\b$", ["a"], ["a "]),
            ("$\\b", ["a"], ["", "a "]), ("^\\p{L}+$", ["aéж漢"], ["1", "a1"]), ("^\\p{Lu}$", ["A", "É"], ["a"]),
            ("^\\P{Lu}$", ["a", "1"], ["A"]), ("^[^\\p{L}\\p{N}]$", ["-", " "], ["a", "1", "٣"]),
            ("^[\\P{L}x]$", ["1", "x"], ["a"]), ("^\\u{1F600}$", ["😀"], ["😁"]), ("^[😀-😂]$", ["😁"], ["😃"]),
            ("^\\ud83d$", [], ["😀", "\u{FFFD}"]), ("^(?:a|b)+?c", ["abc"], ["c"]),
            ("a^b", [], ["ab", "a", "b"]), ("(?:^a|b)c", ["ac", "xbc"], ["xac"]),
        ]
        for (source, matching, others) in vectors {
            let pattern = try Pattern(source)
            for text in matching { #expect(try pattern.matches(text), "\(source) on \(text)") }
            for text in others { #expect(try !pattern.matches(text), "\(source) on \(text)") }
        }
    }

    @Test func `heeds lookarounds`() throws {
        let vectors: [(source: String, matching: [String], others: [String])] = [
            ("^(?!foo)", ["fob", ""], ["foo", "food"]), ("^(?=.*\\d)(?=.*[a-z]).{4,}$", ["abc1"], ["abcd", "a1"]),
            ("(?<=\\$)\\d+$", ["$12"], ["12", "€12"]), ("(?<!\\$)\\b\\d", ["x 1"], ["$1"]),
            ("^(?!.*(?:^|/)\\.\\.(?:/|$)).*$", ["a/b", "a..b"], ["a/../b", "..", "x/.."]),
            ("(?<=^(?=.*z)a*)b", ["aabz"], ["aab", "cbz"]), ("(?<=(?<!x)a)b", ["ab", "yab"], ["xab"]),
            ("(?!)", [], ["", "a"]), ("^(?=)$", [""], ["a"]), ("(?:(?=b)\\w)+c", ["bbc"], ["ac"]),
        ]
        for (source, matching, others) in vectors {
            let pattern = try Pattern(source)
            for text in matching { #expect(try pattern.matches(text), "\(source) on \(text)") }
            for text in others { #expect(try !pattern.matches(text), "\(source) on \(text)") }
        }
    }

    @Test func `repeats what groups matched`() throws {
        let vectors: [(source: String, matching: [String], others: [String])] = [
            ("^(a+)b\\1$", ["aabaa", "aba"], ["aaba"]), ("^(['\"])[^'\"]*\\1$", ["'x'", "\"\""], ["'x\""]),
            ("^(?<c>.)\\k<c>$", ["😀😀"], ["😀😁"]), ("^(a)?\\1b$", ["b", "aab"], ["ab"]),
            ("^\\1(a)$", ["a"], ["aa"]), ("^(?:(a)|b\\1)+$", ["ab", "abb"], []), ("(?<=\\1(a))b", ["aab"], ["ab"]),
            ("^(?!(a)b)\\1c", ["c"], ["ab"]),
        ]
        for (source, matching, others) in vectors {
            let pattern = try Pattern(source)
            for text in matching { #expect(try pattern.matches(text), "\(source) on \(text)") }
            for text in others { #expect(try !pattern.matches(text), "\(source) on \(text)") }
        }
    }

    @Test func `finds the match that ECMA-262 prefers`() throws {
        let vectors: [(source: String, text: String, range: Range<Int>?, captures: [Range<Int>?])] = [
            ("a|ab", "xab", 1..<2, []), ("a*?b", "aab", 0..<3, []), ("a??", "a", 0..<0, []),
            ("(a)|(b)", "b", 0..<1, [nil, 0..<1]), ("(a*)*", "aa", 0..<2, [0..<2]), ("(?:|a)+", "a", 0..<1, []),
            ("(?:|a)?", "a", 0..<1, []),
            ("(z)((a+)?(b+)?(c))*", "zaacbbbcac", 0..<10, [0..<1, 8..<10, 8..<9, nil, 9..<10]),
            ("(?:(a)|(b))+", "ab", 0..<2, [nil, 1..<2]), ("(a{1,2})(a*)", "aaa", 0..<3, [0..<2, 2..<3]),
            ("(a{1,2}?)(a*)", "aaa", 0..<3, [0..<1, 1..<3]), ("é+", "xéé", 1..<5, []), ("b", "aaa", nil, []),
            ("(?=(a+))a*b\\1", "baaabac", 3..<6, [3..<4]), ("(?=(a))", "ba", 1..<1, [1..<2]),
            ("(?<=(\\d+)(\\d+))$", "1053", 4..<4, [0..<1, 1..<4]),
            ("(.*?)a(?!(a+)b\\2c)\\2(.*)", "baaabaac", 0..<8, [0..<2, nil, 3..<8]),
            ("$", "ab", 2..<2, []), ("(?:a?)*?$", "aa", 0..<2, []), ("(?:(a*1??)?|b)+", "aa1", 0..<3, [2..<3]),
            ("(^a|b)*", "ab", 0..<2, [1..<2]),
        ]
        for (source, text, range, captures) in vectors {
            let match = try Pattern(source).firstMatch(in: text)
            #expect(match?.range == range, "\(source) on \(text)")
            if range != nil { #expect(match?.captures == captures, "\(source) on \(text)") }
        }
    }

    @Test func `reads bytes that are no UTF-8 as replacement characters`() throws {
        let bytes: [UInt8] = [0x61, 0xFF, 0xC3, 0x62, 0xED, 0xA0, 0x80, 0xF4, 0x90, 0x80, 0x80, 0xE2, 0x82]
        let pattern = try Pattern("^a\\uFFFD{2}b\\uFFFD{3}\\uFFFD{4}\\uFFFD{2}$")
        #expect(try pattern.matches(bytes.span))
        #expect(try pattern.firstMatch(in: bytes.span)?.range == 0..<13)
    }
}
