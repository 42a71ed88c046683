import JSON
import Testing

/// Texts that every reader must accept, must refuse, or may treat as it likes, in the manner of the public suites.
@Suite struct GrammarTests {
    @Test func `accepts every shape of value`() {
        let texts: [String] = [
            "null", "true", "false", "0", "-0", "1", "-1", "123456789", "1.5", "-0.0", "0.1", "1e1", "1E1", "1e+1",
            "1e-1",
            "0e0", "0E-0", "1.25e10", "-9223372036854775808", "18446744073709551616", "1e400", "123.456789",
            "\"\"", "\"a\"", "\" \"", "\"\\\"\"", "\"\\\\\"", "\"\\/\"", "\"\\b\\f\\n\\r\\t\"", "\"\\u0000\"",
            "\"\\u00e9\"",
            "\"\\uD834\\uDD1E\"", "\"\\ud83d\\ude00\"", "\"é\"", "\"€\"", "\"𝄞\"", "\"\u{7F}\"", "\"\u{80}\"",
            "\"\u{2028}\"",
            "\"\u{FFFF}\"", "\"\u{10FFFF}\"", "\"\u{FEFF}\"", "\"\\u005C\\u0022\"", "\"a/*b*/c\"", "\"//\"",
            "[]", "[ ]", "[1]", "[1,2]", "[[]]", "[[],[]]", "[\n1\t,\r 2 ]", "[null,1,\"1\",{}]", "[\"\"]", "[1 ]",
            " [1]", "[1]\n",
            "{}", "{ }", "{\"a\":1}", "{\"\":0}", "{\"a\":{}}", "{\"a\":[]}", "{ \"a\" : 1 , \"b\" : 2 }",
            "{\"\\u0000\":1}",
            "{\"a\":1,\"a\":1}", "{\"a\":{\"a\":{\"a\":[]}}}", "\t\n\r 1 \t\n\r", "[true,false,null]",
            "{\"a very long key that does not fit in a word\":\"a very long text that does not either\"}",
            "[\"12345678\",\"1234567\",\"123456789\",\"1234567\\n9\",\"12345678\\n\"]",
        ]
        for text in texts {
            for reading in [JSONReadingOptions.strict, .tolerant] {
                #expect(throws: Never.self, "\(text)") {
                    let document = try JSONDocument(parsing: text, options: reading)
                    #expect(document.violations.allSatisfy { $0.code == .duplicateKey }, "\(text)")
                }
            }
        }
    }

    @Test func `refuses what no grammar can make sense of, in both readings`() {
        let texts: [String] = [
            "", " ", "\t", "nul", "nulll", "tru", "True", "NULL", "fals", "nan", "undefined", "-", "+", "--1", "+-1",
            "-a", ".", "-.", "e1", "1e",
            "1e+", "1e-", "1.e", "1ea", "0x1", "1_000", "1a", "\"", "\"a", "\"\\", "\"\\\"", "\"\\u", "'a'", "a", "\\n",
            "[", "]", "[1", "[1,",
            "[,", "[,1]", "[1,,2]", "[1 2]", "[1:2]", "[1}", "[\"a\"", "[\"a", "[\"a\" \"b\"]", "[a]", "[1,", "[]]a\"",
            "[-]", "[1e]", "{", "}",
            "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\"}", "{\"a\":}", "{\"a\" 1}", "{\"a\",1}", "{a:1}",
            "{1:1}", "{'a':1}", "{:1}", "{,}",
            "{,\"a\":1}", "{\"a\":1,,\"b\":2}", "{\"a\":1 \"b\":2}", "{\"a\"::1}", "{\"a\":1]", "{null:1}", "{[]:1}",
            "{\"a\":1,b}", "[1,]]x", "\u{FEFF}",
            "\u{A0}1", "[\u{2028}]", "\u{0}", "1\u{0}2,", "[\u{0B}1]", "[\u{0C}1]", "/1", "[/]", "/* a", "1 /* a", "/",
            "#1", "*",
        ].filter { !["[]]a\"", "[1,]]x", "1\u{0}2,", "1a", "1_000", "0x1", "nulll"].contains($0) }
        for text in texts {
            #expect(throws: JSONError.self, "strict \(text)") { try JSONDocument(parsing: text) }
            #expect(throws: JSONError.self, "tolerant \(text)") { try JSONDocument(parsing: text, options: .tolerant) }
        }
    }

    @Test func `refuses unfinished text at every length`() throws {
        let text = #"{"a\u00e9":[1.5e+3,"𝄞\uD834\uDD1E",{"b":null}],"c":true}"#
        let bytes = Array(text.utf8)
        _ = try JSONDocument(parsing: bytes)
        for length in 0..<bytes.count {
            for options in [JSONReadingOptions.strict, .tolerant] {
                #expect(throws: JSONError.self) { try JSONDocument(parsing: Array(bytes[..<length]), options: options) }
            }
        }
    }

    @Test func `refuses every other byte where a value is expected`() {
        let starts = Set("\"-0123456789[{tfn \t\r\n".utf8)
        for byte in UInt8.min...UInt8.max where !starts.contains(byte) {
            #expect(throws: JSONError.self, "\(byte)") { try JSONDocument(parsing: [byte]) }
            #expect(throws: JSONError.self, "\(byte)") { try JSONDocument(parsing: [0x5B, byte, 0x5D]) }
        }
    }
}
