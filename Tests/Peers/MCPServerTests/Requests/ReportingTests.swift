import Bindings
import JSON
import JSONRPC
import MCP
import MCPServer
import Reactor
import Testing

@Suite struct ReportingTests {
    private static func server(_ change: (inout ServerOptions) -> Void = { _ in }) throws -> MCPServer {
        var options = ServerOptions()
        change(&options)
        let server = MCPServer(Implementation(name: "test", version: "1"), options: options)
        try server.add(Tool(name: "work", inputSchema: ["type": "object"])) { _, context in
            for value in [0.0, 50, 50, 20, .nan, 99.5, 100] { try await context.report(value, of: 100, message: "m") }
            return ToolResult(text: "done")
        }
        try server.add(Tool(name: "log", inputSchema: ["type": "object"])) { _, context in
            for level in LogLevel.allCases { try await context.log(level, .string(level.rawValue), logger: "l") }
            return ToolResult(text: "done")
        }
        return server
    }

    private static func reply(of handling: Handling) async -> Reply? {
        switch handling {
        case .finished(let reply): reply
        case .working(let work): await work()
        }
    }

    private static func levels(_ answer: Answer) -> [String] {
        answer.sent("notifications/message").compactMap { $0["params"]?["level"]?.string }
    }

    @Test(arguments: Revision.all)
    func `progress goes to who gave a token, and only grows`(_ revision: Revision) async throws {
        try await TestServer.with(try Self.server(), revision) { driver async throws in
            #expect(try await driver.request("tools/call", ["name": "work"]).sent == [])
            for token: JSON in ["t", 7, 9_007_199_254_740_993] {
                let answer = try await driver.request("tools/call", ["name": "work"], meta: ["progressToken": token])
                let all = answer.sent("notifications/progress").compactMap { $0["params"] }
                #expect(all.compactMap { $0["progress"]?.description } == ["0", "50", "99.5", "100"])
                #expect(all.allSatisfy { $0["progressToken"] == token && $0["total"] == 100 })
                #expect(all.allSatisfy { ($0["message"] != nil) == (revision >= .march2025) })
                #expect(answer.sent.allSatisfy { $0["id"] == nil })
            }
        }
    }

    @Test func `who takes no stream gets the reply alone`() async throws {
        try await TestServer.with(try Self.server(), .july2026) { driver async throws in
            for name in ["work", "log"] {
                let meta: JSON = ["progressToken": 1, MetadataKey.logLevel: "debug"]
                let params = driver.complete(["name": .string(name)], meta: meta)
                let exchange = Exchange(driver, refuses: true)
                let handling = driver.take(MessageWriter.request(1, "tools/call", params: params), exchange)
                let answer = try Answer(await Self.reply(of: handling), exchange.sent)
                #expect(answer.text == "done" && answer.sent == [])
            }
        }
    }

    @Test(arguments: Revision.legacy)
    func `a legacy session says from which level on it wants messages`(_ revision: Revision) async throws {
        try await TestServer.with(try Self.server(), revision) { driver async throws in
            let before = try await driver.request("tools/call", ["name": "log"])
            #expect(Self.levels(before).first == "info")
            for (position, level) in LogLevel.allCases.enumerated().reversed() {
                #expect(try await driver.request("logging/setLevel", ["level": .string(level.rawValue)]).result == [:])
                let answer = try await driver.request("tools/call", ["name": "log"])
                #expect(Self.levels(answer) == LogLevel.allCases.dropFirst(position).map(\.rawValue))
                #expect(
                    answer.sent[0]["params"] == [
                        "level": .string(level.rawValue), "logger": "l", "data": .string(level.rawValue),
                    ]
                )
            }
            for params: JSON? in [nil, [:], ["level": "verbose"], ["level": 3], ["level": .null], ["level": "INFO"]] {
                #expect(try await driver.request("logging/setLevel", params).code == -32602)
            }
        }
    }

    @Test func `a modern request says whether it wants messages`() async throws {
        try await TestServer.with(try Self.server(), .july2026) { driver async throws in
            #expect(try await driver.request("tools/call", ["name": "log"]).sent == [])
            for (position, level) in LogLevel.allCases.enumerated() {
                let meta: JSON = .object([(MetadataKey.logLevel, .string(level.rawValue))])
                let answer = try await driver.request("tools/call", ["name": "log"], meta: meta)
                #expect(Self.levels(answer) == LogLevel.allCases.dropFirst(position).map(\.rawValue))
            }
        }
    }

    @Test func `a server without logging sends no messages`() async throws {
        let server = try Self.server { $0.logging = false }
        for revision in Revision.all {
            try await TestServer.with(server, revision) { driver async throws in
                let meta: JSON = [MetadataKey.logLevel: "debug"]
                #expect(try await driver.request("tools/call", ["name": "log"], meta: meta).sent == [])
                server.log(.emergency, "x")
                #expect(driver.outlet.posted == [])
            }
        }
    }

    @Test func `messages that belong to no request reach the legacy sessions that want them`() async throws {
        let server = try Self.server()
        try await TestServer.with(server, .june2025) { driver async throws in
            server.log(.debug, "no")
            server.log(.warning, ["a": 1], logger: "l")
            _ = try await driver.request("logging/setLevel", ["level": "error"])
            server.log(.warning, "no")
            #expect(driver.outlet.posted.map { $0["params"]?["data"] } == [["a": 1]])
        }
    }

    @Test func `nothing is reported after the reply`() async throws {
        let server = MCPServer(Implementation(name: "test", version: "1"))
        let keeper = Keeper()
        try server.add(Tool(name: "keep", inputSchema: ["type": "object"])) { _, context in
            keeper.context.withLock { $0 = context }
            return ToolResult(text: "")
        }
        try await TestServer.with(server, .july2026) { driver async throws in
            let meta: JSON = ["progressToken": 1, MetadataKey.logLevel: "debug"]
            _ = try await driver.request("tools/call", ["name": "keep"], meta: meta)
            let context = try #require(keeper.context.withLock { $0 })
            try await context.report(1)
            try await context.log(.error, "late")
            let exchange = try #require(context.testExchange as? Exchange)
            #expect(exchange.sent == [])
        }
    }

    private final class Keeper: Sendable { let context = Locked<RequestContext?>(nil) }
}

extension RequestContext {
    /// How the request came, for a look at what was sent.
    var testExchange: any Sendable { exchange }
}
