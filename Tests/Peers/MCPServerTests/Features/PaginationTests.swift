import Crypto
import JSON
import MCP
import MCPServer
import Reactor
import TestKit
import Testing

@Suite struct PaginationTests {
    private static let lists = [
        ("tools/list", "tools"), ("resources/list", "resources"), ("resources/templates/list", "resourceTemplates"),
        ("prompts/list", "prompts"),
    ]

    private static func server(_ count: Int, pageSize: Int, key: SealingKey = .random()) throws -> MCPServer {
        var options = ServerOptions()
        (options.pageSize, options.sealingKey) = (pageSize, key)
        let server = MCPServer(Implementation(name: "test", version: "1"), options: options)
        for number in 0..<count {
            try server.add(Tool(name: "tool-\(number)")) { _ in ToolResult(text: "") }
            try server.add(Resource(uri: "test://\(number)", name: "r")) { _ in [] }
            try server.add(ResourceTemplate(uriTemplate: "test://\(number)/{x}", name: "t")) { _ in [] }
            try server.add(Prompt(name: "prompt-\(number)")) { _ in PromptResult(messages: []) }
        }
        return server
    }

    private static func all(_ driver: Driver, _ method: String, _ member: String) async throws -> [[JSON]] {
        var pages: [[JSON]] = []
        var cursor: JSON?
        repeat {
            let answer = try await driver.request(method, cursor.map { ["cursor": $0] })
            pages.append(answer.result?[member]?.array ?? [])
            cursor = answer.result?["nextCursor"]
        } while cursor != nil && pages.count < 100
        return pages
    }

    @Test func `there is no cursor to a page without entries`() async throws {
        var options = ServerOptions()
        options.pageSize = 2
        let server = MCPServer(Implementation(name: "test", version: "1"), options: options)
        for name in ["a", "b"] { try server.add(Tool(name: name)) { _ in ToolResult(text: "") } }
        try server.add(Tool(name: "new"), in: Revision.modern) { _ in ToolResult(text: "") }
        for revision in [Revision.november2025, .july2026] {
            try await TestServer.with(server, revision) { driver async throws in
                let first = try await driver.request("tools/list")
                #expect((first.result?["nextCursor"] != nil) == (revision.era == .modern))
            }
        }
    }

    @Test(arguments: Revision.all)
    func `pages hold every entry once, in order`(_ revision: Revision) async throws {
        for (count, size) in [(1, 1), (7, 3), (6, 3), (250, 250), (5, 0)] {
            try await TestServer.with(try Self.server(count, pageSize: size), revision) { driver async throws in
                for (method, member) in Self.lists {
                    let pages = try await Self.all(driver, method, member)
                    let step = max(1, size)
                    #expect(pages.count == (count + step - 1) / step)
                    #expect(Set(pages.joined().map(\.description)).count == count)
                }
                let names = try await Self.all(driver, "tools/list", "tools").joined().compactMap { $0["name"]?.string }
                #expect(names == (0..<count).map { "tool-\($0)" })
            }
        }
    }

    @Test(arguments: [Revision.november2024, .november2025, .july2026])
    func `refuses cursors that it did not make for this list`(_ revision: Revision) async throws {
        let server = try Self.server(4, pageSize: 2)
        try await TestServer.with(server, revision) { driver async throws in
            let cursor = try await driver.request("tools/list").result?["nextCursor"]?.string ?? ""
            let other = try await driver.request("prompts/list").result?["nextCursor"]?.string ?? ""
            let wrong: [JSON] = [
                "", "x", .string(other), .string(cursor + "A"), .string(String(cursor.dropLast())), 5, .null, [], [:],
                .string(cursor.lowercased()), .string(String(repeating: "A", count: 1 << 20)), "2", "🙂",
            ]
            for value in wrong {
                let answer = try await driver.request("tools/list", ["cursor": value])
                #expect(answer.code == -32602, "\(value.description.prefix(80))")
            }
            for _ in 0..<2 {
                let page = try await driver.request("tools/list", ["cursor": .string(cursor)]).result
                #expect(page?["tools"]?[0]?["name"] == "tool-2")
                #expect(page?["nextCursor"] == nil)
            }
            server.removeTool(named: "tool-3")
            #expect(try await driver.request("tools/list", ["cursor": .string(cursor)]).code == -32602)
            try server.add(Tool(name: "tool-3")) { _ in ToolResult(text: "") }
            #expect(try await driver.request("tools/list", ["cursor": .string(cursor)]).result != nil)
            server.removeTool(named: "tool-3")
            try server.add(Tool(name: "tool-3")) { _ in ToolResult(text: "") }
        }
    }

    @Test func `a cursor changed in any byte is refused`() async throws {
        try await TestServer.with(try Self.server(4, pageSize: 2), .july2026) { driver async throws in
            var random = SeededRandom(seed: 1)
            let cursor = Array((try await driver.request("tools/list").result?["nextCursor"]?.string ?? "").utf8)
            let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
            for position in cursor.indices {
                var changed = cursor
                while changed == cursor { changed[position] = alphabet.randomElement(using: &random) ?? 0 }
                let text = String(decoding: changed, as: UTF8.self)
                #expect(try await driver.request("tools/list", ["cursor": .string(text)]).code == -32602)
            }
        }
    }

    @Test func `replicas with one key understand the cursors of each other`() async throws {
        let key = SealingKey.random()
        let (first, second) = (try Self.server(4, pageSize: 2, key: key), try Self.server(4, pageSize: 2, key: key))
        let stranger = try Self.server(4, pageSize: 2)
        try await LoopGroup.runOne { loop async throws in
            let cursor = try await Driver(first, .july2026, on: loop).request("tools/list").result?["nextCursor"]
            let params: JSON = ["cursor": cursor ?? .null]
            #expect(try await Driver(second, .july2026, on: loop).request("tools/list", params).result != nil)
            #expect(try await Driver(stranger, .july2026, on: loop).request("tools/list", params).code == -32602)
        }
    }

    @Test func `entries can be taken away in the middle`() async throws {
        let server = try Self.server(5, pageSize: 10)
        #expect(server.removeTool(named: "tool-2"))
        #expect(!server.removeTool(named: "tool-2"))
        #expect(server.removePrompt(named: "prompt-0"))
        #expect(server.removeResource(uri: "test://4"))
        #expect(server.removeResourceTemplate("test://1/{x}"))
        try await TestServer.with(server, .july2026) { driver async throws in
            let tools = try await driver.request("tools/list").result?["tools"]?.array ?? []
            #expect(tools.compactMap { $0["name"]?.string } == ["tool-0", "tool-1", "tool-3", "tool-4"])
            #expect(try await driver.request("tools/call", ["name": "tool-4"]).text == "")
            #expect(try await driver.request("tools/call", ["name": "tool-2"]).code == -32602)
            #expect(try await driver.request("resources/read", ["uri": "test://4"]).code == -32602)
            #expect(try await driver.request("resources/read", ["uri": "test://1/x"]).code == -32602)
        }
    }

    @Test func `an empty list is a page, and stays declared`() async throws {
        let server = try Self.server(1, pageSize: 10)
        server.removeTool(named: "tool-0")
        for revision in Revision.all {
            try await TestServer.with(server, revision) { driver async throws in
                let result = try await driver.request("tools/list").result
                #expect(result?["tools"] == [])
                #expect((result?["ttlMs"] != nil) == (revision.era == .modern))
                #expect(try await driver.request("tools/list", ["cursor": ""]).code == -32602)
            }
        }
    }
}
