import Testing

@testable import JSON

@Suite struct JSONDocumentTests {
    @Test func `reads members, elements and scalars`() throws {
        let document = try JSONDocument(
            parsing: #" {"a": [1, 2.50, -3e2], "b\u0041": "x\ny", "c": {"d": null, "e": true}} "#
        )
        let root = document.root
        #expect(root.kind == .object)
        #expect(root["a"]?.array?.count == 3)
        #expect(root["a"]?[0]?.int64 == 1)
        #expect(root["a"]?[1]?.number?.lexeme == "2.50")
        #expect(root["a"]?[2]?.int64 == -300)
        #expect(root["bA"]?.string == "x\ny")
        #expect(root["c"]?["d"]?.isNull == true)
        #expect(root["c"]?["e"]?.bool == true)
        #expect(root["c"]?.rawText == #"{"d": null, "e": true}"#)
        #expect(root.object?.map(\.key) == ["a", "bA", "c"])
    }
}
