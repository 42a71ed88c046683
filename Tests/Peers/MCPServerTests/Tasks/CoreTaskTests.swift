import JSON
import MCP
import MCPServer
import Reactor
import Testing

/// Tasks as 2025-11-25 has them.
@Suite struct CoreTaskTests {
    @Test func `are declared to clients of their revision only`() async throws {
        try await TaskServer.run { tasks in
            for revision in Revision.legacy {
                let driver = Driver(tasks.server, revision, on: tasks.loop)
                let capabilities = try await driver.begin()?.result?["capabilities"]
                let expected: JSON = ["list": [:], "cancel": [:], "requests": ["tools": ["call": [:]]]]
                #expect(capabilities?["tasks"] == (revision == .november2025 ? expected : JSON?.none), "\(revision)")
                #expect(capabilities?["extensions"] == nil)
            }
        }
    }

    @Test func `begin as working and are found at once`() async throws {
        try await TaskServer.run { tasks in
            let driver = try await tasks.driver(.november2025)
            let made = try await driver.call("quick", ["task": ["ttl": 60000]])
            let task = try #require(made.result?["task"])
            #expect(task["status"] == "working")
            #expect(task["ttl"] == 60000)
            #expect(made.result?["content"] == nil)
            let id = try #require(task["taskId"]?.string)
            let found = try await driver.request("tasks/get", ["taskId": .string(id)])
            #expect(found.result?["taskId"]?.string == id)
            #expect(found.result?["_meta"] == nil)
        }
    }

    @Test func `end with what a plain call gives`() async throws {
        try await TaskServer.run { tasks in
            let driver = try await tasks.driver(.november2025)
            let plain = try await driver.call("quick")
            let id = try #require(try await driver.call("quick", ["task": [:]]).result?["task"]?["taskId"]?.string)
            var result = try #require(try await driver.request("tasks/result", ["taskId": .string(id)]).result)
            #expect(result["_meta"] == ["io.modelcontextprotocol/related-task": ["taskId": .string(id)]])
            result["_meta"] = nil
            #expect(result == plain.result)
            #expect(try await tasks.wait(driver, id, for: "completed").result?["result"] == nil)
        }
    }

    @Test func `fail as tools and as requests fail`() async throws {
        try await TaskServer.run { tasks in
            let driver = try await tasks.driver(.november2025)
            let only = try #require(try await driver.call("only", ["task": [:]]).result?["task"]?["taskId"]?.string)
            let failed = try await tasks.wait(driver, only, for: "failed")
            #expect(failed.result?["statusMessage"] == "no luck")
            #expect(try await driver.request("tasks/result", ["taskId": .string(only)]).isToolError)
            let breaks = try #require(try await driver.call("breaks", ["task": [:]]).result?["task"]?["taskId"]?.string)
            let answer = try await driver.request("tasks/result", ["taskId": .string(breaks)])
            #expect(answer.error == ["code": -32603, "message": "broken", "data": ["part": "gear"]])
        }
    }

    @Test func `are refused where the tool does not run so, and required where it runs only so`() async throws {
        try await TaskServer.run { tasks in
            let driver = try await tasks.driver(.november2025)
            #expect(try await driver.call("plain", ["task": [:]]).code == -32601)
            #expect(try await driver.call("only").code == -32601)
            #expect(try await driver.call("quick", ["task": true]).code == -32602)
            #expect(try await driver.call("quick", ["task": ["ttl": "soon"]]).code == -32602)
            #expect(try await driver.call("quick").text == "done")
            let old = try await tasks.driver(.june2025)
            #expect(try await old.call("quick", ["task": [:]]).text == "done")
            #expect(try await old.call("only").isToolError)
            #expect(try await old.request("tasks/list").code == -32601)
        }
    }

    @Test func `are cancelled once and stay so`() async throws {
        try await TaskServer.run { tasks in
            let driver = try await tasks.driver(.november2025)
            let id = try #require(try await driver.call("endless", ["task": [:]]).result?["task"]?["taskId"]?.string)
            let cancelled = try await driver.request("tasks/cancel", ["taskId": .string(id)])
            #expect(cancelled.result?["status"] == "cancelled")
            #expect(try await driver.request("tasks/cancel", ["taskId": .string(id)]).code == -32602)
            #expect(try await driver.request("tasks/get", ["taskId": .string(id)]).result?["status"] == "cancelled")
            #expect(try await driver.request("tasks/result", ["taskId": .string(id)]).error != nil)
        }
    }

