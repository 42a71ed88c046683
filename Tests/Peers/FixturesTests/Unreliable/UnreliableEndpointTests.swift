import Bindings
import Fixtures
import JSON
import JSONRPC
import MCP
import Reactor
import Testing

@Suite struct UnreliableEndpointTests {
    @Test func `answers calls late, and leaves the rest alone`() async throws {
        try await LoopGroup.runOne { loop async throws in
            let endpoint = UnreliableEndpoint(PromptEndpoint(), latency: .milliseconds(30))
            let before = MonotonicInstant.now
            #expect(try await reply(to: "tools/call", endpoint, on: loop) == "prompt")
            #expect(MonotonicInstant.now - before >= .milliseconds(30))
            for method in ["initialize", "ping", "server/discover", "tasks/get"] {
                guard case .finished = endpoint.take(try message(method), Exchange(loop)) else {
                    Issue.record("\(method) was delayed")
                    return
                }
            }
        }
    }

    @Test func `fails as it was told`() async throws {
        try await LoopGroup.runOne { loop async throws in
            let failing = UnreliableEndpoint(PromptEndpoint(), failures: FailurePlan(rate: 1, kinds: [.error]))
            #expect(try await reply(to: "tools/call", failing, on: loop) == "-32603")
            let tool = UnreliableEndpoint(PromptEndpoint(), failures: FailurePlan(rate: 1, kinds: [.tool]))
            #expect(try await reply(to: "tools/call", tool, on: loop) == "isError")
            #expect(try await reply(to: "prompts/get", tool, on: loop) == "-32603")
        }
    }

    @Test func `hangs until nobody waits any more`() async throws {
        try await LoopGroup.runOne { loop async throws in
            let hanging = UnreliableEndpoint(PromptEndpoint(), failures: FailurePlan(rate: 1, kinds: [.hang]))
            guard case .working(let work) = hanging.take(try message("tools/call"), Exchange(loop)) else {
                Issue.record("it answered")
                return
            }
            let isSilent = await withTaskGroup(of: Bool.self) { children in
                children.addTask(executorPreference: loop) { await work() == nil }
                children.cancelAll()
                return await children.next() ?? false
            }
            #expect(isSilent)
        }
    }

    private func message(_ method: String) throws -> IncomingMessage {
        let bytes = MessageWriter.request(.integer(1), method, params: [:])
        return IncomingMessage(try Message(JSONDocument(parsing: bytes).root), over: .stdio)
    }

    /// What the reply says, in one word.
    private func reply(to method: String, _ endpoint: UnreliableEndpoint, on loop: EventLoop) async throws -> String {
        let reply: Reply?
        switch endpoint.take(try message(method), Exchange(loop)) {
        case .finished(let finished): reply = finished
        case .working(let work): reply = await work()
        }
        let json = try JSON(parsing: reply?.bytes ?? [])
        if let code = json["error"]?["code"]?.number { return code.lexeme }
        return json["result"]?["isError"] == true ? "isError" : json["result"]?["said"]?.string ?? "nothing"
    }

    /// Answers everything at once.
    private struct PromptEndpoint: ServerEndpoint {
        var revisions: [Revision] { Revision.all }
        func openSession(_ outlet: any SessionOutlet, over transport: TransportKind) -> any ServerSession {
            preconditionFailure("no session is opened here")
        }
        func take(_ message: IncomingMessage, _ exchange: any ServerExchange) -> Handling {
            .finished(Reply(MessageWriter.result(.integer(1), ["said": "prompt"])))
        }
        func mirroredParameters(ofTool name: String) -> [MirroredParameter] { [] }
    }

    private final class Exchange: ServerExchange {
        let loop: EventLoop
        init(_ loop: EventLoop) { self.loop = loop }
        func send(_ message: [UInt8]) async throws(BindingError) {}
        func cancel() {}
        func closeForResumption(retry: Duration) async {}
    }
}
