import Bindings
import JSON
import JSONRPC
import MCP
import MCPServer
import Reactor
import Testing

/// Tasks as the extension to 2026-07-28 has them.
@Suite struct ExtensionTaskTests {
    private static let taking: JSON = ["extensions": ["io.modelcontextprotocol/tasks": [:]], "elicitation": [:]]

    @Test func `are declared as an extension and never as a capability`() async throws {
        try await TaskServer.run { tasks in
            let driver = try await tasks.driver(.july2026)
            let capabilities = try await driver.request("server/discover").result?["capabilities"]
            #expect(capabilities?["extensions"] == ["io.modelcontextprotocol/tasks": [:]])
            #expect(capabilities?["tasks"] == nil)
        }
    }

    @Test func `are made for clients that take them, as the server decides`() async throws {
        try await TaskServer.run { tasks in
            let driver = try await tasks.driver(.july2026, capabilities: Self.taking)
            let made = try await driver.call("quick", ["task": ["ttl": 1]])
            #expect(made.result?["resultType"] == "task")
            #expect(made.result?["status"] == "working")
            #expect(made.result?["task"] == nil)
            #expect(made.result?["ttlMs"] == 900_000)
            let id = try #require(made.result?["taskId"]?.string)
            let done = try await tasks.wait(driver, id, for: "completed")
            #expect(done.result?["resultType"] == "complete")
            #expect(done.result?["result"]?["content"]?[0]?["text"] == "done")
            #expect(done.result?["result"]?["_meta"] == nil)
            #expect(try await driver.call("plain", ["task": [:]]).text == "plain")
        }
    }

    @Test func `mean nothing to clients that do not declare them`() async throws {
        try await TaskServer.run { tasks in
            let taking = try await tasks.driver(.july2026, capabilities: Self.taking)
            let id = try #require(try await taking.call("endless").result?["taskId"]?.string)
            for capabilities in [[:], ["tasks": [:]], ["extensions": ["io.modelcontextprotocol/tasks": []]]] as [JSON] {
                let driver = try await tasks.driver(.july2026, capabilities: capabilities)
                #expect(try await driver.call("quick").text == "done")
                let required = try await driver.call("only")
                #expect(required.code == -32021)
                let needed: JSON = ["extensions": ["io.modelcontextprotocol/tasks": [:]]]
                #expect(required.error?["data"]?["requiredCapabilities"] == needed)
                for method in ["tasks/get", "tasks/cancel", "tasks/update"] {
                    let answer = try await driver.request(method, ["taskId": .string(id), "inputResponses": [:]])
                    #expect(answer.code == -32021, "\(method)")
                }
                let listen = try await driver.request(
                    "subscriptions/listen",
                    ["notifications": ["taskIds": [.string(id)]]]
                )
                #expect(listen.code == -32021)
            }
            let legacy = try await tasks.driver(.november2025, capabilities: Self.taking)
            #expect(try await legacy.call("quick").text == "done")
        }
    }

    @Test func `tell tools that fail from requests that fail`() async throws {
        try await TaskServer.run { tasks in
            let driver = try await tasks.driver(.july2026, capabilities: Self.taking)
            let only = try #require(try await driver.call("only").result?["taskId"]?.string)
            #expect(try await tasks.wait(driver, only, for: "completed").result?["result"]?["isError"] == true)
            let breaks = try #require(try await driver.call("breaks").result?["taskId"]?.string)
            let failed = try await tasks.wait(driver, breaks, for: "failed")
            #expect(failed.result?["error"] == ["code": -32603, "message": "broken", "data": ["part": "gear"]])
            #expect(failed.result?["result"] == nil)
            #expect(failed.result?["statusMessage"] == "broken")
        }
    }

    @Test func `ask within the task, and are answered one by one`() async throws {
        try await TaskServer.run { tasks in
            let driver = try await tasks.driver(.july2026, capabilities: Self.taking)
            let id = try #require(try await driver.call("asks").result?["taskId"]?.string)
            let waiting = try await tasks.wait(driver, id, for: "input_required")
            #expect(waiting.result?["inputRequests"]?.object?.map(\.key) == ["one", "two"])
            #expect(waiting.result?["inputRequests"]?["one"]?["method"] == "elicitation/create")
            let unknown = try await driver.request(
                "tasks/update",
                ["taskId": .string(id), "inputResponses": ["x": [:]]]
            )
            #expect(unknown.result?.object?.map(\.key).sorted() == ["_meta", "resultType"])
            for (key, name) in [("one", "ada"), ("one", "eve"), ("two", "bob")] {
                let answer: JSON = ["action": "accept", "content": ["name": .string(name)]]
                let answers = JSON.object([(key: key, value: answer)])
                let ack = try await driver.request("tasks/update", ["taskId": .string(id), "inputResponses": answers])
                #expect(ack.result?["resultType"] == "complete")
                guard key == "one" else { continue }
                let rest = try await driver.request("tasks/get", ["taskId": .string(id)])
                #expect(rest.result?["inputRequests"]?.object?.map(\.key) == ["two"])
            }
            let done = try await tasks.wait(driver, id, for: "completed")
            #expect(done.result?["result"]?["content"]?[0]?["text"] == "ada+bob")
            #expect(done.result?["inputRequests"] == nil)
        }
    }

