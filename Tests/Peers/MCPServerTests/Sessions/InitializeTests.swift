import Bindings
import JSON
import JSONRPC
import MCP
import MCPServer
import Reactor
import Testing

@Suite struct InitializeTests {
    @Test func `agrees on the revision asked for, or offers its newest legacy one`() async throws {
        let server = try TestServer.withEverything()
        let expected =
            Revision.legacy.map { ($0.name, $0.name) } + [
                ("1999-01-01", "2025-11-25"), ("2026-07-28", "2025-11-25"), ("", "2025-11-25"),
                ("2025-06-18 ", "2025-11-25"),
            ]
        try await LoopGroup.runOne { loop async throws in
            for (asked, agreed) in expected {
                let driver = Driver(server, .latestLegacy, on: loop)
                let answer = try await driver.request("initialize", driver.initializeParams(asked))
                #expect(answer.result?["protocolVersion"]?.string == agreed, "\(asked)")
                #expect(driver.session.revision?.name == agreed)
            }
        }
    }

    @Test func `offers the newest of the revisions it was told to speak`() async throws {
        let server = try TestServer.withEverything { $0.revisions = [.november2024, .march2025] }
        try await LoopGroup.runOne { loop async throws in
            let driver = Driver(server, .june2025, on: loop)
            let answer = try await driver.request("initialize", driver.initializeParams("2025-11-25"))
            #expect(answer.result?["protocolVersion"] == "2025-03-26")
        }
    }

    @Test(arguments: Revision.legacy)
    func `says what it has in the words of the revision`(_ revision: Revision) async throws {
        let server = try TestServer.withEverything()
        try await LoopGroup.runOne { loop async throws in
            let driver = Driver(server, revision, on: loop)
            let result = try await driver.request("initialize", driver.initializeParams()).result
            let capabilities = result?["capabilities"]
            #expect(capabilities?["tools"]?["listChanged"] == true)
            #expect(capabilities?["resources"] == ["subscribe": true, "listChanged": true])
            #expect(capabilities?["prompts"]?["listChanged"] == true)
            #expect(capabilities?["logging"] == [:])
            #expect((capabilities?["completions"] != nil) == (revision >= .march2025))
            #expect((result?["serverInfo"]?["title"] != nil) == (revision >= .june2025))
            #expect(result?["instructions"] == "Be kind.")
            for member in ["resultType", "_meta", "ttlMs", "cacheScope"] { #expect(result?[member] == nil) }
        }
    }

    @Test func `declares only what there is`() async throws {
        var options = ServerOptions()
        options.logging = false
        options.listChanged = false
        let server = MCPServer(Implementation(name: "bare", version: "0"), options: options)
        try await TestServer.with(server, .latestLegacy) { driver async throws in
            for method in [
                "tools/list", "tools/call", "resources/list", "resources/templates/list", "resources/read",
                "prompts/list",
                "prompts/get", "completion/complete", "logging/setLevel", "resources/subscribe",
                "resources/unsubscribe",
            ] {
                #expect(try await driver.request(method, [:]).code == -32601, "\(method)")
            }
        }
        try await LoopGroup.runOne { loop async throws in
            let driver = Driver(server, .latestLegacy, on: loop)
            #expect(try await driver.request("initialize", driver.initializeParams()).result?["capabilities"] == [:])
        }
    }

    @Test func `begins once`() async throws {
        try await TestServer.with(try TestServer.withEverything(), .june2025) { driver async throws in
            #expect(try await driver.request("initialize", driver.initializeParams("2024-11-05")).code == -32600)
            #expect(driver.session.revision == .june2025)
        }
    }

    @Test func `refuses parameters that are none`() async throws {
        let server = try TestServer.withEverything()
        let good = InitializeRequest(
            protocolVersion: "2025-06-18",
            capabilities: ClientCapabilities(),
            clientInfo: Implementation(name: "a", version: "1")
        ).json
        let bad: [(String, JSON?)] = [
            ("protocolVersion", nil), ("protocolVersion", 5), ("protocolVersion", .null), ("protocolVersion", [:]),
            ("capabilities", nil), ("capabilities", []), ("capabilities", "x"), ("clientInfo", nil), ("clientInfo", []),
            ("clientInfo", ["name": "a"]), ("clientInfo", ["name": 1, "version": "1"]),
            ("clientInfo", ["name": "a", "version": .null]),
        ]
        try await LoopGroup.runOne { loop async throws in
            for (member, value) in bad {
                var params = good
                params[member] = value
                let driver = Driver(server, .june2025, on: loop)
                let answer = try await driver.request("initialize", params)
                #expect(answer.code == -32602, "\(member): \(value ?? .null)")
                #expect(driver.session.revision == nil)
                #expect(try await driver.request("initialize", good).result != nil, "may try again")
            }
            let driver = Driver(server, .june2025, on: loop)
            #expect(try await driver.request("initialize").code == -32602)
            var huge = good
            huge["capabilities"] = ["experimental": ["x": .string(String(repeating: "x", count: 1 << 20))]]
            #expect(try await driver.request("initialize", huge).code == -32602)
        }
    }

    @Test func `answers nothing but pings before initialize`() async throws {
        for revisions in [Revision.all, Revision.legacy] {
            let server = try TestServer.withEverything { $0.revisions = revisions }
            try await LoopGroup.runOne { loop async throws in
                let driver = Driver(server, .june2025, on: loop, over: .stdio)
                #expect(try await driver.request("ping").result == [:])
                let answer = try await driver.request("tools/list")
                #expect(answer.code == (revisions == Revision.all ? -32602 : -32600))
                #expect(try await driver.request("nonsense").error != nil)
            }
        }
    }

    @Test func `a request that names its revision stands alone on a shared connection`() async throws {
        let server = try TestServer.withEverything()
        try await TestServer.with(server, .june2025, over: .stdio) { driver async throws in
            let modern = Driver(server, .july2026, on: driver.loop)
            let params = modern.complete(nil)
            let bytes = MessageWriter.request("m", "server/discover", params: params)
            #expect(try await driver.deliver(bytes).result?["supportedVersions"] == ["2026-07-28"])
            #expect(try await driver.request("tools/list").result?["resultType"] == nil)
        }
    }

    @Test func `serves requests between initialize and initialized, but hears of no change before`() async throws {
        let server = try TestServer.withEverything()
        try await LoopGroup.runOne { loop async throws in
            let driver = Driver(server, .june2025, on: loop)
            _ = try await driver.request("initialize", driver.initializeParams())
            #expect(try await driver.request("tools/list").result != nil)
            server.removeTool(named: "raw")
            #expect(driver.outlet.posted == [])
            try await driver.notify("notifications/initialized")
            try await driver.notify("notifications/initialized")
            server.removeTool(named: "echo")
            #expect(driver.outlet.posted.map { $0["method"] } == ["notifications/tools/list_changed"])
        }
    }
}
