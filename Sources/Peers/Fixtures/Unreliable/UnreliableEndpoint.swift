public import Bindings
internal import JSON
internal import JSONRPC
public import MCP
internal import Reactor

/// A server that answers late, or now and then not as it should, so that it can stand in for slow and broken ones.
///
/// What opens and keeps a conversation works as ever: only calls of features are late or fail.
public final class UnreliableEndpoint: ServerEndpoint {
    private let base: any ServerEndpoint
    private let trouble: Trouble

    /// Wraps a server.
    public init(_ base: any ServerEndpoint, latency: Duration = .zero, failures: FailurePlan? = nil) {
        (self.base, trouble) = (base, Trouble(latency, failures))
    }

    /// The revisions it speaks, oldest first.
    public var revisions: [Revision] { base.revisions }

    /// Opens the state of one legacy session.
    public func openSession(_ outlet: any SessionOutlet, over transport: TransportKind) -> any ServerSession {
        UnreliableSession(base.openSession(outlet, over: transport), trouble)
    }

    /// Takes a modern message.
    public func take(_ message: IncomingMessage, _ exchange: any ServerExchange) -> Handling {
        trouble.handle(message, exchange) { base.take(message, exchange) }
    }

    /// The parameters of a tool that a modern client over HTTP repeats as header fields.
    public func mirroredParameters(ofTool name: String) -> [MirroredParameter] {
        base.mirroredParameters(ofTool: name)
    }
}

/// A session whose answers come late, or not as they should.
private final class UnreliableSession: ServerSession {
    private let base: any ServerSession
    private let trouble: Trouble
    /// What waits for its time, so that it can be cancelled: the base session has answered it already.
    private let waiting = Locked<[RequestID: any ServerExchange]>([:])

    init(_ base: any ServerSession, _ trouble: Trouble) { (self.base, self.trouble) = (base, trouble) }

    var revision: Revision? { base.revision }

    func take(_ message: IncomingMessage, _ exchange: any ServerExchange) -> Handling {
        if case .notification(let notification) = message.message, notification.method == "notifications/cancelled",
            let id = notification.params?["requestId"].flatMap(RequestID.init)
        {
            waiting.withLock { $0.removeValue(forKey: id) }?.cancel()
        }
        let handling = trouble.handle(message, exchange) { base.take(message, exchange) }
        guard case .working(let work) = handling, case .request(let request) = message.message else { return handling }
        waiting.withLock { $0[request.id] = exchange }
        return .working {
            defer { self.waiting.withLock { $0[request.id] = nil } }
            return await work()
        }
    }

    func close() {
        let exchanges = waiting.withLock { waiting in
            defer { waiting = [:] }
            return Array(waiting.values)
        }
        for exchange in exchanges { exchange.cancel() }
        base.close()
    }
}

/// What is wrong with an endpoint, shared by its sessions.
private final class Trouble: Sendable {
    private static let troubled: Set<String> = [
        "tools/call", "tools/list", "resources/read", "resources/list", "resources/templates/list", "prompts/get",
        "prompts/list", "completion/complete",
    ]

    private let latency: Duration
    private let failures: FailurePlan?
    private let count = Locked<UInt64>(0)

    init(_ latency: Duration, _ failures: FailurePlan?) { (self.latency, self.failures) = (latency, failures) }

    func handle(_ message: IncomingMessage, _ exchange: any ServerExchange, _ take: () -> Handling) -> Handling {
        guard case .request(let request) = message.message, Self.troubled.contains(request.method) else {
            return take()
        }
        let failure = failures.flatMap { plan in plan.failure(ofRequest: count.withLock { ($0, $0 += 1).0 }) }
        switch failure {
        case nil: return delay(take(), by: latency, on: exchange)
        case .slow: return delay(take(), by: max(latency * 10, .seconds(1)), on: exchange)
        case .hang: return hang(on: exchange)
        case .error: return delay(.finished(Self.error(request)), by: latency, on: exchange)
        case .tool: return delay(.finished(Self.toolFailure(request, message)), by: latency, on: exchange)
        }
    }

    private func delay(_ handling: Handling, by duration: Duration, on exchange: any ServerExchange) -> Handling {
        guard duration > .zero else { return handling }
        let loop = exchange.loop
        switch handling {
        case .finished(nil): return handling
        case .finished(let reply):
            return .working { await loop.sleep(until: .after(duration)) ? reply : nil }
        case .working(let work):
            return .working { await loop.sleep(until: .after(duration)) ? await work() : nil }
        }
    }

    private func hang(on exchange: any ServerExchange) -> Handling {
        let loop = exchange.loop
        return .working {
            // Until nobody waits any more: the task is cancelled then.
            while await loop.sleep(until: .after(.seconds(3600))) {}
            return nil
        }
    }

    private static func error(_ request: Message.Request) -> Reply {
        let error = ErrorObject(ErrorObject.internalErrorCode, "This failure was asked for with --flaky")
        return Reply(MessageWriter.failure(request.id, error), .error(code: error.code))
    }

    private static func toolFailure(_ request: Message.Request, _ message: IncomingMessage) -> Reply {
        guard request.method == "tools/call" else { return error(request) }
        var result = ToolResult.failure("This failure was asked for with --flaky").json
        if request.params?["_meta"]?[MetadataKey.protocolVersion] != nil { result["resultType"] = "complete" }
        return Reply(MessageWriter.result(request.id, result))
    }
}
