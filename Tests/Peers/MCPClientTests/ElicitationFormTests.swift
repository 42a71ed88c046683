import JSON
import Testing

@testable import MCPClient

@Suite struct ElicitationFormTests {
    @Test func `what was left out is filled with defaults`() {
        let schema: JSON = [
            "type": "object",
            "properties": [
                "name": ["type": "string", "default": "Ada"], "age": ["type": "integer", "default": 36],
                "note": ["type": "string"],
            ],
        ]
        #expect(ElicitationForm.filled(["age": 20], by: schema) == ["age": 20, "name": "Ada"])
        #expect(ElicitationForm.filled(["age": 20], by: nil) == ["age": 20])
    }
}
