import Bindings
import JSON
import JSONRPC
import MCP
import MCPServer
import Reactor
import Testing

@Suite struct CancellationTests {
    /// A server whose one tool waits until its task is cancelled or the gate opens.
    private static func server(_ gate: Gate = Gate()) throws -> MCPServer {
        let server = MCPServer(Implementation(name: "test", version: "1"))
        try server.add(Tool(name: "wait", inputSchema: ["type": "object"])) { _, context in
            try await context.report(1, of: 3)
            await gate.wait(on: context)
            try? await context.report(2, of: 3)
            return ToolResult(text: context.isCancelled ? "cancelled" : "done")
        }
        return server
    }

    private static let call: JSON = ["name": "wait", "_meta": ["progressToken": "p"]]

    private static func begin(
        _ driver: Driver,
        _ id: RequestID
    ) async throws -> (exchange: Exchange, task: Task<Reply?, Never>) {
        let exchange = Exchange(driver)
        let message = MessageWriter.request(id, "tools/call", params: driver.complete(call))
        guard case .working(let work) = driver.take(message, exchange) else { throw TestServer.TestFailure() }
        let task = exchange.run(work)
        _ = await exchange.wait(for: 1)
        return (exchange, task)
    }

    @Test(arguments: Revision.legacy)
    func `a cancelled request is given up and gets no answer`(_ revision: Revision) async throws {
        try await TestServer.with(try Self.server(), revision) { driver async throws in
            for id: RequestID in [5, "five"] {
                let (exchange, task) = try await Self.begin(driver, id)
                try await driver.notify("notifications/cancelled", ["requestId": id.json, "reason": "enough"])
                #expect(exchange.isCancelled)
                #expect(await task.value == nil)
                #expect(exchange.sent.count == 1, "nothing is sent after the cancellation")
                // The id is free again, though no client may use it twice.
                try await driver.notify("notifications/cancelled", ["requestId": id.json])
            }
        }
    }

    @Test func `a request that is cancelled before its work began does nothing`() async throws {
        try await TestServer.with(try Self.server(), .november2025) { driver async throws in
            let exchange = Exchange(driver)
            let message = MessageWriter.request(5, "tools/call", params: Self.call)
            guard case .working(let work) = driver.take(message, exchange) else { throw TestServer.TestFailure() }
            try await driver.notify("notifications/cancelled", ["requestId": 5])
            #expect(await work() == nil)
            #expect(exchange.sent == [])
        }
    }

    @Test func `a modern request whose task is cancelled gets no answer`() async throws {
        try await TestServer.with(try Self.server(), .july2026) { driver async throws in
            let (exchange, task) = try await Self.begin(driver, 5)
            exchange.cancel()
            #expect(await task.value == nil)
        }
    }

    @Test func `cancellations of nothing are ignored`() async throws {
        let gate = Gate()
        try await TestServer.with(try Self.server(gate), .november2025) { driver async throws in
            let (exchange, task) = try await Self.begin(driver, 5)
            for params: JSON? in [
                nil, [:], ["requestId": 6], ["requestId": "5"], ["requestId": .null], ["requestId": [5]],
                ["requestId": 5.5], ["requestid": 5], ["requestId": 1],
            ] {
                try await driver.notify("notifications/cancelled", params)
            }
            #expect(!exchange.isCancelled)
            gate.open()
            #expect(try Answer(await task.value, exchange.sent).text == "done")
            try await driver.notify("notifications/cancelled", ["requestId": 5])
            #expect(try await driver.request("ping").result == [:])
        }
    }

    @Test func `an id that is being worked on cannot be used again`() async throws {
        let gate = Gate()
        try await TestServer.with(try Self.server(gate), .november2025) { driver async throws in
            let (exchange, task) = try await Self.begin(driver, 5)
            let again = MessageWriter.request(5, "tools/call", params: Self.call)
            #expect(try await driver.deliver(again).code == -32600)
            let text = MessageWriter.request("5", "tools/call", params: Self.call)
            guard case .working(let work) = driver.take(text, Exchange(driver)) else { throw TestServer.TestFailure() }
            gate.open()
            #expect(await work() != nil, "a string is another id")
            #expect(try Answer(await task.value, exchange.sent).message?["id"] == 5)
        }
    }

    @Test func `a session does only so much at once`() async throws {
        var options = ServerOptions()
        options.limits.requestsPerSession = 3
        let server = MCPServer(Implementation(name: "test", version: "1"), options: options)
        try server.add(Tool(name: "wait", inputSchema: ["type": "object"])) { _, _ in ToolResult(text: "") }
        try await TestServer.with(server, .november2025) { driver async throws in
            var work: [@Sendable () async -> Reply?] = []
            for id in 1...3 {
                let message = MessageWriter.request(.integer(Int64(id)), "tools/call", params: ["name": "wait"])
                guard case .working(let one) = driver.take(message, Exchange(driver)) else { continue }
                work.append(one)
            }
            #expect(work.count == 3)
            let more = MessageWriter.request(4, "tools/call", params: ["name": "wait"])
            #expect(try await driver.deliver(more).error != nil)
            for one in work { #expect(await one() != nil) }
            #expect(try await driver.deliver(more).result != nil)
        }
    }

    @Test func `the end of a session cancels its requests, and no new ones begin`() async throws {
        try await TestServer.with(try Self.server(), .november2025) { driver async throws in
            let (exchange, task) = try await Self.begin(driver, 5)
            driver.session.close()
            #expect(exchange.isCancelled)
            #expect(await task.value == nil)
            #expect(try await driver.request("tools/call", Self.call).error != nil)
        }
    }
}

/// Something that handlers wait for.
final class Gate: Sendable {
    private let isOpen = Locked(false)
    func open() { isOpen.withLock { $0 = true } }

    /// Waits until the gate is open or the task is cancelled.
    func wait(on context: RequestContext) async {
        while !isOpen.withLock({ $0 }), !context.isCancelled { await Task.yield() }
    }
}
