import JSON

enum StateProofs {
    static let all: [Proof] = sessions + modern

    private static let sessions: [Proof] = [
        .early("serves-before-initialize") { try await $0.call("tools/list")["result"] != nil },
        .early("version-echoed") {
            try await $0.begin(version: "1999-01-01")["result"]?["protocolVersion"] == "1999-01-01"
        },
        .early("tools-undeclared") {
            let isDeclared = try await $0.begin()["result"]?["capabilities"]?["tools"] != nil
            let answer = try await $0.call("tools/list")
            return !isDeclared && answer["result"] != nil
        },
        .early("completions-not-served") {
            let isDeclared = try await $0.begin()["result"]?["capabilities"]?["completions"] != nil
            let code = try await $0.code(of: "completion/complete")
            return isDeclared && code == -32601
        },
        .early("list-changed-undeclared") {
            let isDeclared = try await $0.begin()["result"]?["capabilities"]?["tools"]?["listChanged"] == true
            _ = try await $0.tool("change")
            return !isDeclared && !$0.notices("notifications/tools/list_changed").isEmpty
        },
        .legacy("list-changed-never-sent") {
            _ = try await $0.tool("change")
            try await $0.settle()
            return $0.notices("notifications/tools/list_changed").isEmpty
        },
        .legacy("updates-never-sent") {
            _ = try await $0.call("resources/subscribe", ["uri": "test://static-text"])
            _ = try await $0.tool("change", id: 2)
            try await $0.settle()
            return $0.notices("notifications/resources/updated").isEmpty
        },
        .legacy("unsubscribe-ignored") {
            _ = try await $0.call("resources/subscribe", ["uri": "test://static-text"])
            _ = try await $0.call("resources/unsubscribe", ["uri": "test://static-text"], id: 2)
            _ = try await $0.tool("change", id: 3)
            try await $0.settle()
            return !$0.notices("notifications/resources/updated").isEmpty
        },
        .legacy("updates-unasked") {
            _ = try await $0.call("resources/read", ["uri": "test://static-text"])
            try await $0.settle()
            return !$0.notices("notifications/resources/updated").isEmpty
        },
        Proof(
            name: "sessions-share-messages",
            way: .twoClients { first, second in
                _ = try await (first.begin(), second.begin())
                _ = try await first.call("resources/subscribe", ["uri": "test://static-text"])
                _ = try await first.tool("change", id: 2)
                try await second.settle()
                return !second.notices("notifications/resources/updated").isEmpty
            }
        ),
        .legacy("log-level-forgotten") {
            _ = try await $0.call("logging/setLevel", ["level": "error"])
            _ = try await $0.tool("test_tool_with_logging", id: 2)
            return $0.notices("notifications/message").count > 1
        },
    ]

    private static let modern: [Proof] = [
        .modern("discover-demanded-first") { try await $0.call("prompts/list")["error"] != nil },
        .modern("versions-overstated") {
            try await $0.result("server/discover")["supportedVersions"]?.array?.contains("2027-01-01") == true
        },
        .modern("capabilities-remembered") {
            _ = try await $0.tool("test_missing_capability", meta: ["clientCapabilities": ["sampling": [:]]])
            return try await $0.tool("test_missing_capability", id: 2)["error"] == nil
        },
        .modern("capabilities-assumed") { try await $0.question(can: [:])["inputRequests"] != nil },
        .modern("version-remembered") {
            _ = try await $0.call("prompts/list")
            return try await $0.call("prompts/list", id: 2, meta: ["protocolVersion": "1999-01-01"])["error"] == nil
        },
        .modern("tools-vanish") {
            let first = try await $0.result("tools/list")["tools"]
            return try await $0.result("tools/list", id: 2)["tools"] != first
        },
        .modern("request-state-unchecked") {
            var params: JSON = ["name": "test_input_required_result_tampered_state", "arguments": [:]]
            _ = try await $0.result("tools/call", params)
            params["requestState"] = "forged"
            return try await $0.call("tools/call", params, id: 2)["error"] == nil
        },
        .modern("input-answers-forgotten") {
            let answers: JSON = ["inputResponses": ["user_name": ["action": "accept", "content": ["name": "Ada"]]]]
            return try await $0.question(answers)["inputRequests"] != nil
        },
        .modern("task-lost-at-first") { try await $0.call("tasks/get", ["taskId": "t"])["error"] != nil },
        .modern("task-works-again") {
            var seen: [String?] = []
            for poll in 1...4 {
                seen.append(try await $0.result("tasks/get", ["taskId": "t"], id: JSON(poll))["status"]?.string)
            }
            return seen.dropFirst(2).contains("working")
        },
        .modern("filter-ignored") {
            try await $0.listen(["toolsListChanged": true])
            _ = try await $0.tool("change", id: 2)
            return !$0.notices("notifications/prompts/list_changed").isEmpty
        },
    ]
}

extension Conversation {
    /// Begins to listen under the id 100, and waits for the acknowledgement.
    func listen(_ filter: JSON, waits: Bool = true) async throws {
        try await send(request("subscriptions/listen", ["notifications": filter], id: 100))
        if waits {
            try await wait { !$0.notices("notifications/subscriptions/acknowledged").isEmpty }
        }
        // The server has noted the listener when it has answered what was sent after.
        try await settle()
    }
}
