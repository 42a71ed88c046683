import HTTP
import HTTPWire
import JSON
import MCP
import MCPClient
import Reactor
import Testing

@testable import ConformanceClient

@Suite(.timeLimit(.minutes(1))) struct ModernScenarioTests {
    @Test func `request metadata is complete, and the version that the server names is used`() async throws {
        let (seen, _) = try await MockServer.play("request-metadata", .july2026) { request, all in
            if all.count == 1 { return request.error(.badRequest, -32022, data: ["supported": ["2026-07-28"]]) }
            return request.name == "server/discover"
                ? request.complete([("supportedVersions", ["2026-07-28"]), ("capabilities", [:])])
                : request.complete([("tools", [])])
        }
        #expect(seen.count >= 3)
        for request in seen {
            let meta = request.params["_meta"]
            let capabilities = meta?["io.modelcontextprotocol/clientCapabilities"]
            #expect(request.fields["MCP-Protocol-Version"] == "2026-07-28")
            #expect(meta?["io.modelcontextprotocol/protocolVersion"] == "2026-07-28")
            #expect(meta?["io.modelcontextprotocol/clientInfo"]?["version"] != nil)
            for name in ["roots", "sampling", "elicitation"] { #expect(capabilities?[name]?.object != nil, "\(name)") }
        }
    }

    @Test func `state is echoed, left out where there was none, and kept to its own request`() async throws {
        let state = #"{"nonce":"a b","originalId":1}"#
        let question: JSON = [
            "confirm": [
                "method": "elicitation/create",
                "params": [
                    "message": "?",
                    "requestedSchema": ["type": "object", "properties": ["confirmed": ["type": "boolean"]]],
                ],
            ]
        ]
        let script = MockServer.modern { request, _ in
            switch (request.name, request.tool, request.params["inputResponses"]) {
            case ("tools/list", _, _): request.complete([("tools", [])])
            case (_, "test_mrtr_echo_state", nil):
                request.result([
                    "resultType": "input_required", "inputRequests": question, "requestState": .string(state),
                ])
            case (_, "test_mrtr_no_state", nil):
                request.result(["resultType": "input_required", "inputRequests": question])
            case (_, "test_mrtr_no_result_type", _): request.result(["content": []])
            default: request.complete(request.text("ok"))
            }
        }
        let (seen, _) = try await MockServer.play("sep-2322-client-request-state", .july2026, against: script)
        func calls(_ tool: String) -> [MockRequest] { seen.filter { $0.tool == tool } }
        let echo = calls("test_mrtr_echo_state")
        #expect(echo.count == 2 && echo[1].params["requestState"]?.string == state)
        #expect(echo[0].message["id"] != echo[1].message["id"])
        #expect(echo[1].params["inputResponses"]?["confirm"]?["content"]?["confirmed"] == true)
        let stateless = calls("test_mrtr_no_state")
        #expect(stateless.count == 2 && stateless[1].params["requestState"] == nil)
        let unrelated = calls("test_mrtr_unrelated")
        #expect(unrelated.count == 1)
        #expect(unrelated[0].params["requestState"] == nil && unrelated[0].params["inputResponses"] == nil)
        #expect(calls("test_mrtr_no_result_type").count == 1)
    }

    @Test func `every kind of request carries its standard headers`() async throws {
        let script = MockServer.modern { request, _ in
            switch request.name {
            case "tools/list": request.complete([("tools", [["name": "tëst", "inputSchema": ["type": "object"]]])])
            case "resources/list": request.complete([("resources", [["uri": "a:b", "name": "b"]])])
            case "prompts/list": request.complete([("prompts", [["name": "p"]])])
            case "resources/templates/list": request.complete([("resourceTemplates", [])])
            case "resources/read": request.complete([("contents", [])])
            case "prompts/get": request.complete([("messages", [])])
            default: request.complete(request.text("ok"))
            }
        }
        let (seen, _) = try await MockServer.play("http-standard-headers", .july2026, against: script)
        for request in seen {
            #expect(request.fields["Mcp-Method"] == request.name)
            #expect(request.fields["MCP-Protocol-Version"] == "2026-07-28")
        }
        func name(_ method: String) -> String? { seen.first { $0.name == method }?.fields["Mcp-Name"] }
        #expect(name("tools/call") == "=?base64?dMOrc3Q=?=")
        #expect(name("resources/read") == "a:b")
        #expect(name("prompts/get") == "p")
        #expect(name("tools/list") == nil)
    }

    @Test func `marked arguments of the context are repeated, encoded where they must be`() async throws {
        func marked(_ type: String, _ header: String) -> JSON {
            ["type": .string(type), "x-mcp-header": .string(header)]
        }
        let properties: JSON = [
            "region": marked("string", "Region"), "priority": marked("integer", "Priority"),
            "verbose": marked("boolean", "Verbose"), "empty": marked("string", "Empty"),
            "method": marked("string", "Method"), "float": marked("number", "Float"),
            "text": marked("string", "Text"), "lines": marked("string", "Lines"), "query": ["type": "string"],
        ]
        let schema: JSON = ["type": "object", "properties": properties]
        let script = MockServer.modern { request, _ in
            request.name == "tools/list"
                ? request.complete([
                    ("tools", [["name": "one", "inputSchema": schema], ["name": "two", "inputSchema": schema]])
                ])
                : request.complete(request.text("ok"))
        }
        let context: JSON = [
            "toolCalls": [
                [
                    "name": "one",
                    "arguments": [
                        "region": "us-west1", "priority": 42, "verbose": false, "empty": "", "method": "m",
                        "float": 3.14159, "text": "世界", "lines": "a\r\nb", "query": "SELECT 1",
                    ],
                ], ["name": "two", "arguments": ["region": " x", "verbose": nil]],
            ]
        ]
        let (seen, _) = try await MockServer.play("http-custom-headers", .july2026, context, against: script)
        let one = try #require(seen.first { $0.tool == "one" }).fields
        let wanted = [
            "Region": "us-west1", "Priority": "42", "Verbose": "false", "Empty": "", "Method": "m", "Float": "3.14159",
            "Text": "=?base64?5LiW55WM?=", "Lines": "=?base64?YQ0KYg==?=",
        ]
        for (header, value) in wanted { #expect(one["Mcp-Param-\(header)"] == value, "\(header)") }
        #expect(one["Mcp-Param-Query"] == nil)
        #expect(one["Mcp-Method"] == "tools/call")
        let two = try #require(seen.first { $0.tool == "two" }).fields
        #expect(two["Mcp-Param-Region"] == "=?base64?IHg=?=")
        #expect(two["Mcp-Param-Verbose"] == nil)
    }

    @Test func `tools with illegal marks are not called, and the valid one is`() async throws {
        func tool(_ name: String, _ property: JSON) -> JSON {
            ["name": .string(name), "inputSchema": ["type": "object", "properties": ["region": property]]]
        }
        let tools: JSON = [
            tool("valid_tool", ["type": "string", "x-mcp-header": "Region"]),
            tool("invalid_empty", ["type": "string", "x-mcp-header": ""]),
            tool("invalid_array", ["type": "array", "x-mcp-header": "A"]),
            tool("invalid_space", ["type": "string", "x-mcp-header": "A B"]),
            tool("invalid_control", ["type": "string", "x-mcp-header": "A\tB"]),
        ]
        let script = MockServer.modern { request, _ in
            request.name == "tools/list" ? request.complete([("tools", tools)]) : request.complete(request.text("ok"))
        }
        let (seen, outcome) = try await MockServer.play("http-invalid-tool-headers", .july2026, against: script)
        #expect(seen.compactMap(\.tool) == ["valid_tool"])
        #expect(outcome.findings.filter { $0.kind == .tool }.count == 4)
    }

    @Test func `a schema that points to the network is left alone`() async throws {
        let script = MockServer.modern { request, _ in
            let port = request.fields["Host"] ?? ""
            let schema: JSON = [
                "type": "object", "properties": ["user": ["$ref": .string("http://\(port)/canary")]],
            ]
            return request.name == "tools/list"
                ? request.complete([
                    ("tools", [["name": "lookup_user", "inputSchema": schema, "outputSchema": schema]])
                ])
                : request.complete(request.text("ok"))
        }
        let (seen, _) = try await MockServer.play("json-schema-ref-no-deref", .july2026, against: script)
        #expect(seen.contains { $0.tool == "lookup_user" })
        #expect(!seen.contains { $0.method == .get })
    }

    @Test func `without a scenario it looks at everything`() async throws {
        let script = MockServer.modern { request, _ in
            switch request.name {
            case "tools/list":
                request.complete([
                    (
                        "tools",
                        [
                            [
                                "name": "reads", "inputSchema": ["type": "object"],
                                "annotations": ["readOnlyHint": true],
                            ],
                            ["name": "writes", "inputSchema": ["type": "object"]],
                        ]
                    )
                ])
            default: request.complete(request.text("ok"))
            }
        }
        let (seen, outcome) = try await MockServer.play(nil, nil, against: script)
        #expect(seen.compactMap(\.tool) == ["reads"])
        #expect(outcome.failures == 0)
        #expect(outcome.lines.contains("tools: 2"))
    }
}
