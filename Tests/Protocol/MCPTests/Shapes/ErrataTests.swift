import JSON
import Testing

@testable import MCP

/// Values that the text of a revision and its schema file read differently.
struct ErratumExamples {
    let erratum: String
    let revision: Revision
    let shape: String
    let json: JSON
    /// Whether we take it; the file does the opposite.
    let isTaken: Bool

    init(_ erratum: String, _ revision: Revision, _ shape: String, _ json: JSON, isTaken: Bool) {
        (self.erratum, self.revision, self.shape, self.json, self.isTaken) = (erratum, revision, shape, json, isTaken)
    }

    static let all: [ErratumExamples] = legacy + modern

    private static let legacy = [
        ErratumExamples(
            "elicited-numbers",
            .june2025,
            "ElicitResult",
            ["action": "accept", "content": ["height": 1.85]],
            isTaken: true
        ),
        ErratumExamples(
            "elicited-numbers",
            .november2025,
            "ElicitResult",
            ["action": "accept", "content": ["height": 1.85]],
            isTaken: true
        ),
        ErratumExamples("null-id-in-errors", .november2024, "JSONRPCErrorResponse", nullID, isTaken: true),
        ErratumExamples("null-id-in-errors", .march2025, "JSONRPCErrorResponse", nullID, isTaken: true),
        ErratumExamples("null-id-in-errors", .june2025, "JSONRPCErrorResponse", nullID, isTaken: true),
        ErratumExamples("completion-limit", .november2024, "CompleteResult", completions(101), isTaken: false),
        ErratumExamples("completion-limit", .november2025, "CompleteResult", completions(101), isTaken: false),
    ]

    private static let modern = [
        ErratumExamples(
            "elicited-numbers",
            .july2026,
            "ElicitResult",
            ["action": "accept", "content": ["height": 1.85]],
            isTaken: true
        ),
        ErratumExamples("json-values", .july2026, "ServerCapabilities", ["logging": ["rate": nil]], isTaken: true),
        ErratumExamples(
            "result-types",
            .july2026,
            "CallToolResult",
            ["resultType": "done", "content": []],
            isTaken: false
        ),
        ErratumExamples(
            "result-types",
            .july2026,
            "InputRequiredResult",
            ["resultType": "input_required"],
            isTaken: false
        ),
        ErratumExamples("tasks-extension", .july2026, "SubscriptionFilter", ["taskIds": "t"], isTaken: false),
    ]

    private static let nullID: JSON = ["jsonrpc": "2.0", "id": nil, "error": ["code": -32700, "message": "no JSON"]]

    private static func completions(_ count: Int) -> JSON {
        ["completion": ["values": .array((0..<count).map { JSON("\($0)") })]]
    }
}

@Suite struct ErrataTests {
    @Test func `errata read values differently from the files, and nothing else does`() throws {
        for example in ErratumExamples.all {
            let value = try JSONDocument(parsing: example.json.encoded()).root
            let errata = Erratum.all.filter { $0.name == example.erratum && $0.validity.contains(example.revision) }
            #expect(errata.count == 1)
            #expect(ShapeLibrary.of(example.revision).isValid(value, as: example.shape) == example.isTaken)
            let published = ShapeLibrary(example.revision, asPublished: errata)
            #expect(published.isValid(value, as: example.shape) != example.isTaken, "\(example.erratum)")
            let others = ShapeLibrary(example.revision, asPublished: Erratum.all.filter { !errata.contains($0) })
            #expect(others.isValid(value, as: example.shape) == example.isTaken)
        }
    }

    @Test func `every erratum that changes a shape has an example`() {
        for erratum in Erratum.all where !erratum.published.isEmpty {
            #expect(
                ErratumExamples.all.contains { $0.erratum == erratum.name && erratum.validity.contains($0.revision) }
            )
        }
    }

    @Test func `what pages show beside the files passes`() throws {
        let field = try JSONDocument(parsing: #"{"type":"string","pattern":"^[a-z]+$"}"#).root
        #expect(ShapeLibrary.of(.november2025).isValid(field, as: "PrimitiveSchemaDefinition"))
        let embedded = #"{"type":"resource","resource":{"uri":"a:b","text":"t","annotations":{"priority":0.9}}}"#
        let block = try JSONDocument(parsing: embedded).root
        #expect(ShapeLibrary.of(.june2025).isValid(block, as: "ContentBlock"))
        let task = #"{"task":{"taskId":"t","status":"working","createdAt":"2025-11-25T10:00:00Z","#
        let created = try JSONDocument(parsing: task + #""lastUpdatedAt":"2025-11-25T10:00:00Z","ttl":null}}"#).root
        #expect(ShapeLibrary.of(.november2025).isValid(created, as: "ServerResult"))
    }
}
