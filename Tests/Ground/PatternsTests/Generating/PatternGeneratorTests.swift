import Patterns
import TestKit
import Testing

@Suite struct PatternGeneratorTests {
    private static let sources = [
        "^[a-zA-Z_][a-zA-Z0-9_]*$", "^[a-zA-Z0-9_.-]{1,128}$", "^\\d{4}-\\d{2}-\\d{2}$", "foo|bar", "^(?!foo)[a-z]{3}$",
        "^(?=.*\\d)(?=.*[A-Z])(?=.*[a-z]).{8,}$", "^([ab]+)-\\1$", "\\bword\\b", "^[^\\s]+$", "^\\p{Lu}\\p{Ll}+$",
        "^\\p{Script=Han}{2}$", "^#(?:[0-9a-fA-F]{3}){1,2}$", "(?<=\\$)\\d+", "^[\\W\\D]$", "^$", "a{3}",
        "^(?:a|b|)*c$",
        "^[^@]+@[^@]+\\.[a-z]{2,}$", "^\\u{1F600}?x$", "[^]", "foo(?=bar)", "(?<!\\d)x{2}(?!\\d)",
    ]

    @Test func `makes texts that match`() throws {
        for source in Self.sources {
            let pattern = try Pattern(source)
            let generator = PatternGenerator(pattern)
            for seed in 0..<30 as Range<UInt64> {
                var random = SeededRandom(seed: seed)
                guard let text = generator.example(using: &random) else {
                    Issue.record("no text for \(source), seed \(seed)")
                    continue
                }
                #expect(try pattern.firstMatch(in: text) != nil, "\(source) on \(text), seed \(seed)")
            }
        }
    }

    @Test func `makes texts that nearly match`() throws {
        for source in Self.sources where source != "[^]" {
            let pattern = try Pattern(source)
            for seed in 0..<30 as Range<UInt64> {
                var random = SeededRandom(seed: seed)
                guard let text = PatternGenerator(pattern).nearMiss(using: &random) else {
                    Issue.record("no text for \(source), seed \(seed)")
                    continue
                }
                #expect(try pattern.firstMatch(in: text) == nil, "\(source) on \(text), seed \(seed)")
            }
        }
    }

    @Test func `keeps to lengths`() throws {
        var random = SeededRandom(seed: 1)
        for (source, length) in [
            ("^[a-z]+$", 20...30), ("x", 10...10), ("^[a-z]{1,128}$", 100...128), ("^.*$", 0...0), ("^a", 50...60),
        ] {
            let generator = PatternGenerator(try Pattern(source))
            let text = try #require(generator.example(using: &random, length: length), "\(source)")
            #expect(length.contains(text.unicodeScalars.count), "\(source)")
        }
        #expect(PatternGenerator(try Pattern("^a{5}$")).example(using: &random, length: 0...4) == nil)
    }

    @Test func `gives the same text for the same seed`() throws {
        let generator = PatternGenerator(try Pattern("^[a-z0-9]{8,20}$"))
        var first = SeededRandom(seed: 7)
        var second = SeededRandom(seed: 7)
        for _ in 0..<10 { #expect(generator.example(using: &first) == generator.example(using: &second)) }
    }

    @Test func `gives up where no text can be`() throws {
        var random = SeededRandom(seed: 1)
        for source in ["a^b", "[]", "\\ud800", "(?!)", "^a{40000}$"] {
            #expect(PatternGenerator(try Pattern(source)).example(using: &random) == nil, "\(source)")
        }
        for source in ["", "^", ".*", "a*"] {
            #expect(PatternGenerator(try Pattern(source)).nearMiss(using: &random) == nil, "\(source)")
        }
    }
}
