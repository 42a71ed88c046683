import JSON
import JSONRPC
import MCP
import Reactor
import Testing

@testable import MCPClient

/// What the texts of the legacy revisions want of clients, on a connection that carries everything.
@Suite(.timeLimit(.minutes(1))) struct LegacyConductTests {
    private static let legacyOnly: @Sendable (inout MCPClientOptions) -> Void = { $0.era = .legacy }

    // MARK: What was agreed on

    @Test func `asks for nothing that the server did not declare`() async throws {
        try await withLineServer(Script.legacy("2025-11-25", [:]), Self.legacyOnly) { client, server async throws in
            let calls: [@Sendable () async throws -> Void] = [
                { _ = try await client.listTools() }, { _ = try await client.callTool("t") },
                { _ = try await client.listResources() }, { _ = try await client.listResourceTemplates() },
                { _ = try await client.readResource("test://a") }, { try await client.subscribe("test://a") },
                { try await client.unsubscribe("test://a") }, { _ = try await client.listPrompts() },
                { _ = try await client.getPrompt("p") }, { try await client.setLogLevel(.info) },
                { _ = try await client.complete(.prompt("p"), argument: "a", value: "") },
                { _ = try await client.listTasks() }, { try await client.cancelTask("t") },
                { try await client.rootsChanged() },
            ]
            for call in calls {
                await #expect(throws: (any Error).self) { try await call() }
            }
            _ = await server.wait { $0["method"] == "notifications/initialized" }
            #expect(server.methods == ["initialize", "notifications/initialized"])
        }
    }

    @Test func `asks for what was not declared where the options want it so`() async throws {
        let script = Script.legacy("2025-11-25", [:]) { message, _ in [Script.result(message, ["tools": []])] }
        try await withLineServer(script) { options in
            (options.era, options.asksForUndeclared) = (.legacy, true)
        } _: { client, server async throws in
            #expect(try await client.listTools().isEmpty)
            #expect(server.methods.contains("tools/list"))
        }
    }

    @Test(arguments: Revision.legacy)
    func `declares no way of asking that the revision does not have`(_ revision: Revision) {
        var options = MCPClientOptions()
        options.handlers.url = { _ in .decline }
        let declared = ServerRequestDesk(options).capabilities(revision)["elicitation"]
        #expect(declared == (revision == .november2025 ? ["url": [:]] : nil))
        options.handlers.form = { _ in .decline }
        let both = ServerRequestDesk(options).capabilities(revision)["elicitation"]
        #expect(both == (revision < .june2025 ? nil : revision == .june2025 ? [:] : ["form": [:], "url": [:]]))
    }

    @Test func `refuses questions that the revision does not have`() async {
        var options = MCPClientOptions()
        options.handlers.form = { _ in .accept() }
        options.handlers.url = { _ in .accept() }
        options.handlers.sampling = { _ in ["role": "assistant", "content": [], "model": "m"] }
        options.handlers.samplesWithTools = true
        let desk = ServerRequestDesk(options)
        func code(_ method: String, _ params: JSON, _ revision: Revision) async -> Int? {
            guard case .failure(let error) = await desk.answer(ServerRequest(method: method, params: params), revision)
            else { return nil }
            return error.code
        }
        let page: JSON = ["mode": "url", "message": "m", "url": "https://a", "elicitationId": "e"]
        #expect(await code("elicitation/create", ["message": "m"], .march2025) == -32601)
        #expect(await code("elicitation/create", ["message": "m"], .june2025) == nil)
        #expect(await code("elicitation/create", page, .june2025) == -32602)
        #expect(await code("elicitation/create", page, .november2025) == nil)
        let sampling: JSON = ["messages": [], "maxTokens": 1, "tools": []]
        #expect(await code("sampling/createMessage", sampling, .june2025) == -32602)
        #expect(await code("sampling/createMessage", sampling, .november2025) == nil)
    }

    // MARK: Forms

    @Test func `sends no form that is not filled in as asked`() async {
        var options = MCPClientOptions()
        options.handlers.form = { _ in .accept(["age": "old"]) }
        let desk = ServerRequestDesk(options)
        func answer(_ schema: JSON) async -> Result<JSON, ErrorObject> {
            let params: JSON = ["message": "m", "requestedSchema": schema]
            return await desk.answer(ServerRequest(method: "elicitation/create", params: params), .november2025)
        }
        let right: JSON = ["type": "object", "properties": ["age": ["type": "string"]]]
        #expect(await answer(right) == .success(["action": "accept", "content": ["age": "old"]]))
        for (schema, code) in [
            (["type": "object", "properties": ["age": ["type": "integer"]]], -32603),
            (["$schema": "https://example.com/unknown", "type": "object", "properties": [:]], -32602),
        ] as [(JSON, Int)] {
            guard case .failure(let error) = await answer(schema) else {
                Issue.record("sent a form that does not fit \(schema)")
                continue
            }
            #expect(error.code == code)
        }
    }

    // MARK: Questions that are called off

    @Test func `a question that the server calls off gets no answer`() async throws {
        let ask = #"{"jsonrpc":"2.0","id":"q","method":"roots/list"}"#
        let stop = #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"q"}}"#
        let stopped = Locked(false)
        let script = Script.legacy("2025-11-25", ["tools": [:]]) { message, _ in
            message["method"] == "ping" ? [.send(ask), .send(stop), Script.result(message, [:])] : []
        }
        try await withLineServer(script) { options in
            options.era = .legacy
            options.handlers.roots = {
                do { try await Task.sleep(for: .seconds(30)) } catch { stopped.withLock { $0 = true } }
                return []
            }
        } _: { client, server async throws in
            try await client.ping()
            try await client.ping()
            #expect(!server.seen.contains { $0["id"] == "q" })
            #expect(client.runningRequests.isEmpty)
        }
    }

    // MARK: Tasks

    private static let withTasks: JSON = [
        "tools": [:], "tasks": ["cancel": [:], "list": [:], "requests": ["tools": ["call": [:]]]],
    ]
    private static let record: JSON = [
        "taskId": "t-1", "status": "working", "createdAt": "2025-11-25T00:00:00Z",
        "lastUpdatedAt": "2025-11-25T00:00:00Z", "ttl": .null, "pollInterval": 10,
    ]

    private static func progress(_ value: Int, token: JSON) -> LineAction {
        let params: JSON = ["progressToken": token, "progress": JSON(value)]
        let message: JSON = ["jsonrpc": "2.0", "method": "notifications/progress", "params": params]
        return .send(message.description)
    }

    @Test func `progress of a task is heard until the task has ended`() async throws {
        let token = Locked<JSON>(.null)
        let script = Script.legacy("2025-11-25", Self.withTasks) { message, _ in
            switch message["method"]?.string {
            case "tools/call":
                token.withLock { $0 = message["params"]?["_meta"]?["progressToken"] ?? .null }
                return [Script.result(message, ["task": Self.record])]
            case "tasks/get":
                var ended = Self.record
                ended["status"] = "completed"
                return [Self.progress(1, token: token.withLock { $0 }), Script.result(message, ended)]
            case "tasks/result":
                return [Self.progress(2, token: token.withLock { $0 }), Script.result(message, ["content": []])]
            case "ping": return [Self.progress(3, token: token.withLock { $0 }), Script.result(message, [:])]
            default: return []
            }
        }
        let findings = Findings()
        let heard = Locked<[Double]>([])
        try await withLineServer(script) { options in
            options.era = .legacy
            options.report = { findings.add($0) }
        } _: { client, _ async throws in
            var options = RequestOptions()
            options.progress = { report in heard.withLock { $0.append(report.progress ?? -1) } }
            guard case .task(let task) = try await client.startTool("t", nil, options) else {
                Issue.record("expected a task")
                return
            }
            _ = try await client.finish(task, options)
            #expect(heard.withLock { $0 } == [1, 2])
            #expect(findings.list.isEmpty)
            try await client.ping()
            #expect(heard.withLock { $0 } == [1, 2])
            #expect(findings.kinds == [.unexpectedMessage])
        }
    }

    @Test func `a call that becomes a task is called off by tasks-cancel alone`() async throws {
        let call = Locked<JSON>(.null)
        let script = Script.legacy("2025-11-25", Self.withTasks) { message, _ in
            switch message["method"]?.string {
            case "tools/call":
                call.withLock { $0 = message }
                return []
            case "ping":
                return [Script.result(call.withLock { $0 }, ["task": Self.record]), Script.result(message, [:])]
            default: return [Script.result(message, Self.record)]
            }
        }
        try await withLineServer(script, Self.legacyOnly) { client, server async throws in
            var options = RequestOptions()
            options.timeout = .milliseconds(30)
            await #expect { _ = try await client.startTool("t", nil, options) } throws: {
                ($0 as? MCPClientError)?.code == .timeout
            }
            try await client.ping()
            let told = await server.wait { $0["method"] == "tasks/cancel" }
            #expect(told?["params"]?["taskId"] == "t-1")
            #expect(!server.methods.contains("notifications/cancelled"))
        }
    }

    @Test func `answers to questions of a task name the task`() async {
        var options = MCPClientOptions()
        options.handlers.form = { _ in .decline }
        let related: JSON = ["io.modelcontextprotocol/related-task": ["taskId": "t-1"]]
        let params: JSON = [
            "message": "m", "requestedSchema": ["type": "object", "properties": [:]], "_meta": related,
        ]
        let question = ServerRequest(method: "elicitation/create", params: params)
        let desk = ServerRequestDesk(options)
        #expect(await desk.answer(question, .november2025) == .success(["action": "decline", "_meta": related]))
        #expect(await desk.answer(question, .june2025) == .success(["action": "decline"]))
    }

    // MARK: Pages to visit

    private static let page: JSON = [
        "mode": "url", "elicitationId": "e-1", "url": "https://example.com/page", "message": "Open it",
    ]

    @Test func `visits the pages that a call needs, and calls again when they are done`() async throws {
        let calls = Locked(0)
        let done = #"{"jsonrpc":"2.0","method":"notifications/elicitation/complete","params":{"elicitationId":"e-1"}}"#
        let script = Script.legacy("2025-11-25", ["tools": [:]]) { message, _ in
            guard message["method"] == "tools/call" else { return [] }
            let number = calls.withLock { calls in
                calls += 1
                return calls
            }
            guard number == 1 else { return [Script.result(message, ["content": [["type": "text", "text": "in"]]])] }
            return [Script.error(message, -32042, data: ["elicitations": [Self.page]]), .send(done)]
        }
        let visited = Locked<[String]>([])
        try await withLineServer(script) { options in
            options.era = .legacy
            options.handlers.url = { request in
                visited.withLock { $0.append(request.url ?? "none") }
                return .accept()
            }
        } _: { client, _ async throws in
            #expect(try await client.callTool("t").content.first?.text == "in")
            #expect(visited.withLock { $0 } == ["https://example.com/page"])
            #expect(calls.withLock { $0 } == 2)
        }
    }

    // MARK: Pages of lists

    @Test func `follows cursors of any look until there is none`() async throws {
        let cursors = ["", "a b%2F+==", "\u{E9}\u{1F600}", "\"q\"\\"]
        let script = Script.legacy("2025-11-25", ["prompts": [:]]) { message, _ in
            let cursor = message["params"]?["cursor"]?.string
            let place = cursor.map { (cursors.firstIndex(of: $0) ?? 99) + 1 } ?? 0
            let next: JSON? = place < cursors.count ? .string(cursors[place]) : nil
            let prompts = (0..<[5, 1, 0, 4, 2][min(place, 4)]).map {
                JSON.object([("name", .string("p\(place)-\($0)"))])
            }
            return [Script.result(message, .object(of: [("prompts", .array(prompts)), ("nextCursor", next)]))]
        }
        try await withLineServer(script, Self.legacyOnly) { client, server async throws in
            #expect(try await client.listPrompts().count == 12)
            let sent = server.seen.filter { $0["method"] == "prompts/list" }.map { $0["params"]?["cursor"]?.string }
            #expect(sent == [nil] + cursors.map(Optional.some))
        }
    }
}
