import HTTP
import HTTPWire
import JSON
import MCP
import Reactor
import Testing

@testable import ConformanceClient

@Suite(.timeLimit(.minutes(1))) struct LegacyScenarioTests {
    @Test func `initialize says who it is, to a server that answers everything with a result`() async throws {
        let (seen, _) = try await MockServer.play("initialize", .june2025) { request, _ in
            request.name == "initialize"
                ? request.result([
                    "protocolVersion": "2025-06-18", "capabilities": [:], "serverInfo": ["name": "m", "version": "1"],
                ]) : request.result([:])
        }
        let first = try #require(seen.first)
        #expect(first.name == "initialize")
        #expect(first.params["protocolVersion"] == "2025-06-18")
        #expect(first.params["clientInfo"]?["name"]?.string?.isEmpty == false)
        #expect(first.params["clientInfo"]?["version"]?.string?.isEmpty == false)
    }

    @Test func `tools_call adds two numbers, in both eras`() async throws {
        let tools: JSON = [["name": "add_numbers", "inputSchema": ["type": "object"]]]
        for revision in [Revision.june2025, .november2025, .july2026] {
            let more: MockServer.Script = { request, _ in
                switch request.name {
                case "tools/list": request.complete([("tools", tools)])
                case "tools/call": request.complete(request.text("8"))
                default: HTTPResponse(.methodNotAllowed)
                }
            }
            let script = revision.era == .modern ? MockServer.modern(more) : MockServer.legacy(more)
            let (seen, _) = try await MockServer.play("tools_call", revision, against: script)
            let call = try #require(seen.first { $0.name == "tools/call" })
            #expect(call.tool == "add_numbers")
            #expect(call.params["arguments"]?["a"]?.number != nil && call.params["arguments"]?["b"]?.number != nil)
        }
    }

    @Test func `elicitation defaults fill an empty form`() async throws {
        let schema: JSON = [
            "type": "object",
            "properties": [
                "name": ["type": "string", "default": "John Doe"], "age": ["type": "integer", "default": 30],
                "score": ["type": "number", "default": 95.5], "verified": ["type": "boolean", "default": true],
                "status": ["type": "string", "enum": ["active", "pending"], "default": "active"],
            ],
        ]
        let answered = WaitPoint()
        let script = MockServer.legacy { request, _ in
            switch request.name {
            case "tools/list":
                return request.result([
                    "tools": [["name": "test_client_elicitation_defaults", "inputSchema": ["type": "object"]]]
                ])
            case "tools/call":
                return .events { writer in
                    let ask: JSON = [
                        "jsonrpc": "2.0", "id": 0, "method": "elicitation/create",
                        "params": ["message": "?", "requestedSchema": schema],
                    ]
                    try await writer.writeEvent(ask.encoded())
                    _ = await answered.wait(on: request.loop, until: .after(.seconds(5)))
                    let answer: JSON = [
                        "jsonrpc": "2.0", "id": request.message["id"] ?? .null, "result": ["content": []],
                    ]
                    try await writer.writeEvent(answer.encoded())
                }
            default:
                answered.wakeAll()
                return request.method == .get ? HTTPResponse(.methodNotAllowed) : HTTPResponse(.accepted)
            }
        }
        let (seen, _) = try await MockServer.play("elicitation-sep1034-client-defaults", .november2025, against: script)
        let answer = try #require(seen.first { $0.message["result"]?["action"] != nil }).message["result"]
        #expect(answer?["action"] == "accept")
        #expect(
            answer?["content"]
                == ["name": "John Doe", "age": 30, "score": 95.5, "verified": true, "status": "active"]
        )
        #expect(seen.first?.params["capabilities"]?["elicitation"]?["form"] != nil)
    }

    @Test func `sse-retry comes back after the time that the server named, with the last id`() async throws {
        let script = MockServer.legacy { request, all in
            switch (request.method, request.name) {
            case (.post, "tools/list"):
                return request.result(["tools": [["name": "test_reconnection", "inputSchema": ["type": "object"]]]])
            case (.post, "tools/call"):
                return .events { writer in try await writer.write("id: event-1\nretry: 300\ndata: \n\n") }
            case (.get, _):
                let call = all.first { $0.name == "tools/call" }
                return .events { writer in
                    try await writer.write("id: event-2\nretry: 300\ndata: \n\n")
                    guard let call else { return try await writer.waitForDisconnect() }
                    let answer: JSON = ["jsonrpc": "2.0", "id": call.message["id"] ?? .null, "result": ["content": []]]
                    try await writer.writeEvent(answer.encoded(), type: "message", id: "event-3")
                    try await writer.waitForDisconnect()
                }
            default: return HTTPResponse(.methodNotAllowed)
            }
        }
        let (seen, _) = try await MockServer.play("sse-retry", .november2025, against: script)
        let call = try #require(seen.first { $0.name == "tools/call" })
        let back = try #require(seen.last { $0.method == .get })
        #expect(back.fields["Last-Event-ID"] == "event-1")
        #expect(back.time - call.time >= .milliseconds(295))
    }

    @Test func `a schema comes back as it was, whatever is in it`() async throws {
        let schema = try JSON(
            parsing: Array(
                #"""
                {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","$defs":{"address":
                {"$anchor":"a","type":"object"}},"properties":{"n":{"maximum":1.0}},"allOf":[{"anyOf":[{"required":["n"]}]}],
                "if":true,"then":true,"else":false,"additionalProperties":false}
                """#.utf8
            )
        )
        let script = MockServer.legacy { request, _ in
            switch request.name {
            case "tools/list":
                request.result([
                    "tools": [
                        ["name": "json_schema_2020_12_tool", "inputSchema": schema],
                        ["name": "json_schema_echo", "inputSchema": ["type": "object"]],
                    ]
                ])
            case "tools/call": request.result(["content": []])
            default: HTTPResponse(.methodNotAllowed)
            }
        }
        let (seen, _) = try await MockServer.play("json-schema-2020-12-preservation", .november2025, against: script)
        let call = try #require(seen.first { $0.name == "tools/call" })
        #expect(call.tool == "json_schema_echo")
        #expect(call.params["arguments"]?["schema"]?.description == schema.description)
    }
}
