import JSON
import Testing

@testable import JSONSchema

struct KeywordTests {
    @Test func `keywords that look at one value`() throws {
        for vector in AssertionVectors.all { try vector.check() }
    }

    @Test func `keywords that apply schemas`() throws {
        for vector in ApplicatorVectors.all { try vector.check() }
    }

    @Test func `keywords that name and call schemas`() throws {
        for vector in CoreVectors.all { try vector.check() }
    }

    @Test func `keywords of draft-07`() throws {
        var options = SchemaOptions()
        options.defaultDialect = .draft07
        for vector in CoreVectors.draft07 { try vector.check(options) }
    }

    @Test func `format as an assertion`() throws {
        var options = SchemaOptions()
        options.formats = .assertion
        try KeywordVector(
            "format",
            #"{"format": "date"}"#,
            valid: ["\"2024-02-29\"", "7"],
            invalid: ["\"2023-02-29\"", "\"x\""]
        ).check(options)
        try KeywordVector("format", #"{"format": "nobody-knows"}"#, valid: ["\"x\""], invalid: []).check(options)
    }

    @Test func `the registry holds every keyword that the metaschemas describe, and no other`() throws {
        for edition in SchemaOptions.Dialect.allCases {
            let prefix = edition == .draft07 ? "draft-07" : "2020-12"
            var described: Set<String> = []
            for (uri, document) in Metaschemas.documents where uri.contains(prefix) {
                // The metaschema of 2020-12 itself describes only what earlier editions had.
                if uri == SchemaDialect.metaschema(of: .draft2020) { continue }
                for member in document["properties"]?.object?.effectiveMembers ?? [] { described.insert(member.key) }
            }
            #expect(Set(KeywordRegistry.keywords(of: edition).keys) == described)
        }
        #expect(KeywordRegistry.all.map(\.order) == Array(KeywordRegistry.all.indices))
    }

    @Test func `every keyword has a vector`() {
        let vectors = AssertionVectors.all + ApplicatorVectors.all + CoreVectors.all + CoreVectors.draft07
        let texts = vectors.map(\.schema)
        for keyword in KeywordRegistry.all {
            #expect(texts.contains { $0.contains("\"\(keyword.name)\":") }, "\(keyword.name)")
        }
    }
}