    @Test func `ask with the task's name and wait as input required`() async throws {
        try await TaskServer.run { tasks in
            let driver = try await tasks.driver(.november2025, capabilities: ["elicitation": [:]])
            let id = try #require(try await driver.call("asks", ["task": [:]]).result?["task"]?["taskId"]?.string)
            _ = try await tasks.wait(driver, id, for: "input_required")
            var asked: [JSON] = []
            for _ in 0..<500 {
                asked = driver.outlet.posted.filter { $0["method"] == "elicitation/create" }
                if asked.count == 2 { break }
                _ = await tasks.loop.sleep(until: .after(.milliseconds(2)))
            }
            #expect(asked.count == 2)
            for (question, name) in zip(asked, ["ada", "bob"]) {
                #expect(
                    question["params"]?["_meta"] == ["io.modelcontextprotocol/related-task": ["taskId": .string(id)]]
                )
                let response: JSON = [
                    "jsonrpc": "2.0", "id": question["id"] ?? .null,
                    "result": ["action": "accept", "content": ["name": .string(name)]],
                ]
                _ = try await driver.deliver(response.encoded())
            }
            #expect(try await driver.request("tasks/result", ["taskId": .string(id)]).text == "ada+bob")
            let statuses = driver.outlet.posted.filter { $0["method"] == "notifications/tasks/status" }
            #expect(statuses.compactMap { $0["params"]?["status"]?.string }.last == "completed")
            #expect(statuses.allSatisfy { $0["params"]?["_meta"] == nil })
        }
    }

    @Test func `progress names the task and stops with it`() async throws {
        try await TaskServer.run { tasks in
            let driver = try await tasks.driver(.november2025)
            let made = try await driver.call("endless", ["task": [:], "_meta": ["progressToken": "p"]])
            let id = try #require(made.result?["task"]?["taskId"]?.string)
            var progress: [JSON] = []
            for _ in 0..<500 where progress.isEmpty {
                _ = await tasks.loop.sleep(until: .after(.milliseconds(2)))
                progress = driver.outlet.posted.filter { $0["method"] == "notifications/progress" }
            }
            #expect(progress.first?["params"]?["progressToken"] == "p")
            #expect(
                progress.first?["params"]?["_meta"]?["io.modelcontextprotocol/related-task"]?["taskId"]?.string == id
            )
        }
    }

    @Test func `tell nothing more once they are called off, whatever the tool does`() async throws {
        try await TaskServer.run { tasks in
            let driver = try await tasks.driver(.november2025)
            let made = try await driver.call("stubborn", ["task": [:], "_meta": ["progressToken": "p"]])
            let id: JSON = try #require(made.result?["task"]?["taskId"])
            func told() -> Int { driver.outlet.posted.count { $0["method"] == "notifications/progress" } }
            for _ in 0..<500 where told() == 0 { _ = await tasks.loop.sleep(until: .after(.milliseconds(2))) }
            #expect(told() > 0)
            _ = try await driver.request("tasks/cancel", ["taskId": id])
            let before = told()
            _ = await tasks.loop.sleep(until: .after(.milliseconds(30)))
            #expect(told() == before)
        }
    }

    @Test func `are listed page by page, each client's own`() async throws {
        try await TaskServer.run(pageSize: 10) { tasks in
            let driver = try await tasks.driver(.november2025)
            let stranger = try await tasks.driver(.november2025)
            var made: Set<String> = []
            for _ in 0..<25 {
                let id = try await driver.call("quick", ["task": [:]]).result?["task"]?["taskId"]?.string
                made.insert(try #require(id))
            }
            #expect(made.count == 25)
            var seen: Set<String> = []
            var cursor: JSON?
            repeat {
                let page = try await driver.request("tasks/list", .object(of: [("cursor", cursor)]))
                let found = page.result?["tasks"]?.array ?? []
                #expect(found.count <= 10)
                seen.formUnion(found.compactMap { $0["taskId"]?.string })
                cursor = page.result?["nextCursor"]
            } while cursor != nil
            #expect(seen == made)
            #expect(try await driver.request("tasks/list", ["cursor": "bogus"]).code == -32602)
            #expect(try await stranger.request("tasks/list").result == ["tasks": []])
            let id = try #require(made.first)
            for method in ["tasks/get", "tasks/result", "tasks/cancel"] {
                #expect(try await stranger.request(method, ["taskId": .string(id)]).code == -32602)
            }
        }
    }

    @Test func `unknown ones are invalid parameters`() async throws {
        try await TaskServer.run { tasks in
            let driver = try await tasks.driver(.november2025)
            for method in ["tasks/get", "tasks/result", "tasks/cancel"] {
                for params in [["taskId": "nope"], ["taskId": ""], [:], ["taskId": 1]] as [JSON] {
                    #expect(try await driver.request(method, params).code == -32602, "\(method) \(params)")
                }
            }
            #expect(try await driver.request("tasks/update", ["taskId": "nope"]).code == -32601)
        }
    }

    @Test func `expire, and end what waits for them`() async throws {
        try await TaskServer.run { tasks in
            let driver = try await tasks.driver(.november2025)
            let made = try await driver.call("endless", ["task": ["ttl": 30]])
            let id = try #require(made.result?["task"]?["taskId"]?.string)
            #expect(try await driver.request("tasks/result", ["taskId": .string(id)]).code == -32602)
            #expect(try await driver.request("tasks/get", ["taskId": .string(id)]).code == -32602)
        }
    }
}
