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
            let code = try await $0.code(of: "completion/complete", Conversation.completing)
            return isDeclared && code == -32601
        },
        .early("list-changed-undeclared") {
            let isDeclared = try await $0.begin()["result"]?["capabilities"]?["tools"]?["listChanged"] == true
            _ = try await $0.tool("test_trigger_tool_change")
            try await $0.settle()
            return !isDeclared && !$0.notices("notifications/tools/list_changed").isEmpty
        },
        .legacy("list-changed-never-sent") {
            _ = try await $0.tool("test_trigger_tool_change")
            try await $0.settle()
            return $0.notices("notifications/tools/list_changed").isEmpty
        },
        .legacy("updates-never-sent") {
            _ = try await $0.call("resources/subscribe", ["uri": .string(ReferenceServer.watched)])
            _ = try await $0.tool("test_trigger_resource_update", id: 2)
            try await $0.settle()
            return $0.notices("notifications/resources/updated").isEmpty
        },
        .legacy("unsubscribe-ignored") {
            _ = try await $0.call("resources/subscribe", ["uri": .string(ReferenceServer.watched)])
            _ = try await $0.call("resources/unsubscribe", ["uri": .string(ReferenceServer.watched)], id: 2)
            _ = try await $0.tool("test_trigger_resource_update", id: 3)
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
                _ = try await first.call("resources/subscribe", ["uri": .string(ReferenceServer.watched)])
                _ = try await first.tool("test_trigger_resource_update", id: 2)
                try await second.settle()
                return !second.notices("notifications/resources/updated").isEmpty
            }
        ),
        .legacy("log-level-forgotten") {
            _ = try await $0.call("logging/setLevel", ["level": "error"])
            _ = try await $0.tool("test_logging_tool", id: 2)
            return $0.notices("notifications/message").contains { $0["params"]?["level"] == "info" }
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
            _ = try await $0.question(about: "tampered_state")
            let confirm: JSON = ["confirm": ["action": "accept", "content": ["ok": true]]]
            let forged: JSON = ["requestState": "forged", "inputResponses": confirm]
            return try await $0.question(about: "tampered_state", forged, id: 2)["content"] != nil
        },
        .modern("input-answers-forgotten") {
            try await $0.retry(["user_name": ["action": "accept", "content": ["name": "Ada"]]])["inputRequests"] != nil
        },
        .modern("task-lost-at-first") { try await $0.poll($0.startTask())["status"] == nil },
        .modern("task-works-again") {
            let task = try await $0.startTask()
            while try await $0.poll(task)["status"] == "working" { guard $0.messages.count < 500 else { return false } }
            return try await $0.poll(task)["status"] == "working"
        },
        .modern("filter-ignored") {
            try await $0.listen(["toolsListChanged": true])
            _ = try await $0.tool("test_trigger_prompt_change", id: 2)
            try await $0.settle()
            return !$0.notices("notifications/prompts/list_changed").isEmpty
        },
    ]
}

extension Conversation {
    static let takingTasks: JSON = ["clientCapabilities": ["extensions": ["io.modelcontextprotocol/tasks": [:]]]]

    /// Starts a task that takes some time, and returns its id.
    func startTask(seconds: JSON = 0) async throws -> JSON {
        let arguments: JSON = ["seconds": seconds]
        return try await tool("slow_compute", arguments, id: "start", meta: Self.takingTasks)["result"]?["taskId"]
            ?? .null
    }

    /// Asks for the state of a task.
    func poll(_ task: JSON) async throws -> JSON {
        let id: JSON = .string("poll \(messages.count)")
        return try await result("tasks/get", ["taskId": task], id: id, meta: Self.takingTasks)
    }

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
