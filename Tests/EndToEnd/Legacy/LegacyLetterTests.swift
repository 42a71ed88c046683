import Fixtures
import JSON
import MCP
import Reactor
import Testing

/// The reference server against rules of the legacy revisions that the official suite does not look at.
@Suite(.timeLimit(.minutes(1))) struct LegacyLetterTests {
    private static func converse(
        _ revision: Revision,
        _ capabilities: JSON = [:],
        _ body: @escaping @Sendable (Conversation) async throws -> Void
    ) async throws {
        let everything = try #require(FixtureSet.named("everything"))
        try await ServedFixtures.run(everything) { url, loop in
            let conversation = Conversation(url, revision, on: loop, capabilities: capabilities)
            defer { conversation.close() }
            try await conversation.begin()
            try await body(conversation)
        }
    }

    @Test func `no page is asked for under an id that was used before`() async throws {
        try await Self.converse(.november2025, ["elicitation": ["url": [:]]]) { conversation in
            let ids = Locked<[String]>([])
            for _ in 0..<3 {
                _ = try await conversation.call("test_elicitation_url") { _, params in
                    ids.withLock { $0.append(params?["elicitationId"]?.string ?? "none") }
                    return ["action": "accept"]
                }
            }
            #expect(Set(ids.withLock { $0 }).subtracting(["none"]).count == 3)
        }
    }

    @Test func `forms have no fields that the revision does not know`() async throws {
        try await Self.converse(.june2025, ["elicitation": [:]]) { conversation in
            let listed = try await conversation.request("tools/list").result?["tools"]?.array ?? []
            for tool in listed.compactMap({ $0["name"]?.string }) where tool.hasPrefix("test_elicitation") {
                _ = try await conversation.call(tool) { method, params in
                    #expect(method == "elicitation/create" && params?["mode"] == nil)
                    for field in params?["requestedSchema"]?["properties"]?.object ?? [] {
                        #expect(["string", "number", "integer", "boolean"].contains(field.value["type"]?.string))
                        #expect(field.value["oneOf"] == nil)
                        #expect(field.value["default"] == nil || field.value["type"] == "boolean")
                    }
                    return ["action": "decline"]
                }
            }
        }
    }

    @Test(arguments: Revision.legacy)
    func `no tool asks a client that offers nothing`(_ revision: Revision) async throws {
        try await Self.converse(revision) { conversation in
            for tool in ["test_sampling", "test_elicitation", "test_elicitation_url", "confirm_delete"] {
                let reply = try await conversation.call(tool, ["prompt": "p", "message": "m", "filename": "f"])
                #expect(reply.messages.allSatisfy { $0["method"] == nil })
                #expect(reply.error != nil || reply.result?["isError"] == true)
            }
        }
    }

    @Test func `a prompt holds no resource without a URI`() async throws {
        try await Self.converse(.november2025) { conversation in
            for (uri, code) in [("test://a", nil), ("", -32602), ("../a", -32602)] as [(String, Int?)] {
                let params: JSON = [
                    "name": "test_prompt_with_embedded_resource", "arguments": ["resourceUri": .string(uri)],
                ]
                let reply = try await conversation.request("prompts/get", params)
                #expect(reply.code == code)
            }
        }
    }

    @Test(arguments: ["1.5", "true", "null", "[]", "{}"])
    func `what is no token brings no progress`(_ token: String) async throws {
        try await Self.converse(.november2025) { conversation in
            let meta: JSON = ["progressToken": try JSON(parsing: Array(token.utf8))]
            let reply = try await conversation.request(
                "tools/call",
                ["name": "test_tool_with_progress", "arguments": [:]],
                meta: meta
            )
            #expect(reply.sent("notifications/progress").isEmpty)
        }
    }
}
