import JSON
import JSONRPC
import MCP
import Testing

@testable import MCPClient

@Suite(.timeLimit(.minutes(1))) struct InputRoundsTests {
    /// A result that asks a question, with a state or without.
    private static func asks(_ message: JSON, _ key: String, _ method: String = "elicitation/create", state: String?)
        -> LineAction
    {
        let question: JSON = ["method": .string(method), "params": ["message": "?"]]
        return Script.result(
            message,
            .object(of: [
                ("resultType", "input_required"), ("requestState", state.map(JSON.string)),
                ("inputRequests", JSON.object([(key, question)])),
            ])
        )
    }

    private static func done(_ message: JSON) -> LineAction {
        Script.result(message, ["resultType": "complete", "content": [["type": "text", "text": "done"]]])
    }

    private static let accepting: @Sendable (inout MCPClientOptions) -> Void = { options in
        options.handlers.form = { _ in .accept(["ok": true]) }
    }

    @Test func `the retry has a new id, the same parameters, and the state byte for byte`() async throws {
        let state = #"{"b" : 1,  "a":"\u00fc/=="}"#
        let script = Script.modern { message, _ in
            message["params"]?["inputResponses"] == nil
                ? [Self.asks(message, "who", state: state)] : [Self.done(message)]
        }
        try await withLineServer(script, Self.accepting) { client, server async throws in
            let result = try await client.callTool("greet", ["n": .number(JSONNumber("1.50") ?? JSONNumber(0))])
            #expect(result.content.first?.text == "done")
            let calls = server.seen.filter { $0["method"] == "tools/call" }
            #expect(calls.count == 2)
            #expect(calls[0]["id"] != calls[1]["id"])
            #expect(calls[1]["params"]?["requestState"]?.string == state)
            #expect(calls[1]["params"]?["inputResponses"] == ["who": ["action": "accept", "content": ["ok": true]]])
            #expect(calls[1]["params"]?["arguments"]?["n"]?.number?.lexeme == "1.50")
            #expect(calls[0]["params"]?["_meta"] == calls[1]["params"]?["_meta"])
            #expect(calls[0]["params"]?["requestState"] == nil)
        }
    }

    @Test func `a state that is absent stays absent, and only the latest one counts`() async throws {
        let script = Script.modern { message, _ in
            let answers = message["params"]?["inputResponses"]
            if answers == nil { return [Self.asks(message, "one", state: "s1")] }
            return answers?["one"] != nil ? [Self.asks(message, "two", state: nil)] : [Self.done(message)]
        }
        try await withLineServer(script, Self.accepting) { client, server async throws in
            _ = try await client.getPromptResult()
            let calls = server.seen.filter { $0["method"] == "prompts/get" }
            #expect(calls.map { $0["params"]?["requestState"]?.string } == [nil, "s1", nil])
            #expect(calls[2]["params"]?["inputResponses"]?["one"] == nil)
        }
    }

    @Test func `a state alone is brought back at once`() async throws {
        let script = Script.modern { message, _ in
            message["params"]?["requestState"] == nil
                ? [Script.result(message, ["resultType": "input_required", "requestState": ""])] : [Self.done(message)]
        }
        try await withLineServer(script) { client, server async throws in
            _ = try await client.callTool("t")
            let retry = try #require(server.seen.last)
            #expect(retry["params"]?["requestState"] == "")
            #expect(retry["params"]?["inputResponses"] == nil)
        }
    }

    @Test func `calls at the same time keep their answers and states apart`() async throws {
        let script = Script.modern { message, _ in
            let name = message["params"]?["name"]?.string ?? ""
            guard name != "plain", message["params"]?["inputResponses"] == nil else { return [Self.done(message)] }
            return [Self.asks(message, "key-\(name)", state: "state-\(name)")]
        }
        try await withLineServer(script, Self.accepting) { client, server async throws in
            async let first = client.callTool("a")
            async let second = client.callTool("b")
            async let third = client.callTool("plain")
            _ = try await (first, second, third)
            for call in server.seen where call["method"] == "tools/call" {
                guard let state = call["params"]?["requestState"]?.string else { continue }
                let name = call["params"]?["name"]?.string ?? ""
                #expect(state == "state-\(name)")
                #expect(call["params"]?["inputResponses"]?.object?.map(\.key) == ["key-\(name)"])
                #expect(name != "plain")
            }
        }
    }

    @Test func `endless questions end`() async throws {
        let script = Script.modern { message, _ in [Self.asks(message, "again", state: "s")] }
        try await withLineServer(script) { options in
            Self.accepting(&options)
            options.mostInputRounds = 3
        } _: { client, server async throws in
            await #expect { _ = try await client.callTool("t") } throws: {
                ($0 as? MCPClientError)?.code == .tooManyRounds
            }
            #expect(server.methods.filter { $0 == "tools/call" }.count == 4)
        }
    }

    @Test func `what was not declared is not answered`() async throws {
        for method in ["sampling/createMessage", "roots/list", "tools/list", ""] {
            let script = Script.modern { message, _ in [Self.asks(message, "k", method, state: "s")] }
            try await withLineServer(script, Self.accepting) { client, server async throws in
                await #expect { _ = try await client.callTool("t") } throws: {
                    ($0 as? MCPClientError)?.code == .violation
                }
                #expect(server.methods.filter { $0 == "tools/call" }.count == 1)
            }
        }
    }

    @Test func `questions where none may be, and results of unknown types, are violations`() async throws {
        let script = Script.modern { message, _ in
            switch message["method"]?.string {
            case "tools/list": [Script.result(message, ["resultType": "input_required", "requestState": "s"])]
            case "prompts/get": [Script.result(message, ["resultType": "surprise", "messages": []])]
            default: [Script.result(message, ["resultType": "input_required"])]
            }
        }
        try await withLineServer(script) { client, _ async throws in
            for call: () async throws -> Void in [
                { _ = try await client.listTools() }, { _ = try await client.getPrompt("p") },
                { _ = try await client.callTool("t") },
            ] {
                await #expect { try await call() } throws: { ($0 as? MCPClientError)?.code == .violation }
            }
        }
    }

    @Test func `a result without a type is complete`() async throws {
        let script = Script.modern { message, _ in
            [Script.result(message, ["content": [["type": "text", "text": "x"]]])]
        }
        try await withLineServer(script) { client, _ async throws in
            #expect(try await client.callTool("t").content.first?.text == "x")
        }
    }
}

extension MCPClient {
    fileprivate func getPromptResult() async throws -> JSON { try await request("prompts/get", ["name": "p"]) }
}
