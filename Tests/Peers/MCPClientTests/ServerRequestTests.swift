import JSON
import JSONRPC
import MCP
import Reactor
import Testing

@testable import MCPClient

@Suite(.timeLimit(.minutes(1))) struct ServerRequestTests {
    /// Sends one request of the server, and returns what the client answers.
    private func answer(
        to method: String,
        _ params: JSON = [:],
        revision: String = "2025-11-25",
        _ change: @escaping @Sendable (inout MCPClientOptions) -> Void = { _ in }
    ) async throws -> JSON {
        let box = Answers()
        let ask: JSON = ["jsonrpc": "2.0", "id": "s-1", "method": .string(method), "params": params]
        let script = Script.legacy(revision) { message, _ in
            message["method"] == "ping" ? [.send(ask.description), Script.result(message, [:])] : []
        }
        try await withLineServer(script, change) { client, server async throws in
            try await client.ping()
            box.set(await server.wait { $0["id"] == "s-1" } ?? .null)
        }
        return box.value
    }

    @Test func `a ping is answered by an empty result`() async throws {
        #expect(try await answer(to: "ping")["result"] == [:])
    }

    @Test func `what was not declared is an unknown method`() async throws {
        for method in ["sampling/createMessage", "elicitation/create", "roots/list", "tools/list", "no/such"] {
            #expect(try await answer(to: method)["error"]?["code"] == -32601, "\(method)")
        }
    }

    @Test func `a form is filled with the defaults of its schema`() async throws {
        let schema: JSON = [
            "type": "object",
            "properties": [
                "name": ["type": "string", "default": "John Doe"], "age": ["type": "integer", "default": 30],
                "score": ["type": "number", "default": 95.5],
                "status": ["type": "string", "enum": ["active", "idle"], "default": "active"],
                "verified": ["type": "boolean", "default": true],
            ],
        ]
        let reply = try await answer(to: "elicitation/create", ["message": "?", "requestedSchema": schema]) { options in
            options.handlers.form = { _ in .accept(["age": 31]) }
        }
        let wanted: JSON = ["name": "John Doe", "age": 31, "score": 95.5, "status": "active", "verified": true]
        #expect(reply["result"]?["action"] == "accept")
        #expect(reply["result"]?["content"] == wanted)
    }

    @Test func `an answer that does not fit its form is not sent`() async throws {
        let schema: JSON = ["type": "object", "properties": ["n": ["type": "integer"]], "required": ["n"]]
        let params: JSON = ["message": "?", "requestedSchema": schema]
        let reply = try await answer(to: "elicitation/create", params) { options in
            options.handlers.form = { _ in .accept(["n": "one"]) }
        }
        #expect(reply["error"]?["code"] == -32603)
    }

    @Test func `more requests at a time than are wanted are refused, and cancelled ones get no answer`() async throws {
        let script = Script.legacy { message, _ in
            guard message["method"] == "ping" else { return [] }
            return [
                .send(#"{"jsonrpc":"2.0","id":"a","method":"roots/list"}"#),
                .send(#"{"jsonrpc":"2.0","id":"b","method":"roots/list"}"#),
                .send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"a"}}"#),
                .send(#"{"jsonrpc":"2.0","id":"c","method":"ping"}"#), Script.result(message, [:]),
            ]
        }
        try await withLineServer(script) { options in
            options.mostServerRequests = 1
            options.handlers.roots = {
                // Ends at once when it is cancelled.
                try await Task.sleep(for: .seconds(30))
                return []
            }
        } _: { client, server async throws in
            try await client.ping()
            #expect(await server.wait { $0["id"] == "b" }?["error"]?["code"] == -32603)
            #expect(await server.wait { $0["id"] == "c" }?["result"] == [:])
            #expect(!server.seen.contains { $0["id"] == "a" && $0["method"] == nil })
        }
    }

    @Test func `a mode that was not declared is refused, and a missing one means a form`() async throws {
        let url: JSON = ["mode": "url", "message": "?", "url": "https://example.com", "elicitationId": "e"]
        let refused = try await answer(to: "elicitation/create", url) { $0.handlers.form = { _ in .decline } }
        #expect(refused["error"]?["code"] == -32602)
        let declined = try await answer(to: "elicitation/create", ["message": "?"]) { options in
            options.handlers.form = { _ in .decline }
        }
        #expect(declined["result"] == ["action": "decline"])
        let consent = try await answer(to: "elicitation/create", url) { $0.handlers.url = { _ in .accept(["a": 1]) } }
        #expect(consent["result"] == ["action": "accept"])
    }

    @Test func `URLs that must be visited first are, and the request is sent again, once`() async throws {
        let item: JSON = ["mode": "url", "message": "?", "url": "https://example.com/a", "elicitationId": "e"]
        for (consents, count) in [(true, 2), (false, 1)] {
            let script = Script.legacy { message, _ in
                [Script.error(message, -32042, data: ["elicitations": [item]])]
            }
            try await withLineServer(script) { options in
                options.visitTime = .milliseconds(10)
                options.handlers.url = { request in
                    request.url == "https://example.com/a" && consents ? .accept() : .decline
                }
            } _: { client, server async throws in
                await #expect { _ = try await client.callTool("t") } throws: { error in
                    (error as? MCPClientError)?.answer?.code == -32042
                }
                #expect(server.methods.filter { $0 == "tools/call" }.count == count)
            }
        }
    }

    @Test func `sampling keeps to its rules`() async throws {
        let plain: JSON = ["messages": [["role": "user", "content": ["type": "text", "text": "hi"]]], "maxTokens": 9]
        let sampled: @Sendable (inout MCPClientOptions) -> Void = { options in
            options.handlers.sampling = { request in
                ["role": "assistant", "model": "m", "content": ["type": "text", "text": "hello"]]
            }
        }
        #expect(try await answer(to: "sampling/createMessage", plain, sampled)["result"]?["model"] == "m")
        let withTools = JSON.object((plain.object ?? []) + [("tools", [])])
        #expect(try await answer(to: "sampling/createMessage", withTools, sampled)["error"]?["code"] == -32602)
        #expect(try await answer(to: "sampling/createMessage", ["maxTokens": 1], sampled)["error"]?["code"] == -32602)
        let refused = try await answer(to: "sampling/createMessage", plain) { options in
            options.handlers.sampling = { _ in throw HandlerRefusal.userRejected }
        }
        #expect(refused["error"]?["code"] == -1)
    }

    @Test func `tool results in sampling are complete and alone`() {
        let use: JSON = ["role": "assistant", "content": [["type": "tool_use", "id": "u", "name": "t", "input": [:]]]]
        let result: JSON = ["type": "tool_result", "toolUseId": "u", "content": []]
        #expect(SamplingRules.problem(in: [use, ["role": "user", "content": [result]]]) == nil)
        #expect(SamplingRules.problem(in: [use]) != nil)
        #expect(SamplingRules.problem(in: [use, ["role": "user", "content": ["type": "text", "text": "x"]]]) != nil)
        let mixed: JSON = ["role": "user", "content": [result, ["type": "text", "text": "x"]]]
        #expect(SamplingRules.problem(in: [use, mixed]) != nil)
    }

    @Test func `capabilities follow from the handlers and the revision`() {
        var options = MCPClientOptions()
        options.handlers.form = { _ in .decline }
        options.handlers.roots = { [] }
        options.handlers.sampling = { _ in [:] }
        options.handlers.samplesWithTools = true
        options.capabilities = ["extensions": ["io.modelcontextprotocol/tasks": [:]]]
        let desk = ServerRequestDesk(options)
        #expect(desk.capabilities(.november2024)["elicitation"] == nil)
        #expect(desk.capabilities(.june2025)["elicitation"] == [:])
        #expect(desk.capabilities(.november2025)["elicitation"] == ["form": [:]])
        #expect(desk.capabilities(.november2025)["roots"] == ["listChanged": true])
        #expect(desk.capabilities(.july2026)["roots"] == [:])
        #expect(desk.capabilities(.july2026)["sampling"] == ["tools": [:]])
        #expect(desk.capabilities(.july2026)["extensions"] != nil)
    }

    @Test func `a modern server must not ask, and gets no answer`() async throws {
        let findings = Findings()
        let script = Script.modern { message, _ in
            [
                .send(#"{"jsonrpc":"2.0","id":"s","method":"roots/list"}"#),
                Script.result(message, ["resultType": "complete", "content": []]),
            ]
        }
        try await withLineServer(script) { options in
            options.handlers.roots = { [] }
            options.report = { findings.add($0) }
        } _: { client, server async throws in
            _ = try await client.callTool("t")
            _ = try await client.callTool("t")
            #expect(!server.seen.contains { $0["id"] == "s" })
        }
        #expect(findings.kinds == [.unexpectedMessage, .unexpectedMessage])
    }
}

/// A value that one task leaves for another.
private final class Answers: Sendable {
    private let held = Locked<JSON>(.null)
    var value: JSON { held.withLock { $0 } }
    func set(_ value: JSON) { held.withLock { $0 = value } }
}
