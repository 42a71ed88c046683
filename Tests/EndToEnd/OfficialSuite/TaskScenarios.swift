import HTTP
import HTTPWire
import JSON
import JSONRPC
import MCP
import Reactor
import Testing

/// Tasks of the extension.
enum TaskScenarios {
    static let all = [
        lifecycle, negotiation, fields, requestState, inputs, headers, envelope, notifications, required, composition,
    ]

    private static let taking: JSON = [
        "elicitation": [:], "sampling": [:], "extensions": ["io.modelcontextprotocol/tasks": [:]],
    ]

    private static let lifecycle = SuiteScenario("tasks-lifecycle", .stateless, capabilities: taking) {
        suite async throws in
        let plain = try await suite.call("greet", ["name": "World"])
        #expect(plain.isComplete)
        #expect(plain.contentText == "Hello, World!")
        #expect(plain.result?["taskId"] == nil)
        let made = try await suite.call("slow_compute", ["seconds": 0.3, "label": "x"])
        #expect(made.result?["resultType"] == "task")
        #expect(made.result?["result"] == nil)
        let id = try taskID(made)
        #expect(try await get(id, suite).result?["status"] == "working")
        let done = try await wait(id, for: "completed", suite)
        #expect(done["result"]?["content"]?[0]?["text"]?.string?.contains("x") == true)
        let failing = try await wait(taskID(try await suite.call("failing_job")), for: "completed", suite)
        #expect(failing["result"]?["isError"] == true)
        let broken = try await wait(taskID(try await suite.call("protocol_error_job")), for: "failed", suite)
        #expect(broken["error"]?["code"] == -32603)
        #expect(broken["result"] == nil)
        let endless = try taskID(try await suite.call("slow_compute", ["seconds": 60]))
        for _ in 0..<2 {
            let ack = try await suite.request("tasks/cancel", ["taskId": .string(endless)])
            #expect(ack.isComplete)
            for member in ["taskId", "status", "result", "error"] { #expect(ack.result?[member] == nil) }
        }
        #expect(try await get(endless, suite).result?["status"] == "cancelled")
    }

    private static let negotiation = SuiteScenario(
        "tasks-capability-negotiation",
        .stateless,
        capabilities: taking
    ) { suite async throws in
        let found = try await suite.request("server/discover")
        #expect(found.result?["capabilities"]?["extensions"]?["io.modelcontextprotocol/tasks"] == [:])
        let id = try taskID(try await suite.call("slow_compute", ["seconds": 60]))
        suite.capabilities = ["elicitation": [:]]
        for method in ["tasks/get", "tasks/update", "tasks/cancel"] {
            let refused = try await suite.request(method, ["taskId": .string(id), "inputResponses": [:]])
            #expect(refused.code == -32021, "\(method)")
            #expect(refused.status == 400, "\(method)")
        }
        #expect(try await suite.call("slow_compute", ["seconds": 0]).isComplete)
        suite.capabilities = taking
        #expect(try await get(id, suite).result?["status"] == "working")
    }

    private static let fields = SuiteScenario("tasks-wire-fields", .stateless, capabilities: taking) {
        suite async throws in
        let made = try await suite.call("slow_compute", ["seconds": 0])
        let id = try taskID(made)
        let done = try await wait(id, for: "completed", suite)
        for task in [made.result ?? .null, done] {
            #expect((task["ttlMs"]?.number?.int64 ?? 0) > 1000)
            #expect((task["pollIntervalMs"]?.number?.int64 ?? 0) > 0)
            for old in ["ttl", "pollInterval", "task"] { #expect(task[old] == nil) }
        }
        #expect(done["result"]?["_meta"]?[MetadataKey.relatedTask] == nil)
    }

    private static let requestState = SuiteScenario(
        "tasks-request-state-removal",
        .stateless,
        capabilities: taking
    ) { suite async throws in
        let made = try await suite.call("confirm_delete", ["filename": "a.txt"])
        #expect(made.result?["requestState"] == nil)
        #expect(try await wait(taskID(made), for: "input_required", suite)["requestState"] == nil)
    }

    private static let inputs = SuiteScenario("tasks-mrtr-input", .stateless, capabilities: taking) {
        suite async throws in
        let id = try taskID(try await suite.call("confirm_delete", ["filename": "a.txt"]))
        let waiting = try await wait(id, for: "input_required", suite)
        let key = try #require(waiting["inputRequests"]?.object?.first?.key)
        #expect(waiting["inputRequests"]?[key]?["method"] == "elicitation/create")
        let ack = try await update(id, key, ["confirm": true], suite)
        #expect(ack.isComplete)
        #expect(ack.result?["taskId"] == nil)
        #expect(try await wait(id, for: "completed", suite)["result"]?["content"]?[0]?["text"] == "Deleted a.txt")

        let several = try taskID(try await suite.call("multi_input"))
        let keys = try await wait(several, for: "input_required", suite)["inputRequests"]?.object?.map(\.key) ?? []
        #expect(keys.count == 2)
        for (number, key) in keys.enumerated() {
            _ = try await update(several, key, ["name": .string("n\(number)"), "confirm": true], suite)
            guard number == 0 else { continue }
            let rest = try await get(several, suite).result
            #expect(rest?["status"] == "input_required")
            #expect(rest?["inputRequests"]?.object?.map(\.key) == [keys[1]])
        }
        _ = try await wait(several, for: "completed", suite)
    }

    private static let headers = SuiteScenario("tasks-request-headers", .stateless, capabilities: taking) {
        suite async throws in
        let id = try taskID(try await suite.call("slow_compute", ["seconds": 60]))
        #expect(try await get(id, suite).status == 200)
        let changes: [@Sendable (inout HTTPFields) -> Void] = [
            { $0.set("Mcp-Method", "tasks/cancel") }, { $0.set("Mcp-Name", "task-other") }, { $0.remove("Mcp-Name") },
        ]
        for change in changes {
            let refused = try await suite.request("tasks/get", ["taskId": .string(id)], changing: change)
            #expect(refused.status == 400)
            #expect(refused.code == -32020)
        }
    }

    private static let envelope = SuiteScenario(
        "tasks-dispatch-and-envelope",
        .stateless,
        capabilities: taking
    ) { suite async throws in
        for method in ["tasks/result", "tasks/list"] {
            let removed = try await suite.request(method, ["taskId": "any"])
            #expect(removed.code == -32601, "\(method)")
            #expect(removed.status == 404, "\(method)")
        }
        #expect(try await suite.call("failing_job").result?["resultType"] == "task")
        let hint: JSON = ["task": ["ttl": 60000, "pollInterval": 100]]
        let ignored = try await suite.call("greet", ["name": "x"], hint)
        #expect(ignored.isComplete)
        #expect(ignored.result?["taskId"] == nil)
        for _ in 0..<20 {
            let id = try taskID(try await suite.call("slow_compute", ["seconds": 60]))
            #expect(try await get(id, suite).result?["taskId"]?.string == id)
            #expect(try await suite.request("tasks/cancel", ["taskId": .string(id)]).isComplete)
        }
        let parked = try taskID(try await suite.call("confirm_delete", ["filename": "b"]))
        _ = try await wait(parked, for: "input_required", suite)
        #expect(try await update(parked, "unknown-key", [:], suite).isComplete)
        for method in ["tasks/get", "tasks/cancel", "tasks/update"] {
            let unknown = try await suite.request(method, ["taskId": "nope", "inputResponses": [:]])
            #expect(unknown.code == -32602, "\(method)")
        }
    }

    private static let notifications = SuiteScenario(
        "tasks-status-notifications",
        .stateless,
        capabilities: taking
    ) { suite async throws in
        let id = try taskID(try await suite.call("confirm_delete", ["filename": "c"]))
        _ = try await wait(id, for: "input_required", suite)
        let meta: JSON = [MetadataKey.protocolVersion: "2026-07-28", MetadataKey.clientCapabilities: taking]
        let params: JSON = ["_meta": meta, "notifications": ["taskIds": [.string(id)]]]
        let request = try HTTPClientRequest(
            .post,
            suite.url,
            fields: suite.fields("subscriptions/listen", params),
            content: .bytes(MessageWriter.request(suite.nextID(), "subscriptions/listen", params: params))
        )
        try await suite.stream(request) { _, events in
            let first = try JSON(parsing: try #require(try await events.nextEvent()).data)
            #expect(first["params"]?["notifications"] == ["taskIds": [.string(id)]])
            _ = try await update(id, "confirm", ["confirm": false], suite)
            var status: String?
            while status != "completed", let event = try await events.nextEvent() {
                let news = try JSON(parsing: event.data)
                #expect(news["method"] == "notifications/tasks")
                #expect(news["params"]?["taskId"]?.string == id)
                status = news["params"]?["status"]?.string
            }
            #expect(status == "completed")
        }
    }

    private static let required = SuiteScenario("tasks-required-task-error", .stateless) { suite async throws in
        let refused = try await suite.call("failing_job")
        #expect(refused.status == 400)
        #expect(refused.code == -32021)
        let needed: JSON = ["extensions": ["io.modelcontextprotocol/tasks": [:]]]
        #expect(refused.error?["data"]?["requiredCapabilities"] == needed)
    }

    private static let composition = SuiteScenario("tasks-mrtr-composition", .stateless, capabilities: taking) {
        suite in
        let asked = try await suite.call("test_tool_with_task")
        #expect(asked.isInputRequired)
        #expect(asked.inputRequests.map(\.key) == ["user_name"])
        #expect(asked.result?["taskId"] == nil)
        let answers: JSON = ["user_name": ["action": "accept", "content": ["name": "Ada"]]]
        let made = try await suite.call("test_tool_with_task", [:], ["inputResponses": answers])
        #expect(made.result?["resultType"] == "task")
        let done = try await wait(taskID(made), for: "completed", suite)
        #expect(done["result"]?["content"]?[0]?["text"] == "Hello, Ada!")
    }

    // MARK: Steps

    private static func taskID(_ reply: WireReply) throws -> String {
        try #require(reply.result?["taskId"]?.string, "\(reply.messages)")
    }

    private static func get(_ id: String, _ suite: Conversation) async throws -> WireReply {
        try await suite.request("tasks/get", ["taskId": .string(id)])
    }

    private static func update(
        _ id: String,
        _ key: String,
        _ content: JSON,
        _ suite: Conversation
    ) async throws -> WireReply {
        let answers = JSON.member(key, ["action": "accept", "content": content])
        return try await suite.request("tasks/update", ["taskId": .string(id), "inputResponses": answers])
    }

    /// Looks until the task has a status.
    private static func wait(_ id: String, for status: String, _ suite: Conversation) async throws -> JSON {
        let deadline = Deadline.after(.seconds(10))
        while true {
            let reply = try await get(id, suite)
            let task = try #require(reply.result, "\(reply.messages)")
            #expect(task["resultType"] == "complete")
            if task["status"]?.string == status || deadline.hasPassed {
                #expect(task["status"]?.string == status)
                return task
            }
            _ = await suite.loop.sleep(until: .after(.milliseconds(10)))
        }
    }
}
