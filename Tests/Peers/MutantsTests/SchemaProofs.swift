import JSON

enum SchemaProofs {
    static let all: [Proof] = handshakes + tools + others

    private static let handshakes: [Proof] = [
        .modern("result-type-missing") { try await $0.result("prompts/list")["resultType"] == nil },
        .modern("result-type-unknown") { try await $0.toolResult("test_simple_text")["resultType"] != "complete" },
        .early("server-info-unversioned") { try await $0.begin()["result"]?["serverInfo"]?["version"] == nil },
        .modern("capabilities-as-list") { try await $0.result("server/discover")["capabilities"]?.array != nil },
        .early("list-changed-as-string") {
            try await $0.begin()["result"]?["capabilities"]?["tools"]?["listChanged"]?.string != nil
        },
        .modern("instructions-as-list") { try await $0.result("server/discover")["instructions"]?.array != nil },
        .modern("versions-as-string") { try await $0.result("server/discover")["supportedVersions"]?.string != nil },
        .modern("ttl-negative") { try await $0.result("prompts/list")["ttlMs"] == -1 },
        .modern("ttl-as-text") { try await $0.result("prompts/list")["ttlMs"]?.string != nil },
        .modern("cache-hints-missing") { try await $0.result("tools/list")["ttlMs"] == nil },
        .modern("cache-scope-unknown") { try await $0.result("prompts/list")["cacheScope"] == "shared" },
        .modern("reserved-meta-key") {
            try await $0.result("prompts/list")["_meta"]?["io.modelcontextprotocol/region"] != nil
        },
    ]

    private static let tools: [Proof] = [
        .legacy("input-schema-missing") { try await $0.firstTool()["inputSchema"] == nil },
        .legacy("input-schema-no-object") { try await $0.firstTool()["inputSchema"]?["type"] != "object" },
        .legacy("input-schema-invalid") { try await $0.firstTool()["inputSchema"]?["required"]?.string != nil },
        .legacy("description-null") { try await $0.firstTool()["description"] == .null },
        .legacy("tool-names-with-spaces") { try await $0.firstTool()["name"]?.string?.contains(" ") == true },
        .legacy("content-missing") { try await $0.toolResult("test_simple_text")["content"] == nil },
        .legacy("content-without-type") { try await $0.toolResult("test_simple_text")["content"]?[0]?["type"] == nil },
        .legacy("is-error-as-string") { try await $0.toolResult("test_error_handling")["isError"] == "true" },
        .legacy("image-base64-invalid") {
            try await $0.toolResult("test_image_content")["content"]?[0]?["data"]?.string?.contains("%") == true
        },
        .legacy("audio-type-missing") {
            try await $0.toolResult("test_audio_content")["content"]?[0]?["mimeType"] == nil
        },
        .legacy("structured-content-wrong") {
            try await $0.sum()["structuredContent"]?["sum"]?.number == nil
        },
    ]

    private static let others: [Proof] = [
        .legacy("next-cursor-null") {
            try await $0.result("resources/templates/list").object?.contains { $0.key == "nextCursor" } == true
        },
        .legacy("resource-without-name") { try await $0.result("resources/list")["resources"]?[0]?["name"] == nil },
        .legacy("template-broken") {
            let template = try await $0.result("resources/templates/list")["resourceTemplates"]?[0]?["uriTemplate"]
            return template?.string?.contains("}") != true
        },
        .legacy("prompt-argument-nameless") {
            let prompts = try await $0.result("prompts/list")["prompts"]?.array ?? []
            return prompts.contains { $0["arguments"]?.array?.contains { $0["name"] == nil } == true }
        },
        .legacy("contents-without-uri") {
            try await $0.result("resources/read", ["uri": "test://static-text"])["contents"]?[0]?["uri"] == nil
        },
        .legacy("blob-as-text") {
            let contents = try await $0.result("resources/read", ["uri": "test://static-binary"])["contents"]
            return contents?[0]?["blob"]?.string?.hasPrefix("iVBOR") != true
        },
        .legacy("prompt-role-system") {
            let prompt = try await $0.result("prompts/get", ["name": "test_simple_prompt"])
            return prompt["messages"]?[0]?["role"] == "system"
        },
        .legacy("completion-over-100") {
            try await $0.completion()["values"]?.array?.count ?? 0 > 100
        },
        .legacy("has-more-as-number") {
            try await $0.completion()["hasMore"]?.number != nil
        },
        .modern("input-requests-as-list") { try await $0.question()["inputRequests"]?.array != nil },
        .modern("request-state-as-object") {
            try await $0.question(about: "request_state")["requestState"]?.object != nil
        },
        .modern("progress-as-text") {
            _ = try await $0.tool("test_tool_with_progress", meta: ["progressToken": 5])
            return $0.notices("notifications/progress").first?["params"]?["progress"]?.string != nil
        },
        .legacy("log-level-unknown") {
            _ = try await $0.tool("test_tool_with_logging")
            return $0.notices("notifications/message").first?["params"]?["level"] == "verbose"
        },
        .legacy("log-without-data") {
            _ = try await $0.tool("test_tool_with_logging")
            return $0.notices("notifications/message").first?["params"]?["data"] == nil
        },
    ]
}

extension Conversation {
    /// The first tool of the list.
    func firstTool() async throws -> JSON { try await result("tools/list")["tools"]?[0] ?? .null }

    /// The sum of two numbers.
    func sum() async throws -> JSON {
        try await tool("test_structured_content", ["a": 1, "b": 2])["result"] ?? .null
    }

    static let completing: JSON = [
        "ref": ["type": "ref/prompt", "name": "test_prompt_with_arguments"], "argument": ["name": "arg1", "value": ""],
    ]

    /// What the first argument of a prompt may be.
    func completion() async throws -> JSON {
        try await result("completion/complete", Self.completing)["completion"] ?? .null
    }

    /// What a tool answers that asks for something first.
    func question(
        about subject: String = "elicitation",
        _ extra: JSON = [:],
        id: JSON = 1,
        can: JSON = ["elicitation": [:]]
    ) async throws -> JSON {
        var params: JSON = ["name": .string("test_input_required_result_" + subject), "arguments": [:]]
        for (key, value) in extra.object ?? [] { params[key] = value }
        return try await result("tools/call", params, id: id, meta: ["clientCapabilities": can])
    }

    /// Asks, and sends answers with the state that came.
    func retry(_ answers: JSON) async throws -> JSON {
        var extra: JSON = ["inputResponses": answers]
        if let state = try await question(id: "first")["requestState"] { extra["requestState"] = state }
        return try await question(extra)
    }
}
