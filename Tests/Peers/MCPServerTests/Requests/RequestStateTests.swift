import Crypto
import JSON
import MCP
import MCPServer
import Reactor
import TestKit
import Testing

@Suite struct RequestStateTests {
    private static let capabilities: JSON = ["elicitation": [:]]

    private static func server(_ change: (inout ServerOptions) -> Void = { _ in }) throws -> MCPServer {
        var options = ServerOptions()
        change(&options)
        let server = MCPServer(Implementation(name: "test", version: "1"), options: options)
        for name in ["count", "other"] {
            try server.add(Tool(name: name, inputSchema: ["type": "object"])) { call, context in
                let round = context.state?["round"]?.number?.integer(Int.self) ?? 0
                if round == 2 { return ToolResult(text: "state-ok") }
                let size = call.integer("size") ?? 0
                throw InputRequired(state: [
                    "round": JSON(round + 1), "filler": .string(String(repeating: "x", count: size)),
                ])
            }
        }
        return server
    }

    private static func state(_ driver: Driver, principal: String? = nil, arguments: JSON = [:]) async throws -> String
    {
        let params: JSON = ["name": "count", "arguments": arguments]
        return try #require(try await driver.request("tools/call", params, principal: principal).state)
    }

    @Test func `state alone means to come back at once`() async throws {
        try await TestServer.with(try Self.server(), .july2026) { driver async throws in
            var params: JSON = ["name": "count"]
            for _ in 0..<2 {
                let answer = try await driver.request("tools/call", params)
                #expect(answer.result?["resultType"] == "input_required")
                #expect(answer.result?["inputRequests"] == nil)
                params["requestState"] = .string(try #require(answer.state))
            }
            #expect(try await driver.request("tools/call", params).text == "state-ok")
        }
    }

    @Test func `members of a retry have their types even where nothing was asked`() async throws {
        try await TestServer.with(try TestServer.withEverything(), .july2026) { driver async throws in
            for (method, params) in [
                ("tools/call", ["name": "echo", "arguments": ["text": "x"]]), ("tools/call", ["name": "raw"]),
                ("resources/read", ["uri": "test://text"]),
                ("prompts/get", ["name": "hello", "arguments": ["who": "x"]]),
            ] as [(String, JSON)] {
                let needless: JSON = ["requestState": "s", "inputResponses": ["a": ["action": "cancel"], "b": 5]]
                #expect(try await driver.request(method, params.merging(needless)).result != nil)
                for wrong in [["requestState": 5], ["inputResponses": []], ["inputResponses": "x"]] as [JSON] {
                    #expect(try await driver.request(method, params.merging(wrong)).code == -32602, "\(wrong)")
                }
            }
        }
    }

    @Test func `state changed in any byte is refused`() async throws {
        try await TestServer.with(try Self.server(), .july2026) { driver async throws in
            var random = SeededRandom(seed: 2)
            let state = Array(try await Self.state(driver).utf8)
            func code(_ state: [UInt8]) async throws -> Int? {
                let text = String(decoding: state, as: UTF8.self)
                return try await driver.request("tools/call", ["name": "count", "requestState": .string(text)]).code
            }
            let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
            for position in state.indices {
                var changed = state
                while changed == state { changed[position] = alphabet.randomElement(using: &random) ?? 0 }
                #expect(try await code(changed) == -32602)
                #expect(try await code(Array(state[..<position])) == -32602)
            }
            #expect(try await code(state + Array("-TAMPERED".utf8)) == -32602)
            #expect(try await code(state + Array("=".utf8)) == -32602)
            for value: JSON in [5, .null, [], [:]] {
                #expect(
                    try await driver.request("tools/call", ["name": "count", "requestState": value]).code == -32602
                )
            }
        }
    }

    @Test func `state is bound to request, arguments and principal`() async throws {
        try await TestServer.with(try Self.server(), .july2026) { driver async throws in
            let state = try await Self.state(driver, principal: "ada", arguments: ["a": 1, "b": [2, "x"]])
            func result(_ name: String, _ arguments: JSON, _ principal: String?) async throws -> Answer {
                let params: JSON = ["name": .string(name), "arguments": arguments, "requestState": .string(state)]
                return try await driver.request("tools/call", params, principal: principal)
            }
            #expect(try await result("count", ["b": [2, "x"], "a": 1], "ada").result != nil, "order means nothing")
            #expect(try await result("count", ["a": 2, "b": [2, "x"]], "ada").code == -32602)
            #expect(try await result("count", ["a": 1, "b": ["x", 2]], "ada").code == -32602)
            #expect(try await result("count", ["a": "1", "b": [2, "x"]], "ada").code == -32602)
            #expect(try await result("count", [:], "ada").code == -32602)
            #expect(try await result("other", ["a": 1, "b": [2, "x"]], "ada").code == -32602)
            #expect(try await result("count", ["a": 1, "b": [2, "x"]], "bob").code == -32602)
            #expect(try await result("count", ["a": 1, "b": [2, "x"]], nil).code == -32602)
            #expect(try await result("count", ["a": 1, "b": [2, "x"]], "").code == -32602)
        }
    }

    @Test func `state expires`() async throws {
        let now = TestClock(1000)
        let server = try Self.server {
            $0.now = { now.seconds }
            $0.limits.stateSeconds = 60
        }
        try await TestServer.with(server, .july2026) { driver async throws in
            let params: JSON = ["name": "count", "requestState": .string(try await Self.state(driver))]
            now.seconds = 1060
            #expect(try await driver.request("tools/call", params).result != nil)
            now.seconds = 1061
            let late = try await driver.request("tools/call", params)
            #expect(late.code == -32602)
            #expect(late.error?["message"]?.string?.contains("expired") == true)
        }
    }

    @Test func `any replica with the key can go on`() async throws {
        let key = SealingKey.random()
        let (first, second) = (try Self.server { $0.sealingKey = key }, try Self.server { $0.sealingKey = key })
        let stranger = try Self.server()
        try await LoopGroup.runOne { loop async throws in
            let state = try await Self.state(Driver(first, .july2026, on: loop))
            let params: JSON = ["name": "count", "requestState": .string(state)]
            #expect(try await Driver(second, .july2026, on: loop).request("tools/call", params).state != nil)
            #expect(try await Driver(stranger, .july2026, on: loop).request("tools/call", params).code == -32602)
        }
    }

    @Test func `state that would be too large is a fault of the server`() async throws {
        let faults = FaultLog()
        let server = try Self.server {
            $0.limits.stateBytes = 1000
            $0.reportFault = { faults.add($0) }
        }
        try await TestServer.with(server, .july2026) { driver async throws in
            let params: JSON = ["name": "count", "arguments": ["size": 2000]]
            #expect(try await driver.request("tools/call", params).code == -32603)
        }
        #expect(faults.all.count == 1)
    }
}

/// A clock that stands still until it is set.
final class TestClock: Sendable {
    private let value: Locked<Int64>
    init(_ seconds: Int64) { value = Locked(seconds) }
    var seconds: Int64 {
        get { value.withLock { $0 } }
        set { value.withLock { $0 = newValue } }
    }
}
