import JSON
import Testing

@Suite struct TolerantReadingTests {
    /// A text, what is wrong with it and where, and what it is read as.
    struct Vector {
        let bytes: [UInt8]
        let violations: [(JSONError.Code, Range<Int>)]
        let value: JSON

        init(_ text: String, _ violations: [(JSONError.Code, Range<Int>)], _ value: JSON) {
            self.init(bytes: Array(text.utf8), violations, value)
        }

        init(bytes: [UInt8], _ violations: [(JSONError.Code, Range<Int>)], _ value: JSON) {
            self.bytes = bytes
            self.violations = violations
            self.value = value
        }
    }

    static let vectors: [Vector] = [
        Vector("\u{FEFF}1", [(.byteOrderMark, 0..<3)], 1),
        Vector("1 2", [(.trailingContent, 2..<3)], 1),
        Vector("{}\n{}", [(.trailingContent, 3..<5)], [:]),
        Vector("[]]", [(.trailingContent, 2..<3)], []),
        Vector("nulll", [(.trailingContent, 4..<5)], nil),
        Vector("1a", [(.trailingContent, 1..<2)], 1),
        Vector("0x1", [(.trailingContent, 1..<3)], 0),
        Vector("[1,]", [(.trailingComma, 2..<3)], [1]),
        Vector("{\"a\":1 , }", [(.trailingComma, 7..<8)], ["a": 1]),
        Vector("[1/**/,//x\n2]", [(.comment, 2..<6), (.comment, 7..<10)], [1, 2]),
        Vector("/***/ 1 //", [(.comment, 0..<5), (.comment, 8..<10)], 1),
        Vector("{/*\"*/\"a\"/**/:/**/1}", [(.comment, 1..<6), (.comment, 9..<13), (.comment, 14..<18)], ["a": 1]),
        Vector("[/**/]", [(.comment, 1..<5)], []),
        Vector("[01]", [(.malformedNumber, 1..<3)], [1]),
        Vector("[-007.50]", [(.malformedNumber, 1..<8)], [-7.5]),
        Vector("[00]", [(.malformedNumber, 1..<3)], [0]),
        Vector("[+1]", [(.malformedNumber, 1..<3)], [1]),
        Vector("[.5]", [(.malformedNumber, 1..<3)], [0.5]),
        Vector("[-.5]", [(.malformedNumber, 1..<4)], [-0.5]),
        Vector("[1.]", [(.malformedNumber, 1..<3)], [1]),
        Vector("[1.e2]", [(.malformedNumber, 1..<5)], [100]),
        Vector("[01e1]", [(.malformedNumber, 1..<5)], [10]),
        Vector("NaN", [(.notFinite, 0..<3)], nil),
        Vector("[-Infinity,+Infinity]", [(.notFinite, 1..<10), (.notFinite, 11..<20)], [nil, nil]),
        Vector("\"a\tb\"", [(.controlCharacter, 2..<3)], "a\tb"),
        Vector("\"\u{0}\n\"", [(.controlCharacter, 1..<2), (.controlCharacter, 2..<3)], "\u{0}\n"),
        Vector(#""\x""#, [(.invalidEscape, 1..<2)], #"\x"#),
        Vector(#""\u12G4\u00""#, [(.invalidEscape, 1..<2), (.invalidEscape, 7..<8)], #"\u12G4\u00"#),
        Vector(#""\U0041\'""#, [(.invalidEscape, 1..<2), (.invalidEscape, 7..<8)], #"\U0041\'"#),
        Vector(#""\uD800""#, [(.loneSurrogate, 1..<7)], "\u{FFFD}"),
        Vector(#""\uDC00x""#, [(.loneSurrogate, 1..<7)], "\u{FFFD}x"),
        Vector(#""\uD800\uD800\uDC00""#, [(.loneSurrogate, 1..<7)], "\u{FFFD}\u{10000}"),
        Vector(#""\uD800\n\uDFFF""#, [(.loneSurrogate, 1..<7), (.loneSurrogate, 9..<15)], "\u{FFFD}\n\u{FFFD}"),
        Vector(bytes: [0x22, 0xFF, 0x22], [(.invalidUTF8, 1..<2)], "\u{FFFD}"),
        Vector(bytes: [0x22, 0xE2, 0x82, 0x22], [(.invalidUTF8, 1..<3)], "\u{FFFD}"),
        Vector(
            bytes: [0x22, 0xC0, 0xAF, 0x22],
            [(.invalidUTF8, 1..<2), (.invalidUTF8, 2..<3)],
            "\u{FFFD}\u{FFFD}"
        ),
        Vector("{\"a\":1,\"\\u0061\":2}", [(.duplicateKey, 7..<15)], .object([("a", 1), ("a", 2)])),
    ]

    @Test func `reports each violation with its place and reads on`() throws {
        for vector in Self.vectors {
            let text = String(decoding: vector.bytes, as: UTF8.self)
            let document = try JSONDocument(parsing: vector.bytes, options: .tolerant)
            #expect(document.violations.map(\.code) == vector.violations.map(\.0), "\(text)")
            #expect(document.violations.map(\.byteRange) == vector.violations.map(\.1), "\(text)")
            #expect(document.violationCount == vector.violations.count)
            #expect(try JSON(document.root) == vector.value, "\(text)")
            #expect(document.bytes == vector.bytes)
        }
    }

    @Test func `refuses in a strict reading at the byte that the tolerant one reports`() {
        for vector in Self.vectors where vector.violations[0].0 != .duplicateKey {
            var options = JSONReadingOptions.strict
            options.loneSurrogates = .refuse
            let text = String(decoding: vector.bytes, as: UTF8.self)
            let error = #expect(throws: JSONError.self, "\(text)") {
                try JSONDocument(parsing: vector.bytes, options: options)
            }
            #expect(error?.offset == vector.violations[0].1.lowerBound, "\(text)")
            if vector.violations[0].0 != .comment { #expect(error?.code == vector.violations[0].0, "\(text)") }
        }
    }

    @Test func `writes what it repaired as valid JSON`() throws {
        for vector in Self.vectors {
            let document = try JSONDocument(parsing: vector.bytes, options: .tolerant)
            for bytes in [document.root.compacted(), document.root.prettyPrinted()] {
                let repaired = try JSONDocument(parsing: bytes)
                let expected = try JSONDocument(parsing: vector.value.encoded())
                // Lone surrogates are valid JSON, and keep their spelling.
                guard vector.violations[0].0 != .loneSurrogate else { continue }
                #expect(JSONComparison().areEqual(repaired.root, expected.root))
            }
        }
    }

    @Test func `lists a bounded number of violations and counts the rest`() throws {
        let bytes = [UInt8](repeating: 1, count: 1000)
        var options = JSONReadingOptions.tolerant
        options.maximumViolations = 7
        let document = try JSONDocument(parsing: [0x22] + bytes + [0x22], options: options)
        #expect(document.violations.count == 7)
        #expect(document.violationCount == 1000)
    }
}
