import JSON
import JSONRPC
import MCP
import Testing

@testable import MCPClient

@Suite(.timeLimit(.minutes(1))) struct TaskTests {
    private static let capabilities: JSON = [
        "tools": [:], "tasks": ["cancel": [:], "requests": ["tools": ["call": [:]]]],
    ]

    private static func legacyTask(_ status: String) -> JSON {
        [
            "taskId": "t-1", "status": .string(status), "createdAt": "2026-01-01T00:00:00Z",
            "lastUpdatedAt": "2026-01-01T00:00:00Z", "ttl": 1000, "pollInterval": 10,
        ]
    }

    @Test func `a legacy tool that must be a task is called as one, and its result is fetched`() async throws {
        let script = Script.legacy("2025-11-25", Self.capabilities) { message, _ in
            switch message["method"]?.string {
            case "tools/list":
                [
                    Script.result(
                        message,
                        [
                            "tools": [
                                [
                                    "name": "t", "inputSchema": ["type": "object"],
                                    "execution": ["taskSupport": "required"],
                                ]
                            ]
                        ]
                    )
                ]
            case "tools/call": [Script.result(message, ["task": Self.legacyTask("working")])]
            case "tasks/get": [Script.result(message, Self.legacyTask("completed"))]
            case "tasks/result": [Script.result(message, ["content": [["type": "text", "text": "slow"]]])]
            default: []
            }
        }
        try await withLineServer(script) { client, server async throws in
            _ = try await client.listTools()
            #expect(try await client.callTool("t", ["a": 1]).content.first?.text == "slow")
            #expect(server.first("tools/call")?["params"]?["task"] == [:])
            #expect(server.methods.suffix(3) == ["tools/call", "tasks/get", "tasks/result"])
        }
    }

    @Test func `without the capability no tool is called as a task`() async throws {
        try await withLineServer(Script.legacy { _, _ in [] }) { client, _ async throws in
            await #expect { _ = try await client.startTool("t") } throws: { error in
                (error as? MCPClientError)?.code == .unsupported
            }
        }
    }

    private static func modernTask(_ status: String, _ more: [(key: String, value: JSON)] = []) -> JSON {
        .object(
            [
                ("resultType", status == "created" ? "task" : "complete"), ("taskId", "t-9"),
                ("status", .string(status == "created" ? "working" : status)), ("ttlMs", nil), ("pollIntervalMs", 10),
            ] + more
        )
    }

    private static func takingTasks(_ options: inout MCPClientOptions) {
        options.capabilities = ["extensions": ["io.modelcontextprotocol/tasks": [:]]]
    }

    @Test func `a modern task is asked about, answered, and ends in its result`() async throws {
        let question: JSON = ["ok": ["method": "elicitation/create", "params": ["message": "?"]]]
        let script = Script.modern { message, _ in
            switch message["method"]?.string {
            case "tools/call": [Script.result(message, Self.modernTask("created"))]
            case "tasks/update": [Script.result(message, ["resultType": "complete"])]
            case "tasks/get":
                (message["id"]?.number?.int64 ?? 0) < 5
                    ? [Script.result(message, Self.modernTask("input_required", [("inputRequests", question)]))]
                    : [Script.result(message, Self.modernTask("completed", [("result", ["content": []])]))]
            default: []
            }
        }
        try await withLineServer(script) { options in
            options.handlers.form = { _ in .accept() }
            options.capabilities = ["extensions": ["io.modelcontextprotocol/tasks": [:]]]
        } _: { client, server async throws in
            #expect(try await client.callTool("t").content.isEmpty)
            let updates = server.seen.filter { $0["method"] == "tasks/update" }
            #expect(updates.count == 1)
            #expect(updates.first?["params"]?["inputResponses"] == ["ok": ["action": "accept", "content": [:]]])
            let declared = server.first("tools/call")?["params"]?["_meta"]?[
                "io.modelcontextprotocol/clientCapabilities"
            ]
            #expect(declared?["extensions"] == ["io.modelcontextprotocol/tasks": [:]])
        }
    }

    @Test func `a modern task that failed is an error`() async throws {
        let script = Script.modern { message, _ in
            message["method"] == "tools/call"
                ? [Script.result(message, Self.modernTask("created"))]
                : [
                    Script.result(
                        message,
                        Self.modernTask("failed", [("error", ["code": -32603, "message": "broken"])])
                    )
                ]
        }
        try await withLineServer(script, Self.takingTasks) { client, _ async throws in
            await #expect { _ = try await client.callTool("t") } throws: { error in
                (error as? MCPClientError)?.answer?.code == -32603
            }
        }
    }

    @Test func `whoever stops waiting for a task asks the server to give it up`() async throws {
        let script = Script.modern { message, _ in
            switch message["method"]?.string {
            case "tools/call": [Script.result(message, Self.modernTask("created"))]
            case "tasks/get": [Script.result(message, Self.modernTask("working"))]
            default: [Script.result(message, ["resultType": "complete"])]
            }
        }
        try await withLineServer(script, Self.takingTasks) { client, server async throws in
            let call = Task(executorPreference: client.loop) { try await client.callTool("t") }
            _ = await server.wait { $0["method"] == "tasks/get" }
            call.cancel()
            _ = await call.result
            #expect(await server.wait { $0["method"] == "tasks/cancel" }?["params"]?["taskId"] == "t-9")
        }
    }
}
