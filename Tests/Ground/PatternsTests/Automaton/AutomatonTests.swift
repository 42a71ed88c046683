import TestKit
import Testing

@testable import Patterns

@Suite struct AutomatonTests {
    @Test func `is small for everyday patterns`() throws {
        for (source, states) in [
            ("^[a-zA-Z_][a-zA-Z0-9_]*$", 4), ("^\\d{4}-\\d{2}-\\d{2}$", 13), ("foo", 5), ("^(a+)+$", 4),
        ] {
            let automaton = try #require(AutomatonBuilder.build(try Pattern(source).compiled))
            #expect(automaton.stateCount <= states, "\(source)")
        }
    }

    @Test func `is given up where it would grow without bounds`() throws {
        let pattern = try Pattern("a.{20}b")
        #expect(AutomatonBuilder.build(pattern.compiled) == nil)
        #expect(try pattern.matches("xxa01234567890123456789b"))
        #expect(try !pattern.matches("xxa0123456789012345678b"))
    }

    @Test func `is not built for lookarounds and backreferences`() throws {
        for source in ["(?=a)", "(a)\\1"] { #expect(AutomatonBuilder.build(try Pattern(source).compiled) == nil) }
    }

    @Test func `decides as the simulations do`() throws {
        let sources = [
            "\\b", "\\B", "^\\b.\\B", "\\bé|ж\\b", "a\\b$|^$", "[^\\p{L}]\\b\\w", "(?:\\Ba|b\\b)*$",
            "^(?:[a-c]|\\W){2,5}$",
            "\\p{Lu}[\\P{Ll}é]*\\s", "$\\B", "^^a|b$$", "(?:a|^)(?:b|$)", "\\b$", "[^\\w\\s]",
        ]
        let seed: UInt64 = 42
        var random = SeededRandom(seed: seed)
        let alphabet = Array("abcAB1_- \néжЖ漢😀")
        for source in sources {
            let pattern = try Pattern(source)
            let automaton = try #require(AutomatonBuilder.build(pattern.compiled))
            for _ in 0..<200 {
                let length = Int.random(in: 0...8, using: &random)
                let text = String(
                    (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
                )
                var steps = 0
                let expected = pattern.simulate(ScalarText(text.utf8.span), steps: &steps)
                #expect(automaton.matches(text.utf8.span) == expected, "\(source) on \(text), seed \(seed)")
                #expect(try (pattern.firstMatch(in: text) != nil) == expected, "\(source) on \(text), seed \(seed)")
            }
        }
    }
}
