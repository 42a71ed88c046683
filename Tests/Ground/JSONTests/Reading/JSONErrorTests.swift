import JSON
import Testing

@Suite struct JSONErrorTests {
    private func failure(_ text: String, _ options: JSONReadingOptions = .strict) -> JSONError? {
        #expect(throws: JSONError.self) { try JSONDocument(parsing: text, options: options) }
    }

    @Test func `names offset, line and column, counted in bytes`() throws {
        let error = try #require(failure("{\n  \"é\": tru\n}"))
        #expect(error.code == .unexpectedByte)
        #expect((error.offset, error.line, error.column) == (10, 2, 9))
        #expect(error.description == "expected a value, saw 't' at byte 10 (line 2, column 9)")
    }

    @Test func `counts lines that end with CR, LF or both`() throws {
        let error = try #require(failure("[\r1,\r\n2,\n\n x]"))
        #expect((error.line, error.column) == (5, 2))
    }

    @Test func `says what was expected`() {
        let cases: [(String, String, String)] = [
            ("", "a value", "the end of the input"),
            ("[1 2]", "',' or ']'", "'2'"),
            ("{\"a\":1 \"b\"}", "',' or '}'", "'\"'"),
            ("{a}", "a key in quotation marks", "'a'"),
            ("{\"a\",", "':' after the key", "','"),
            ("\"ab", "the closing quotation mark of the string at byte 0", "the end of the input"),
            ("[\u{1}", "a value", "byte 0x01"),
            ("-x", "a digit", "'x'"),
            ("1e+x", "a digit of the exponent", "'x'"),
            ("[]x", "nothing after the value", "'x'"),
            ("\u{FEFF}1", "a value", "a byte order mark"),
        ]
        for (text, expected, seen) in cases {
            let error = failure(text)
            #expect(error?.expected == expected, "\(text)")
            #expect(error?.seen == seen, "\(text)")
        }
    }

    @Test func `says what is wrong with a string`() {
        let cases: [([UInt8], String)] = [
            ([0xC1, 0x81], "an overlong sequence"), ([0xE0, 0x9F, 0x80], "an overlong sequence"),
            ([0xF0, 0x8F, 0x80, 0x80], "an overlong sequence"), ([0xED, 0xA0, 0x80], "an encoded surrogate"),
            ([0xF4, 0x90, 0x80, 0x80], "a character above U+10FFFF"), ([0xF5, 0x80], "a character above U+10FFFF"),
            ([0xFE], "a byte that UTF-8 never uses"), ([0x80], "a continuation byte without a first byte"),
            ([0xE2, 0x82], "a character that is cut short"), ([0xF0, 0x9F, 0x98], "a character that is cut short"),
            ([0xC3], "a character that is cut short"), ([0xE0], "a character that is cut short"),
        ]
        for (text, seen) in cases {
            let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: [0x22] + text + [0x22]) }
            #expect(error?.code == .invalidUTF8)
            #expect(error?.seen == seen)
            #expect(error?.offset == 1)
        }
    }

    @Test func `describes a violation in one sentence`() throws {
        let document = try JSONDocument(parsing: "[01]", options: .tolerant)
        #expect(
            document.violations.first?.description
                == "expected digits without leading zero or plus sign, and digits on both sides of a point, saw '0' at byte 1"
        )
    }
}
