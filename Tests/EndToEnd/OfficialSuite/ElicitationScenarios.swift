import JSON
import MCP
import Reactor
import Testing

/// What forms look like.
enum ElicitationScenarios {
    static let all = [
        SuiteScenario("elicitation-sep1034-defaults", [.november2025], capabilities: ["elicitation": [:]]) {
            suite async throws in
            let form = try await form(of: "test_elicitation_sep1034_defaults", suite)
            let defaults = form["properties"]?.object?.map { ($0.key, $0.value["default"] ?? .null) } ?? []
            #expect(
                JSON.object(defaults.map { (key: $0.0, value: $0.1) }) == [
                    "name": "John Doe", "age": 30, "score": 95.5, "status": "active", "verified": true,
                ]
            )
            #expect(form["properties"]?["status"]?["enum"] == ["active", "inactive", "pending"])
        },
        SuiteScenario("elicitation-sep1330-enums", [.november2025], capabilities: ["elicitation": [:]]) {
            suite async throws in
            let form = try #require(try await form(of: "test_elicitation_sep1330_enums", suite)["properties"])
            #expect(form["untitledSingle"]?["enum"]?.array?.isEmpty == false)
            #expect(form["titledSingle"]?["oneOf"]?[0]?["const"]?.string != nil)
            #expect(form["titledSingle"]?["oneOf"]?[0]?["title"]?.string != nil)
            #expect(form["legacyEnum"]?["enumNames"]?.array?.count == form["legacyEnum"]?["enum"]?.array?.count)
            #expect(form["untitledMulti"]?["type"] == "array")
            #expect(form["untitledMulti"]?["items"]?["enum"]?.array?.isEmpty == false)
            #expect(form["titledMulti"]?["items"]?["anyOf"]?[0]?["const"]?.string != nil)
        },
    ]

    /// The form that a tool shows.
    private static func form(of tool: String, _ suite: Conversation) async throws -> JSON {
        let seen = Locked<JSON?>(nil)
        let reply = try await suite.call(tool) { method, params in
            guard method == "elicitation/create" else { return nil }
            seen.withLock { $0 = params?["requestedSchema"] }
            return ["action": "accept", "content": [:]]
        }
        #expect(reply.contentText?.contains("action: accept") == true)
        return try #require(seen.withLock { $0 })
    }
}
