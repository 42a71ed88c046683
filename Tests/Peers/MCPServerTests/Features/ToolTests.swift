import JSON
import JSONRPC
import MCP
import MCPServer
import Reactor
import Testing

@Suite struct ToolTests {
    @Test(arguments: Revision.all)
    func `calls tools that answer on the spot`(_ revision: Revision) async throws {
        try await TestServer.with(try TestServer.withEverything(), revision) { driver async throws in
            let answer = try await driver.request("tools/call", ["name": "echo", "arguments": ["text": "h\"i\n"]])
            #expect(answer.text == "h\"i\n")
            #expect((answer.result?["resultType"] != nil) == (revision.era == .modern))
            let raw = try await driver.request("tools/call", ["name": "raw"])
            #expect(raw.result?["content"] == [])
            #expect((raw.result?["_meta"] != nil) == (revision.era == .modern))
            #expect((raw.result?["resultType"] != nil) == (revision.era == .modern))
        }
    }

    @Test(arguments: Revision.all)
    func `lists tools as the revision knows them`(_ revision: Revision) async throws {
        try await TestServer.with(try TestServer.withEverything(), revision) { driver async throws in
            let tools = try await driver.request("tools/list").result?["tools"]?.array ?? []
            #expect(tools.compactMap { $0["name"]?.string } == ["echo", "raw", "fail", "sum"])
            #expect((tools[0]["title"] != nil) == (revision >= .june2025))
            #expect((tools[3]["outputSchema"] != nil) == (revision >= .june2025))
            #expect((tools[0]["execution"] != nil) == (revision == .november2025))
        }
    }

    @Test(arguments: Revision.all)
    func `refuses calls that are none`(_ revision: Revision) async throws {
        try await TestServer.with(try TestServer.withEverything(), revision) { driver async throws in
            let bad: [JSON?] = [
                nil, [:], ["name": 5], ["name": .null], ["name": "nobody"], ["name": "Echo"], ["name": ""],
                ["name": "echo", "arguments": []], ["name": "echo", "arguments": "x"],
                ["name": "echo", "arguments": .null],
            ]
            for params in bad {
                #expect(try await driver.request("tools/call", params).code == -32602, "\(params ?? .null)")
            }
        }
    }

    @Test(arguments: Revision.all)
    func `tells the model of wrong arguments since 2025-11-25, the client before`(_ revision: Revision) async throws {
        try await TestServer.with(try TestServer.withEverything(), revision) { driver async throws in
            for arguments: JSON in [[:], ["text": 5]] {
                let answer = try await driver.request("tools/call", ["name": "echo", "arguments": arguments])
                if revision >= .november2025 {
                    #expect(answer.isToolError)
                    #expect(answer.text?.contains("text") == true)
                } else {
                    #expect(answer.code == -32602)
                }
            }
        }
    }

    @Test(arguments: Revision.all)
    func `a failure of the tool is a result`(_ revision: Revision) async throws {
        try await TestServer.with(try TestServer.withEverything(), revision) { driver async throws in
            let answer = try await driver.request("tools/call", ["name": "fail"])
            #expect(answer.isToolError)
            #expect(answer.text == "it did not work")
        }
    }

    @Test(arguments: Revision.all)
    func `holds tools to their output schemas`(_ revision: Revision) async throws {
        let faults = FaultLog()
        let server = try TestServer.withEverything { $0.reportFault = { faults.add($0) } }
        try await TestServer.with(server, revision) { driver async throws in
            let good = try await driver.request("tools/call", ["name": "sum"])
            #expect((good.result?["structuredContent"] != nil) == (revision >= .june2025))
            #expect(good.text == #"{"sum":3}"#)
            for how in ["wrong", "none"] {
                let answer = try await driver.request(
                    "tools/call",
                    ["name": "sum", "arguments": ["how": .string(how)]]
                )
                #expect(answer.code == -32603)
            }
            let failed = try await driver.request("tools/call", ["name": "sum", "arguments": ["how": "error"]])
            #expect(failed.isToolError)
        }
        #expect(faults.all.count == 2)
    }

