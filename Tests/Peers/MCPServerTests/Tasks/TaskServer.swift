import Bindings
import JSON
import JSONRPC
import MCP
import MCPServer
import Reactor
import Testing

/// A server with tools that run as tasks, while its tasks run.
struct TaskServer {
    let server: MCPServer
    let loop: EventLoop

    static func run(
        _ options: TaskOptions = TaskOptions(),
        pageSize: Int = 250,
        _ body: @escaping @Sendable (TaskServer) async throws -> Void
    ) async throws {
        try await LoopGroup.runOne { loop in
            var settings = ServerOptions()
            settings.pageSize = pageSize
            let server = MCPServer(Implementation(name: "tasks", version: "1"), options: settings)
            var options = options
            options.deferred = ["asks_first"]
            server.offerTasks(options)
            try addTools(to: server)
            try await withThrowingTaskGroup(of: Void.self) { children in
                children.addTask(executorPreference: loop) { await server.runTasks(on: loop) }
                try await body(TaskServer(server: server, loop: loop))
                children.cancelAll()
            }
        }
    }

    private static func addTools(to server: MCPServer) throws {
        let any: JSON = ["type": "object"]
        try server.add(Tool(name: "plain", inputSchema: any)) { _ in ToolResult(text: "plain") }
        try server.add(Tool(name: "quick", inputSchema: any, taskSupport: .optional)) { _ in ToolResult(text: "done") }
        try server.add(Tool(name: "only", inputSchema: any, taskSupport: .required)) { _, _ in .failure("no luck") }
        try server.add(Tool(name: "breaks", inputSchema: any, taskSupport: .optional)) { _, _ in
            throw ErrorObject(-32603, "broken", data: ["part": "gear"])
        }
        try server.add(Tool(name: "endless", inputSchema: any, taskSupport: .optional)) { _, context in
            try await context.report(1, of: 2)
            guard await context.exchange.loop.sleep(until: .after(.seconds(60))) else { throw CancellationError() }
            return ToolResult(text: "never")
        }
        try server.add(Tool(name: "stubborn", inputSchema: any, taskSupport: .optional)) { _, context in
            for value in 1...200 {
                try? await context.report(Double(value))
                _ = await context.exchange.loop.sleep(until: .after(.milliseconds(2)))
            }
            return ToolResult(text: "done all the same")
        }
        try server.add(Tool(name: "asks", inputSchema: any, taskSupport: .optional)) { _, context in
            var requests = InputRequests()
            for key in ["one", "two"] {
                let schema: JSON = ["type": "object", "properties": ["name": ["type": "string"]]]
                requests.add(key, .elicitation(ElicitationRequest(message: key, schema: schema)))
            }
            let answers = try await context.ask(requests)
            let names = ["one", "two"].map { answers.elicitation($0)?.content?["name"]?.string ?? "?" }
            return ToolResult(text: names.joined(separator: "+"))
        }
        try server.add(Tool(name: "asks_first", inputSchema: any)) { _, context in
            let schema: JSON = ["type": "object", "properties": ["name": ["type": "string"]]]
            let answer = try await context.elicit("who?", schema: schema, key: "who")
            try context.becomeTask()
            return ToolResult(text: "hello \(answer.content?["name"]?.string ?? "?")")
        }
    }

    func driver(_ revision: Revision, capabilities: JSON = [:]) async throws -> Driver {
        let driver = Driver(server, revision, on: loop, capabilities: capabilities)
        try await driver.begin()
        return driver
    }

    /// Looks at a task until it has a status.
    func wait(_ driver: Driver, _ id: String, for status: String, principal: String? = nil) async throws -> Answer {
        for _ in 0..<500 {
            let answer = try await driver.request("tasks/get", ["taskId": .string(id)], principal: principal)
            if answer.result?["status"]?.string == status || answer.error != nil { return answer }
            _ = await loop.sleep(until: .after(.milliseconds(2)))
        }
        Issue.record("task \(id) never was \(status)")
        return try await driver.request("tasks/get", ["taskId": .string(id)])
    }
}

extension Driver {
    func call(_ tool: String, _ others: JSON = [:], principal: String? = nil) async throws -> Answer {
        let params: JSON = ["name": .string(tool), "arguments": [:]]
        return try await request("tools/call", params.merging(others), principal: principal)
    }
}
