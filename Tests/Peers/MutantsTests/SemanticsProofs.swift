import JSON

enum SemanticsProofs {
    static let all: [Proof] = features + requests + notifications

    private static let features: [Proof] = [
        .legacy("is-error-dropped") { try await $0.toolResult("test_error_handling")["isError"] != true },
        .legacy("tool-failure-as-error") { try await $0.tool("test_error_handling")["error"] != nil },
        .legacy("unknown-tool-as-result") { try await $0.tool("none")["result"] != nil },
        .legacy("structured-without-text") { try await $0.sum()["content"]?.array?.isEmpty == true },
        .legacy("structured-content-dropped") { try await $0.sum()["structuredContent"] == nil },
        .modern("tools-reordered") {
            let first = try await $0.result("tools/list")["tools"]
            return try await $0.result("tools/list", id: 2)["tools"] != first
        },
        .legacy("tool-names-any-case") { try await $0.tool("TEST_SIMPLE_TEXT")["result"] != nil },
        .legacy("prompt-argument-optional") {
            try await $0.call("prompts/get", ["name": "test_prompt_with_arguments"])["result"] != nil
        },
        .legacy("fields-of-the-other-era") { try await $0.result("prompts/list")["resultType"] != nil },
        .modern("missing-resource-empty") {
            try await $0.result("resources/read", ["uri": "test://none"])["contents"]?.array?.isEmpty == true
        },
        .modern("missing-resource-old-code") {
            try await $0.code(of: "resources/read", ["uri": "test://none"]) == -32002
        },
        .legacy("contents-of-another") {
            let contents = try await $0.result("resources/read", ["uri": "test://static-text"])["contents"]
            return contents?[0]?["uri"] != "test://static-text"
        },
        .modern("public-for-private") { try await $0.result("prompts/list")["cacheScope"] != "private" },
        .modern("bad-cursor-accepted") { try await $0.call("tools/list", ["cursor": "none"])["result"] != nil },
        .legacy("cursor-loops") {
            let first = try await $0.result("resources/templates/list")
            guard let cursor = first["nextCursor"] else { return false }
            let second = try await $0.result("resources/templates/list", ["cursor": cursor], id: 2)
            return first["resourceTemplates"] == second["resourceTemplates"]
        },
        .legacy("page-loses-item") {
            let first = try await $0.result("resources/list")
            let second = try await $0.result("resources/list", ["cursor": first["nextCursor"] ?? .null], id: 2)
            return (first["resources"]?.array?.count ?? 0) + (second["resources"]?.array?.count ?? 0) < 3
        },
    ]

    private static let requests: [Proof] = [
        .modern("versions-differ") {
            let error = try await $0.call("prompts/list", meta: ["protocolVersion": "1999-01-01"])["error"]
            let versions = try await $0.result("server/discover", id: 2)["supportedVersions"]
            return error?["data"]?["supported"] != versions
        },
        .modern("required-as-list") {
            let error = try await $0.tool("test_missing_capability")["error"]
            return error?["data"]?["requiredCapabilities"]?.array != nil
        },
        .modern("logs-below-level") {
            _ = try await $0.tool("test_logging_tool", meta: ["logLevel": "error"])
            return $0.notices("notifications/message").contains { $0["params"]?["level"] == "debug" }
        },
        .modern("logs-unasked") {
            _ = try await $0.tool("test_tool_with_logging")
            return !$0.notices("notifications/message").isEmpty
        },
        .modern("progress-unasked") {
            _ = try await $0.tool("test_simple_text")
            return !$0.notices("notifications/progress").isEmpty
        },
        .legacy("decline-as-accept") { wire in
            try await wire.send(
                wire.request("tools/call", ["name": "test_elicitation", "arguments": ["message": "Who?"]], id: 1)
            )
            try await wire.wait { !$0.notices("elicitation/create").isEmpty }
            let asked = wire.notices("elicitation/create").first?["id"] ?? .null
            try await wire.send(["jsonrpc": "2.0", "id": asked, "result": ["action": "decline"]])
            let text = try await wire.reply(1)["result"]?["content"]?[0]?["text"]?.string
            return text?.contains("decline") != true
        },
        .modern("missing-answer-as-error") {
            try await $0.retry(["another": ["action": "accept"]])["inputRequests"] == nil
        },
        .modern("extra-answer-refused") {
            let accept: JSON = ["action": "accept", "content": ["name": "Ada"]]
            return try await $0.retry(["user_name": accept, "unknown_1": accept])["content"] == nil
        },
        .modern("input-request-unknown") {
            try await $0.question()["inputRequests"]?["user_name"]?["method"] != "elicitation/create"
        },
    ]

    private static let notifications: [Proof] = [
        .modern("progress-token-other") {
            _ = try await $0.tool("test_tool_with_progress", meta: ["progressToken": 5])
            return $0.notices("notifications/progress").first?["params"]?["progressToken"] != 5
        },
        .modern("subscription-id-missing") { try await $0.subscriptionID() == nil },
        .modern("subscription-id-as-string") { try await $0.subscriptionID() == "100" },
        .modern("updates-of-others") {
            let uri: JSON = .string(ReferenceServer.watched)
            try await $0.listen(["resourceSubscriptions": [uri]])
            _ = try await $0.tool("test_trigger_resource_update", id: 2)
            try await $0.settle()
            return $0.notices("notifications/resources/updated").contains { $0["params"]?["uri"] != uri }
        },
        .modern("ack-claims-more") {
            try await $0.listen(["toolsListChanged": true])
            let acknowledged = $0.notices("notifications/subscriptions/acknowledged").first
            return acknowledged?["params"]?["notifications"]?["promptsListChanged"] != nil
        },
    ]
}

extension Conversation {
    /// The id of the listener that a change of the tools is for.
    fileprivate func subscriptionID() async throws -> JSON? {
        try await listen(["toolsListChanged": true])
        _ = try await tool("test_trigger_tool_change", id: 2)
        try await wait { !$0.notices("notifications/tools/list_changed").isEmpty }
        let change = notices("notifications/tools/list_changed").first
        return change?["params"]?["_meta"]?["io.modelcontextprotocol/subscriptionId"]
    }
}