    @Test func `structured content may be anything for modern clients alone`() async throws {
        let server = MCPServer(Implementation(name: "test", version: "1"))
        let tool = Tool(name: "list", inputSchema: ["type": "object"], outputSchema: ["type": "array"])
        try server.add(tool) { _ in ToolResult(content: [], structuredContent: [1, 2]) }
        for revision in Revision.all {
            try await TestServer.with(server, revision) { driver async throws in
                let result = try await driver.request("tools/call", ["name": "list"]).result
                let listed = try await driver.request("tools/list").result?["tools"]?[0]
                if revision.era == .modern {
                    #expect(result?["structuredContent"] == [1, 2])
                    #expect(listed?["outputSchema"] != nil)
                } else {
                    #expect(result?["structuredContent"] == nil)
                    #expect(result?["content"]?[0]?["text"] == "[1,2]")
                    #expect(listed?["outputSchema"] == nil)
                }
            }
        }
    }

    @Test func `refuses declarations that clients could not use`() throws {
        let server = try TestServer.withEverything()
        func code(_ tool: Tool) -> ServerError.Code? {
            do throws(ServerError) {
                try server.add(tool) { _ in ToolResult(text: "") }
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code(Tool(name: "echo")) == .duplicate)
        #expect(code(Tool(name: "")) == .badDeclaration)
        #expect(code(Tool(name: "a", inputSchema: ["type": "array"])) == .badDeclaration)
        #expect(code(Tool(name: "a", inputSchema: [:])) == .badDeclaration)
        #expect(code(Tool(name: "a", inputSchema: ["type": "object", "properties": 5])) == .badDeclaration)
        let unknown: JSON = ["$schema": "https://example.com/dialect", "type": "object"]
        #expect(code(Tool(name: "a", inputSchema: unknown)) == .badDeclaration)
        let remote: JSON = ["type": "object", "properties": ["x": ["$ref": "https://example.com/schema"]]]
        #expect(code(Tool(name: "a", inputSchema: remote)) == .badDeclaration)
        for mark in ["", "a b", "a\r\nb", 5] as [JSON] {
            let marked: JSON = ["type": "object", "properties": ["x": ["type": "string", "x-mcp-header": mark]]]
            #expect(code(Tool(name: "a", inputSchema: marked)) == .badDeclaration)
        }
        #expect(code(Tool(name: "Echo")) == nil, "names are case-sensitive")
    }

    @Test func `knows which parameters are repeated in header fields`() throws {
        let server = MCPServer(Implementation(name: "test", version: "1"))
        let schema: JSON = [
            "type": "object", "properties": ["region": ["type": "string", "x-mcp-header": "Region"]],
        ]
        try server.add(Tool(name: "where", inputSchema: schema)) { _ in ToolResult(text: "") }
        #expect(server.mirroredParameters(ofTool: "where") == [MirroredParameter(path: ["region"], header: "Region")])
        #expect(server.mirroredParameters(ofTool: "nobody") == [])
    }

    @Test func `error codes that a revision does not have are kept from its clients`() async throws {
        let server = MCPServer(Implementation(name: "test", version: "1"))
        try server.add(Tool(name: "page", inputSchema: ["type": "object"])) { _ in
            let page: JSON = ["mode": "url", "elicitationId": "e", "url": "https://example.com", "message": "Open it"]
            throw ErrorObject(-32042, "open a page", data: ["elicitations": [page]])
        }
        try server.add(Tool(name: "nowhere", inputSchema: ["type": "object"])) { _ in
            throw ErrorObject(-32042, "open a page", data: ["elicitations": []])
        }
        try server.add(Tool(name: "own", inputSchema: ["type": "object"])) { _ in throw ErrorObject(4711, "mine") }
        for revision in [Revision.november2025, .july2026] {
            let visits: JSON = ["elicitation": ["url": [:]]]
            try await TestServer.with(server, revision, capabilities: visits) { driver async throws in
                let answer = try await driver.request("tools/call", ["name": "page"])
                #expect(answer.code == (revision.era == .modern ? -32603 : -32042))
                #expect(try await driver.request("tools/call", ["name": "nowhere"]).code == -32603)
            }
            try await TestServer.with(server, revision) { driver async throws in
                #expect(try await driver.request("tools/call", ["name": "page"]).code == -32603)
                #expect(try await driver.request("tools/call", ["name": "own"]).code == 4711)
            }
        }
    }
}
