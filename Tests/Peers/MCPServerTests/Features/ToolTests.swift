import JSON
import MCP
import MCPServer
import Reactor
import Testing

@Suite struct ToolTests {
    static func server() throws -> MCPServer {
        let server = MCPServer(Implementation(name: "test", version: "1"))
        try server.add(
            Tool(name: "echo", inputSchema: ["type": "object", "properties": ["text": ["type": "string"]]])
        ) { call in ToolResult(text: call.string("text") ?? "") }
        try server.add(Tool(name: "raw", inputSchema: ["type": "object"]), raw: { _ in Array(#"{"content":[]}"#.utf8) })
        try server.add(Tool(name: "greet", inputSchema: ["type": "object"])) { _, context in
            let answer = try await context.elicit("Your name?", schema: ["type": "object"], key: "user")
            return ToolResult(text: "Hello \(answer.content?["name"]?.string ?? "?")")
        }
        return server
    }

    @Test(arguments: Revision.all)
    func `calls a tool that answers on the spot`(_ revision: Revision) async throws {
        let server = try Self.server()
        try await LoopGroup.runOne { loop in
            let driver = Driver(server, revision, on: loop)
            try await driver.begin()
            let answer = try await driver.request("tools/call", ["name": "echo", "arguments": ["text": "hi"]])
            #expect(answer.text == "hi")
            #expect((answer.result?["resultType"] != nil) == (revision.era == .modern))
            #expect((answer.result?["_meta"] != nil) == (revision.era == .modern))
            let raw = try await driver.request("tools/call", ["name": "raw"])
            #expect(raw.result?["content"] == [])
            #expect((raw.result?["resultType"] != nil) == (revision.era == .modern))
        }
    }

    @Test(arguments: Revision.all.filter { $0 >= .june2025 })
    func `asks a person in both eras`(_ revision: Revision) async throws {
        let server = try Self.server()
        try await LoopGroup.runOne { loop in
            let driver = Driver(server, revision, on: loop, capabilities: ["elicitation": [:]])
            try await driver.begin()
            let accepted: JSON = ["action": "accept", "content": ["name": "Ada"]]
            var answer = try await driver.request("tools/call", ["name": "greet"]) { _, _ in ["result": accepted] }
            if revision.era == .modern {
                #expect(answer.result?["resultType"] == "input_required")
                #expect(answer.result?["inputRequests"]?["user"]?["method"] == "elicitation/create")
                answer = try await driver.request(
                    "tools/call",
                    ["name": "greet", "inputResponses": ["user": accepted]]
                )
            }
            #expect(answer.text == "Hello Ada")
        }
    }
}
