import Patterns
import Testing

@Suite struct TolerantReadingTests {
    @Test func `reads what Annex B reads and reports it`() throws {
        let vectors: [(source: String, text: String, codes: [PatternError.Code])] = [
            ("^\\-\\_\\a$", "-_a", [.invalidEscape, .invalidEscape, .invalidEscape]),
            ("^{$", "{", [.unexpectedCharacter]), ("^a{$", "a{", [.unexpectedCharacter]),
            ("^a{,5}$", "a{,5}", [.unexpectedCharacter, .unexpectedCharacter]),
            ("^a{1$", "a{1", [.unexpectedCharacter]), ("^}]$", "}]", [.unexpectedCharacter, .unexpectedCharacter]),
            ("^[\\w-.]+$", "a-.", [.invalidClassRange]), ("^[a-\\d]+$", "a-5", [.invalidClassRange]),
            ("^[\\_]$", "_", [.invalidEscape]), ("^\\1$", "\u{1}", [.invalidEscape]),
            ("^\\101$", "A", [.invalidEscape]), ("^\\8$", "8", [.invalidEscape]), ("^\\00$", "\0", [.invalidEscape]),
            ("^(a)\\2$", "a\u{2}", [.invalidEscape]), ("^\\xg$", "xg", [.invalidEscape]),
            ("^\\u12$", "u12", [.invalidEscape]), ("^\\c$", "\\c", [.invalidEscape]),
            ("^\\c1$", "\\c1", [.invalidEscape]), ("^[\\c1]$", "\u{11}", [.invalidEscape]),
            ("^\\k$", "k", [.invalidEscape]),
            ("^\\pL$", "pL", [.invalidEscape]), ("^(?=a)*b$", "b", [.nothingToRepeat]),
            ("^(?!a)?b$", "b", [.nothingToRepeat]),
        ]
        for (source, text, codes) in vectors {
            let pattern = try Pattern(source, options: .tolerant)
            #expect(pattern.violations.map(\.code) == codes, "\(source)")
            #expect(try pattern.matches(text), "\(source)")
            #expect(throws: PatternError.self, "\(source)") { try Pattern(source) }
        }
    }

    @Test func `still refuses what no mode allows`() {
        for source in [
            "a**", "*", "(", ")", "[", "[b-a]", "a{2,1}", "(?<n>a)(?<n>b)", "\\", "{1}", "(?<=a)*", "(?<n>a)\\k",
            "(?<n>a)[\\k]", "(?a)", "^*", "\\p{Foo}",
        ] {
            #expect(throws: PatternError.self, "\(source)") { try Pattern(source, options: .tolerant) }
        }
    }

    @Test func `reports where the deviation stands`() throws {
        let pattern = try Pattern("ab\\-é{", options: .tolerant)
        #expect(pattern.violations.map(\.byteRange) == [2..<4, 6..<7])
        #expect(
            pattern.violations.first?.description
                == "expected an escape of Unicode mode, saw '\\-' at byte 2 of the pattern"
        )
    }

    @Test func `finds nothing to report in patterns of Unicode mode`() throws {
        for source in ["^[\\w.-]+$", "\\u{1F600}", "(?<n>a)\\k<n>", "[\\-\\]]", "\\p{L}+"] {
            #expect(try Pattern(source, options: .tolerant).violations.isEmpty, "\(source)")
        }
    }
}
