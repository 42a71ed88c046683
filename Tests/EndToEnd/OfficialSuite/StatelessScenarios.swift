import HTTP
import HTTPWire
import JSON
import JSONRPC
import MCP
import Testing

/// The server without sessions: one scenario of many checks.
enum StatelessScenarios {
    static let all = [
        SuiteScenario("server-stateless", .stateless) { suite async throws in
            try await checkMetadata(suite)
            try await checkDiscovery(suite)
            try await checkErrors(suite)
            try await checkStreams(suite)
            try await checkSubscription(suite, "toolsListChanged", "test_trigger_tool_change", "tools")
            try await checkSubscription(suite, "promptsListChanged", "test_trigger_prompt_change", "prompts")
        }
    ]

    /// Posts `tools/list` with exactly this `_meta`.
    private static func list(_ meta: JSON?, _ suite: Conversation) async throws -> WireReply {
        let params = JSON.object(of: [("_meta", meta)])
        let fields = suite.fields("tools/list", params)
        return try await suite.post(MessageWriter.request(suite.nextID(), "tools/list", params: params), fields)
    }

    private static func checkMetadata(_ suite: Conversation) async throws {
        let version: JSON = "2026-07-28"
        for meta in [
            nil, [MetadataKey.clientCapabilities: [:]], [MetadataKey.protocolVersion: version],
        ] as [JSON?] {
            let refused = try await list(meta, suite)
            #expect(refused.status == 400, "\(meta?.description ?? "nothing")")
            #expect(refused.code == -32602, "\(meta?.description ?? "nothing")")
            #expect(refused.response?["jsonrpc"] == "2.0")
        }
        let whole: JSON = [MetadataKey.protocolVersion: version, MetadataKey.clientCapabilities: [:]]
        let taken = try await list(whole, suite)
        #expect(taken.status == 200)
        #expect(taken.result?["_meta"]?[MetadataKey.serverInfo]?["name"] == "comport-everything")
    }

    private static func checkDiscovery(_ suite: Conversation) async throws {
        let found = try await suite.request("server/discover")
        #expect(found.result?["supportedVersions"]?.array?.contains("2026-07-28") == true)
        for capability in ["tools", "prompts", "resources", "completions"] {
            #expect(found.result?["capabilities"]?[capability]?.object != nil, "\(capability)")
        }
        #expect(found.result?["serverInfo"] == nil)
        #expect(found.fields["Mcp-Session-Id"] == nil)
        let meta: JSON = [MetadataKey.protocolVersion: "1999-01-01", MetadataKey.clientCapabilities: [:]]
        let params: JSON = ["_meta": meta]
        var fields = suite.fields("server/discover", params)
        fields.set("MCP-Protocol-Version", "1999-01-01")
        let old = try await suite.post(
            MessageWriter.request(suite.nextID(), "server/discover", params: params),
            fields
        )
        #expect(old.status == 400)
        #expect(old.code == -32022)
        #expect(old.error?["data"] == ["supported": ["2026-07-28"], "requested": "1999-01-01"])
    }

    private static func checkErrors(_ suite: Conversation) async throws {
        let other = try await suite.request("tools/list") { $0.set("MCP-Protocol-Version", "2025-11-25") }
        #expect(other.status == 400)
        #expect(other.code == -32020)
        let incapable = try await suite.call("test_missing_capability")
        #expect(incapable.status == 400)
        #expect(incapable.code == -32021)
        #expect(incapable.error?["data"]?["requiredCapabilities"] == ["sampling": [:]])
        for method in [
            "initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe", "no/such/method",
        ] {
            let unknown = try await suite.request(method)
            #expect(unknown.status == 404, "\(method)")
            #expect(unknown.code == -32601, "\(method)")
            #expect(unknown.response?["id"] != nil, "\(method)")
        }
        for method in [HTTPMethod.get, .delete] {
            let refused = try await suite.send(method) { $0.set("MCP-Protocol-Version", "2026-07-28") }
            #expect(refused.status == 405)
        }
    }

    private static func checkStreams(_ suite: Conversation) async throws {
        suite.capabilities = ["elicitation": [:]]
        let asked = try await suite.call("test_streaming_elicitation", meta: ["progressToken": 1])
        #expect(asked.messages.allSatisfy { $0["method"] == nil || $0["id"] == nil })
        #expect(asked.isInputRequired)
        suite.capabilities = [:]
        #expect(try await suite.call("test_logging_tool").sent("notifications/message").isEmpty)
        let logged = try await suite.call("test_logging_tool", meta: [MetadataKey.logLevel: "warning"])
        let levels = logged.sent("notifications/message").compactMap { $0["params"]?["level"]?.string }
        #expect(levels == ["warning", "error", "critical", "alert", "emergency"])
    }

    /// Listens for one kind of change, causes both, and hears of the one.
    private static func checkSubscription(
        _ suite: Conversation,
        _ filter: String,
        _ trigger: String,
        _ kind: String
    ) async throws {
        let meta: JSON = [MetadataKey.protocolVersion: "2026-07-28", MetadataKey.clientCapabilities: [:]]
        let params: JSON = ["_meta": meta, "notifications": JSON.member(filter, true)]
        let id = suite.nextID()
        let request = try HTTPClientRequest(
            .post,
            suite.url,
            fields: suite.fields("subscriptions/listen", params),
            content: .bytes(MessageWriter.request(id, "subscriptions/listen", params: params))
        )
        try await suite.stream(request) { response, events in
            #expect(response.status == .ok)
            let first = try JSON(parsing: try #require(try await events.nextEvent()).data)
            #expect(first["method"] == "notifications/subscriptions/acknowledged")
            #expect(first["params"]?["notifications"] == JSON.member(filter, true))
            _ = try await suite.call(kind == "tools" ? "test_trigger_prompt_change" : "test_trigger_tool_change")
            _ = try await suite.call(trigger)
            let news = try JSON(parsing: try #require(try await events.nextEvent()).data)
            #expect(news["method"]?.string == "notifications/\(kind)/list_changed")
            #expect(news["params"]?["_meta"]?[MetadataKey.subscriptionID] == id.json)
        }
    }
}
