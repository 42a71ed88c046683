internal import JSON
internal import Patterns

/// Makes texts of a length, a pattern or a format.
enum TextSampler {
    static func text(for constraints: SchemaConstraints, using random: inout some RandomNumberGenerator) -> String? {
        let least = constraints.minimumLength
        guard least <= constraints.maximumLength, least <= 100_000 else { return nil }
        let most = min(constraints.maximumLength, least + 12)
        if let pattern = constraints.patterns.first {
            return generator(pattern)?.example(
                using: &random,
                length: least...min(constraints.maximumLength, least + 200)
            )
        }
        if let format = constraints.formats.first, let examples = FormatExamples.table[format] {
            return examples.valid.filter { (least...constraints.maximumLength).contains($0.unicodeScalars.count) }
                .randomElement(using: &random)
        }
        let count = Int.random(in: least...most, using: &random)
        return String((0..<count).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] })
    }

    /// A name for a member that is not declared; nil when none can be had.
    static func memberName(
        for constraints: SchemaConstraints,
        taken: [String],
        using random: inout some RandomNumberGenerator
    ) -> String? {
        let source: String?
        if constraints.isClosed {
            guard let pattern = constraints.patternProperties.randomElement(using: &random)?.pattern else { return nil }
            source = generator(pattern)?.example(using: &random, length: 0...40)
        } else if let pattern = constraints.propertyNames.lazy.compactMap({ $0["pattern"]?.string }).first {
            source = generator(pattern)?.example(using: &random, length: 0...40)
        } else {
            source = "extra\(Int.random(in: 0..<1_000, using: &random))"
        }
        return source.flatMap { taken.contains($0) ? nil : $0 }
    }

    static func matches(_ text: String, _ pattern: String) -> Bool {
        guard let compiled = compile(pattern) else { return false }
        return (try? compiled.matches(text)) ?? false
    }

    static func generator(_ pattern: String) -> PatternGenerator? { compile(pattern).map(PatternGenerator.init) }

    private static func compile(_ pattern: String) -> Pattern? { try? Pattern(pattern, options: .tolerant) }

    private static let letters = Array("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789 -_ü€😀")
}

/// Texts that have a format, and texts that nearly have it.
enum FormatExamples {
    static let table: [String: (valid: [String], invalid: [String])] = [
        "date": (["2024-02-29", "1999-12-31"], ["2023-02-29", "2024-1-1"]),
        "time": (["08:30:06Z", "23:59:59.5+02:00"], ["24:00:00Z", "08:30"]),
        "date-time": (
            ["2024-02-29T08:30:06Z", "1999-12-31T23:59:59.5+02:00"], ["2024-02-30T08:30:06Z", "2024-02-29"]
        ),
        "duration": (["P1D", "PT5M30S", "P2W"], ["P", "1D", "PT"]),
        "email": (["ada@example.com", "a.b+c@example.org"], ["ada", "ada@", "a..b@example.com"]),
        "idn-email": (["ada@example.com", "ü@example.com"], ["ada", "ü@"]),
        "hostname": (["example.com", "a-1.example"], ["-a.example", "a..b"]),
        "idn-hostname": (["bücher.example", "example.com"], ["-ü", "a..b"]),
        "ipv4": (["127.0.0.1", "192.168.1.20"], ["256.0.0.1", "1.2.3"]),
        "ipv6": (["::1", "2001:db8::7"], ["1::2::3", "12345::"]),
        "uri": (["https://example.com/a?b=c", "urn:isbn:0451450523"], ["/relative", "https://a b"]),
        "uri-reference": (["/a/b", "?q=1", "https://example.com/"], ["\\a", "a b"]),
        "iri": (["https://bücher.example/ä"], ["/relative", "https://a b"]),
        "iri-reference": (["/ä", "#ö"], ["\\a", "a b"]),
        "uri-template": (["/users/{id}", "/find{?q,page}"], ["/users/{id", "{}"]),
        "json-pointer": (["", "/a/0", "/a~1b"], ["a", "/~2"]),
        "relative-json-pointer": (["0", "1/a", "2#"], ["-1", "/a"]),
        "uuid": (
            ["2eb8aa08-aa98-11ea-b4aa-73b441d16380"], ["2eb8aa08-aa98-11ea-b4aa-73b441d1638", "2eb8aa08aa9811ea"]
        ),
        "regex": (["^[a-z]+$", "a|b"], ["(", "[a"]),
    ]
}
