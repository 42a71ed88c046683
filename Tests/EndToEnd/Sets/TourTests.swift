import Fixtures
import HTTPWire
import JSON
import MCP
import Testing

/// Everything that every set offers, used once in every revision; the shapes judge each answer.
@Suite struct TourTests {
    private static let able: JSON = [
        "elicitation": ["form": [:], "url": [:]], "sampling": [:], "roots": [:],
    ]
    /// Those that take as long as they are told, and the ones whose fault is their purpose.
    private static let left: Set<String> = ["slow_compute", "failing_job", "protocol_error_job", "test_reconnection"]

    @Test(arguments: FixtureSet.all.map(\.name), Revision.all.map(\.name))
    func `tours`(set: String, revision: String) async throws {
        let (set, revision) = (try #require(FixtureSet.named(set)), try #require(Revision(revision)))
        try await ServedFixtures.run(set) { url, loop in
            let capabilities: JSON = revision >= .june2025 ? Self.able : ["sampling": [:], "roots": [:]]
            let tour = Conversation(url, revision, on: loop, capabilities: capabilities)
            defer { tour.close() }
            try await tour.begin()
            try await Self.callTools(tour)
            try await Self.readResources(tour)
            try await Self.fillPrompts(tour)
        }
    }

    private static func callTools(_ tour: Conversation) async throws {
        let tools = try #require(try await tour.request("tools/list").result?["tools"]?.array)
        for tool in tools {
            let name = try #require(tool["name"]?.string)
            guard !left.contains(name) else { continue }
            let arguments = try arguments(of: tool)
            let reply = try await tour.request(
                "tools/call",
                ["name": .string(name), "arguments": arguments],
                changing: { fields in
                    if let region = arguments["region"]?.string {
                        fields.append("Mcp-Param-Region", MirrorText.encode(region))
                    }
                },
                answering: answer
            )
            let isRefusedForGood = name == "test_missing_capability"
            #expect(reply.result != nil || isRefusedForGood, "\(name) \(arguments): \(reply.messages)")
        }
    }

    /// The simplest arguments that fit.
    private static func arguments(of tool: JSON) throws -> JSON {
        let required = tool["inputSchema"]?["required"]?.array?.compactMap(\.string) ?? []
        var arguments = JSON.object([])
        for name in required {
            let property = tool["inputSchema"]?["properties"]?[name]
            switch property?["type"]?.string {
            case "integer": arguments[name] = property?["minimum"] ?? 0
            case "number": arguments[name] = 0
            case "array": arguments[name] = []
            default: arguments[name] = "main"
            }
        }
        if tool["name"] == "json_schema_2020_12_tool" { arguments["email"] = "ada@example.org" }
        return arguments
    }

    private static func readResources(_ tour: Conversation) async throws {
        let resources = try #require(try await tour.request("resources/list").result?["resources"]?.array)
        for uri in resources.compactMap({ $0["uri"]?.string }) {
            let reply = try await tour.request("resources/read", ["uri": .string(uri)])
            #expect(reply.result?["contents"]?[0]?["uri"]?.string == uri)
        }
        _ = try await tour.request("resources/templates/list")
        let missing = try await tour.request("resources/read", ["uri": "test://nowhere"])
        #expect(missing.code == (tour.revision.era == .modern ? -32602 : -32002))
    }

    private static func fillPrompts(_ tour: Conversation) async throws {
        let prompts = try #require(try await tour.request("prompts/list").result?["prompts"]?.array)
        for prompt in prompts {
            var arguments = JSON.object([])
            for argument in prompt["arguments"]?.array ?? [] {
                guard let name = argument["name"]?.string else { continue }
                arguments[name] = name == "resourceUri" ? "test://example" : "m-1"
            }
            let params: JSON = ["name": prompt["name"] ?? .null, "arguments": arguments]
            let reply = try await tour.request("prompts/get", params, answering: answer)
            #expect(reply.result != nil, "\(prompt)")
        }
    }

    @Sendable
    private static func answer(_ method: String, _ params: JSON?) -> JSON? {
        switch method {
        case "elicitation/create": ["action": "decline"]
        case "sampling/createMessage":
            ["role": "assistant", "content": ["type": "text", "text": "yes"], "model": "none"]
        case "roots/list": ["roots": [["uri": "file:///tmp"]]]
        default: nil
        }
    }
}
