import TestKit
import Testing

@testable import Text

@Suite struct PrintableTextTests {
    @Test func `escapes what could hijack a terminal or deceive a reader`() {
        let examples = [
            ("plain äöü 漢字 👩‍👩‍👧", "plain äöü 漢字 👩‍👩‍👧"), ("\u{1B}[31mred", "\\u{1B}[31mred"),
            ("a\r\nb\tc\0", "a\\r\\nb\\tc\\0"),
            ("\u{9B}31m", "\\u{9B}31m"), ("a\u{202E}b", "a\\u{202E}b"), ("a\u{2066}b\u{2069}", "a\\u{2066}b\\u{2069}"),
            ("\u{2028}\u{FEFF}\u{200B}\u{7F}\u{AD}", "\\u{2028}\\u{FEFF}\\u{200B}\\u{7F}\\u{AD}"),
            ("\u{E0041}", "\\u{E0041}"),
        ]
        for (text, expected) in examples { #expect(PrintableText.escape(text) == expected) }
        #expect(PrintableText.escape("a\n\u{7}b\n", keepingNewlines: true) == "a\n\\u{7}b\n")
    }

    @Test func `shows bytes that are not text`() {
        let bytes = [0x61, 0xFF, 0xC3, 0xA9, 0xE2, 0x82, 0x0A] as [UInt8]
        let text = PrintableText.escape(bytes.span)
        #expect(text == "a\\xFFé\\xE2\\x82\\n")
    }

    @Test func `never lets a control character through`() {
        var random = SeededRandom(seed: 27)
        for _ in 0..<500 {
            let bytes = [UInt8].random(count: 40, using: &random)
            let text = PrintableText.quote(bytes.span, limit: 30)
            #expect(text.unicodeScalars.allSatisfy(PrintableText.isSafe))
        }
    }

    @Test func `quotes, and cuts between characters`() {
        #expect(PrintableText.quote("say \"hi\"") == "\"say \\\"hi\\\"\"")
        #expect(PrintableText.quote("äöü", limit: 3) == "\"ä\"… (6 bytes)")
        #expect(PrintableText.quote("äöü", limit: 6) == "\"äöü\"")
        #expect(PrintableText.quote("abc", limit: 0) == "\"\"… (3 bytes)")
        #expect(PrintableText.name(ofByte: 0x0A) == "\"\\n\"")
        #expect(PrintableText.name(ofByte: 0xFF) == "byte 0xFF")
    }

    @Test func `finds lines and columns`() {
        let bytes = Array("ab\ncd\r\ne\rf".utf8)
        let places = [
            (0, 1, 1), (2, 1, 3), (3, 2, 1), (5, 2, 3), (6, 2, 4), (7, 3, 1), (8, 3, 2), (9, 4, 1), (10, 4, 2),
            (99, 4, 2), (-1, 1, 1),
        ]
        for (offset, line, column) in places {
            let location = TextLocation(ofByte: offset, in: bytes.span)
            #expect(location.line == line && location.column == column, "\(offset)")
        }
    }

    @Test func `shows the line of a place with a mark`() {
        let bytes = Array("first\nsecönd = [1,,2]\nthird".utf8)
        let excerpt = Excerpt(of: bytes.span, around: 19)
        #expect(excerpt.description == "secönd = [1,,2]\n            ^")
        #expect(excerpt.location.line == 2)
        let long = [UInt8](repeating: 0x78, count: 1000)
        let cut = Excerpt(of: long.span, around: 500, width: 20)
        #expect(cut.text == "…" + String(repeating: "x", count: 20) + "…" && cut.markColumn == 11)
        for offset in [-5, 0, 5, 6, 28, 29, 100] {
            let text = Excerpt(of: bytes.span, around: offset, width: 4).text
            #expect(!text.contains("\n"))
        }
        let empty = Excerpt(of: [UInt8]().span, around: 0)
        #expect(empty.text == "" && empty.markColumn == 0)
    }
}