    @Test func `are asked for what the client offers only`() async throws {
        try await TaskServer.run { tasks in
            let driver = try await tasks.driver(
                .july2026,
                capabilities: ["extensions": ["io.modelcontextprotocol/tasks": [:]]]
            )
            let id = try #require(try await driver.call("asks").result?["taskId"]?.string)
            #expect(try await tasks.wait(driver, id, for: "failed").result?["error"]?["code"] == -32021)
        }
    }

    @Test func `can begin after the first question was answered`() async throws {
        try await TaskServer.run { tasks in
            let driver = try await tasks.driver(.july2026, capabilities: Self.taking)
            let first = try await driver.call("asks_first")
            #expect(first.result?["resultType"] == "input_required")
            #expect(first.result?["inputRequests"]?["who"] != nil)
            let answer: JSON = ["inputResponses": ["who": ["action": "accept", "content": ["name": "ada"]]]]
            let made = try await driver.call("asks_first", answer)
            #expect(made.result?["resultType"] == "task")
            let id = try #require(made.result?["taskId"]?.string)
            let done = try await tasks.wait(driver, id, for: "completed")
            #expect(done.result?["result"]?["content"]?[0]?["text"] == "hello ada")
            let plain = try await tasks.driver(.july2026, capabilities: ["elicitation": [:]])
            #expect(try await plain.call("asks_first", answer).text == "hello ada")
        }
    }

    @Test func `are cancelled without a word, again and again`() async throws {
        try await TaskServer.run { tasks in
            let driver = try await tasks.driver(.july2026, capabilities: Self.taking)
            let id = try #require(try await driver.call("endless").result?["taskId"]?.string)
            for _ in 0..<2 {
                let ack = try await driver.request("tasks/cancel", ["taskId": .string(id)])
                #expect(ack.result?.object?.map(\.key).sorted() == ["_meta", "resultType"])
            }
            #expect(try await driver.request("tasks/get", ["taskId": .string(id)]).result?["status"] == "cancelled")
        }
    }

    @Test func `belong to their principal`() async throws {
        try await TaskServer.run { tasks in
            let driver = try await tasks.driver(.july2026, capabilities: Self.taking)
            let id = try #require(try await driver.call("endless", principal: "ada").result?["taskId"]?.string)
            let params: JSON = ["taskId": .string(id), "inputResponses": [:]]
            for method in ["tasks/get", "tasks/update", "tasks/cancel"] {
                for principal in ["bob", nil] {
                    let foreign = try await driver.request(method, params, principal: principal)
                    #expect(foreign.code == -32602, "\(method)")
                }
            }
            #expect(try await driver.request("tasks/get", params, principal: "ada").result?["status"] == "working")
        }
    }

    @Test func `are pushed whole to those who listen to them`() async throws {
        try await TaskServer.run { tasks in
            let driver = try await tasks.driver(.july2026, capabilities: Self.taking)
            let id = try #require(try await driver.call("endless").result?["taskId"]?.string)
            let filter: JSON = ["notifications": ["taskIds": [.string(id), "nope"]]]
            let exchange = Exchange(driver)
            let bytes = MessageWriter.request(.integer(99), "subscriptions/listen", params: driver.complete(filter))
            guard case .working(let work) = driver.take(bytes, exchange) else {
                Issue.record("listening ended at once")
                return
            }
            let listening = exchange.run(work)
            let acknowledged = await exchange.wait(for: 1)
            #expect(acknowledged.first?["params"]?["notifications"] == ["taskIds": [.string(id)]])
            _ = try await driver.request("tasks/cancel", ["taskId": .string(id)])
            let sent = await exchange.wait(for: 2)
            #expect(sent.last?["method"] == "notifications/tasks")
            #expect(sent.last?["params"]?["taskId"]?.string == id)
            #expect(sent.last?["params"]?["status"] == "cancelled")
            #expect(sent.last?["params"]?["_meta"]?["io.modelcontextprotocol/subscriptionId"] == 99)
            exchange.cancel()
            _ = await listening.value
        }
    }

    @Test func `know no methods of the core form`() async throws {
        try await TaskServer.run { tasks in
            let driver = try await tasks.driver(.july2026, capabilities: Self.taking)
            for method in ["tasks/list", "tasks/result"] {
                #expect(try await driver.request(method, ["taskId": "x"]).code == -32601)
            }
            #expect(try await driver.request("tasks/get", ["taskId": "nope"]).code == -32602)
            #expect(try await driver.request("tasks/update", ["taskId": "nope", "inputResponses": [:]]).code == -32602)
            #expect(try await driver.request("tasks/cancel", ["taskId": "nope"]).code == -32602)
        }
    }

    @Test func `have ids that nobody guesses`() async throws {
        try await TaskServer.run { tasks in
            let driver = try await tasks.driver(.july2026, capabilities: Self.taking)
            var ids: Set<String> = []
            for _ in 0..<100 { ids.insert(try await driver.call("quick").result?["taskId"]?.string ?? "") }
            #expect(ids.count == 100)
            #expect(ids.allSatisfy { $0.count == 29 })
        }
    }
}
