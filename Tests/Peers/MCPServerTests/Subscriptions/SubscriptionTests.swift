import Bindings
import JSON
import JSONRPC
import MCP
import MCPServer
import Reactor
import Testing

@Suite struct SubscriptionTests {
    private static let subscription = MetadataKey.subscriptionID

    private static func listen(
        _ driver: Driver,
        _ id: RequestID,
        _ filter: JSON
    ) throws -> (exchange: Exchange, task: Task<Reply?, Never>) {
        let exchange = Exchange(driver)
        let params = driver.complete(["notifications": filter])
        let message = MessageWriter.request(id, "subscriptions/listen", params: params)
        guard case .working(let work) = driver.take(message, exchange) else { throw TestServer.TestFailure() }
        return (exchange, exchange.run(work))
    }

    // MARK: Legacy

    @Test(arguments: Revision.legacy)
    func `legacy clients subscribe and unsubscribe`(_ revision: Revision) async throws {
        let server = try TestServer.withEverything()
        try await TestServer.with(server, revision) { driver async throws in
            let uri: JSON = ["uri": "test://text"]
            server.resourceUpdated("test://text")
            #expect(driver.outlet.posted == [])
            for _ in 0..<2 { #expect(try await driver.request("resources/subscribe", uri).result == [:]) }
            server.resourceUpdated("test://text")
            server.resourceUpdated("test://other")
            #expect(driver.outlet.posted.count == 1)
            #expect(driver.outlet.posted[0]["method"] == "notifications/resources/updated")
            #expect(driver.outlet.posted[0]["params"] == uri)
            for _ in 0..<2 { #expect(try await driver.request("resources/unsubscribe", uri).result == [:]) }
            server.resourceUpdated("test://text")
            #expect(driver.outlet.posted.count == 1)
            #expect(try await driver.request("resources/subscribe", ["uri": "test://none"]).code == -32002)
            #expect(try await driver.request("resources/subscribe", ["uri": 5]).code == -32602)
            #expect(try await driver.request("resources/unsubscribe").code == -32602)
            #expect(try await driver.request("resources/subscribe", ["uri": "test://item/5/data"]).result == [:])
            driver.session.close()
            server.resourceUpdated("test://item/5/data")
            server.removeTool(named: "echo")
            #expect(driver.outlet.posted.count == 1)
        }
    }

    @Test func `subscriptions have an end`() async throws {
        let server = try TestServer.withEverything { $0.limits.subscriptionsPerClient = 2 }
        try await TestServer.with(server, .june2025) { driver async throws in
            for id in 1...2 {
                let params: JSON = ["uri": .string("test://item/\(id)/data")]
                #expect(try await driver.request("resources/subscribe", params).result != nil)
            }
            #expect(try await driver.request("resources/subscribe", ["uri": "test://item/3/data"]).error != nil)
            #expect(try await driver.request("resources/unsubscribe", ["uri": "test://item/1/data"]).result != nil)
            #expect(try await driver.request("resources/subscribe", ["uri": "test://item/3/data"]).result != nil)
        }
    }

    @Test func `legacy clients hear of changed lists without asking`() async throws {
        let server = try TestServer.withEverything()
        try await TestServer.with(server, .march2025) { driver async throws in
            try server.add(Tool(name: "new")) { _ in ToolResult(text: "") }
            try server.add(Prompt(name: "new")) { _ in PromptResult(messages: []) }
            server.removeResource(uri: "test://text")
            server.removeResourceTemplate("nobody")
            let methods = driver.outlet.posted.compactMap { $0["method"]?.string }
            #expect(
                methods == [
                    "notifications/tools/list_changed", "notifications/prompts/list_changed",
                    "notifications/resources/list_changed",
                ]
            )
            #expect(driver.outlet.posted.allSatisfy { $0["params"] == nil && $0["id"] == nil })
        }
        let quiet = try TestServer.withEverything {
            $0.listChanged = false
            $0.subscriptions = false
        }
        try await TestServer.with(quiet, .march2025) { driver async throws in
            quiet.removeTool(named: "echo")
            #expect(driver.outlet.posted == [])
            #expect(try await driver.request("resources/subscribe", ["uri": "test://text"]).code == -32601)
        }
    }

    // MARK: Modern

    @Test func `acknowledges what it can tell of, first and at once`() async throws {
        let server = try TestServer.withEverything()
        try await TestServer.with(server, .july2026) { driver async throws in
            let cases: [(JSON, JSON)] = [
                ([:], [:]), (["toolsListChanged": true, "promptsListChanged": false], ["toolsListChanged": true]),
                (
                    ["resourceSubscriptions": ["a:b", "a:b", "c:d"], "resourcesListChanged": true],
                    ["resourcesListChanged": true, "resourceSubscriptions": ["a:b", "c:d"]]
                ), (["taskIds": ["x"], "unknown": 5], [:]),
            ]
            for (position, (asked, honoured)) in cases.enumerated() {
                let id = RequestID.integer(Int64(position))
                let (exchange, task) = try Self.listen(driver, id, asked)
                let first = await exchange.wait(for: 1)[0]
                #expect(first["method"] == "notifications/subscriptions/acknowledged")
                #expect(first["params"]?["notifications"] == honoured)
                #expect(first["params"]?["_meta"]?[Self.subscription] == id.json)
                exchange.cancel()
                _ = await task.value
            }
        }
    }

    @Test(arguments: TransportKind.allCases)
    func `an end that the server makes is told as the transport has it`(_ transport: TransportKind) async throws {
        let server = try TestServer.withEverything()
        try await LoopGroup.runOne { loop async throws in
            for stops in [false, true] {
                let driver = Driver(server, .july2026, on: loop, over: transport)
                let (exchange, task) = try Self.listen(driver, "L", ["toolsListChanged": true])
                _ = await exchange.wait(for: 1)
                // A transport that stops cancels what waits for news, and still sends what that answers.
                if stops { exchange.cancel() } else { server.endSubscriptions() }
                let answer = try Answer(await task.value, exchange.sent)
                #expect(answer.result?["resultType"] == "complete")
                #expect(answer.result?["_meta"]?[Self.subscription] == "L")
                let ends = answer.sent("notifications/cancelled")
                let isShared = transport == .stdio || transport == .webSocket
                #expect(ends.map { $0["params"]?["requestId"] } == (isShared ? ["L"] : []))
                #expect(ends.allSatisfy { $0["params"]?["_meta"]?[Self.subscription] == "L" })
            }
        }
    }

    @Test func `tells each listener what it asked for, under its own id`() async throws {
        let server = try TestServer.withEverything()
        try await TestServer.with(server, .july2026) { driver async throws in
            let tools = try Self.listen(driver, "T", ["toolsListChanged": true])
            let text = try Self.listen(driver, 7, ["resourceSubscriptions": ["test://text"]])
            _ = await tools.exchange.wait(for: 1)
            _ = await text.exchange.wait(for: 1)
            server.removeTool(named: "echo")
            server.removePrompt(named: "hello")
            server.resourceUpdated("test://text")
            server.resourceUpdated("test://other")
            let changed = await tools.exchange.wait(for: 2)[1]
            #expect(changed["method"] == "notifications/tools/list_changed")
            #expect(changed["params"] == ["_meta": [Self.subscription: "T"]])
            let updated = await text.exchange.wait(for: 2)[1]
            #expect(updated["method"] == "notifications/resources/updated")
            #expect(updated["params"]?["uri"] == "test://text")
            #expect(updated["params"]?["_meta"]?[Self.subscription] == 7)
            server.endSubscriptions()
            for (id, listen) in [(JSON("T"), tools), (JSON(7), text)] {
                let answer = try Answer(await listen.task.value, listen.exchange.sent)
                #expect(answer.sent.count == 2)
                #expect(answer.message?["id"] == id)
                #expect(answer.result?["resultType"] == "complete")
                #expect(answer.result?["_meta"]?[Self.subscription] == id)
            }
        }
    }

    @Test func `news that nobody fetched is kept once a topic`() async throws {
        let server = try TestServer.withEverything()
        try await TestServer.with(server, .july2026) { driver async throws in
            let (exchange, task) = try Self.listen(
                driver,
                1,
                ["toolsListChanged": true, "resourceSubscriptions": ["test://text"]]
            )
            _ = await exchange.wait(for: 1)
            // The listener cannot run while this loop is busy.
            for number in 0..<100 {
                try server.add(Tool(name: "new-\(number)")) { _ in ToolResult(text: "") }
                server.resourceUpdated("test://text")
            }
            server.endSubscriptions()
            let answer = try Answer(await task.value, exchange.sent)
            #expect(answer.sent("notifications/tools/list_changed").count == 1)
            #expect(answer.sent("notifications/resources/updated").count == 1)
        }
    }

    @Test func `nothing comes after the end`() async throws {
        let server = try TestServer.withEverything()
        try await TestServer.with(server, .july2026) { driver async throws in
            let (exchange, task) = try Self.listen(driver, 1, ["toolsListChanged": true])
            _ = await exchange.wait(for: 1)
            exchange.cancel()
            _ = await task.value
            server.removeTool(named: "echo")
            await Task.yield()
            #expect(exchange.sent.count == 1)
        }
    }

    @Test func `refuses filters that are none`() async throws {
        try await TestServer.with(try TestServer.withEverything(), .july2026) { driver async throws in
            let bad: [JSON?] = [
                nil, [:], ["notifications": []], ["notifications": 5], ["notifications": ["toolsListChanged": 1]],
                ["notifications": ["promptsListChanged": "yes"]], ["notifications": ["resourceSubscriptions": "a:b"]],
                ["notifications": ["resourceSubscriptions": ["a:b", 5]]], ["notifications": ["taskIds": [:]]],
            ]
            for params in bad {
                let answer = try await driver.request("subscriptions/listen", params)
                #expect(answer.code == -32602, "\(params ?? .null)")
            }
        }
    }

    @Test func `listeners have an end`() async throws {
        let server = try TestServer.withEverything { $0.limits.listens = 1 }
        try await TestServer.with(server, .july2026) { driver async throws in
            let (exchange, task) = try Self.listen(driver, 1, [:])
            _ = await exchange.wait(for: 1)
            let second = try await driver.request("subscriptions/listen", ["notifications": [:]])
            #expect(second.error != nil && second.sent == [])
            exchange.cancel()
            _ = await task.value
            let third = try Self.listen(driver, 2, [:])
            #expect(await third.exchange.wait(for: 1).count == 1)
            third.exchange.cancel()
            _ = await third.task.value
        }
    }
}
