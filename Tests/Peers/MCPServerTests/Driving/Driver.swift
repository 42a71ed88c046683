import Bindings
import HTTPWire
import JSON
import JSONRPC
import MCP
import MCPServer
import Reactor
import Testing

/// A client without a transport: hands messages to a server and keeps what the server sends.
final class Driver: Sendable {
    let server: MCPServer
    let revision: Revision
    let loop: EventLoop
    let outlet = Outlet()
    let session: any ServerSession
    let transport: TransportKind
    /// What a modern client declares with each request, and a legacy one in `initialize`.
    let capabilities: JSON
    private let nextID = Locked<Int64>(1)

    init(
        _ server: MCPServer,
        _ revision: Revision,
        on loop: EventLoop,
        capabilities: JSON = [:],
        over transport: TransportKind = .streamableHTTP
    ) {
        (self.server, self.revision, self.loop, self.capabilities) = (server, revision, loop, capabilities)
        self.transport = transport
        session = server.openSession(outlet, over: transport)
    }

    /// Begins a legacy session; modern ones need no beginning.
    @discardableResult
    func begin() async throws -> Answer? {
        guard revision.era == .legacy else { return nil }
        let answer = try await request("initialize", initializeParams())
        try await notify("notifications/initialized")
        return answer
    }

    func initializeParams(_ version: String? = nil) -> JSON {
        [
            "protocolVersion": .string(version ?? revision.name), "capabilities": capabilities,
            "clientInfo": ["name": "driver", "version": "1"],
        ]
    }

    /// The parameters with what a modern request needs.
    func complete(_ params: JSON?, meta: JSON = [:]) -> JSON? {
        guard revision.era == .modern || !(meta.object ?? []).isEmpty else { return params }
        var params = params ?? .emptyObject
        var all = params["_meta"] ?? .emptyObject
        if revision.era == .modern {
            all[MetadataKey.protocolVersion] = .string(revision.name)
            all[MetadataKey.clientCapabilities] = capabilities
        }
        for (key, value) in meta.object ?? [] { all[key] = value }
        params["_meta"] = all
        return params
    }

    /// Sends a request with all that it needs and runs its work to the end.
    func request(
        _ method: String,
        _ params: JSON? = nil,
        meta: JSON = [:],
        principal: String? = nil,
        answering answers: @escaping @Sendable (_ method: String, _ params: JSON?) -> JSON? = { _, _ in nil }
    ) async throws -> Answer {
        let id = nextID.withLock { id in
            defer { id += 1 }
            return id
        }
        let bytes = MessageWriter.request(.integer(id), method, params: complete(params, meta: meta))
        return try await deliver(bytes, principal: principal, answering: answers)
    }

    func notify(_ method: String, _ params: JSON? = nil) async throws {
        _ = try await deliver(MessageWriter.notification(method, params: params))
    }

    /// Hands over one message as bytes and runs its work to the end.
    func deliver(
        _ bytes: [UInt8],
        principal: String? = nil,
        answering answers: @escaping @Sendable (_ method: String, _ params: JSON?) -> JSON? = { _, _ in nil }
    ) async throws -> Answer {
        let exchange = Exchange(self, answers)
        switch take(bytes, exchange, principal: principal) {
        case .finished(let reply): return try Answer(reply, exchange.sent)
        case .working(let work): return try Answer(await work(), exchange.sent)
        }
    }

    /// Hands over one message without running its work.
    func take(_ bytes: [UInt8], _ exchange: Exchange, principal: String? = nil) -> Handling {
        do {
            let message = try Message(JSONDocument(parsing: bytes).root)
            let incoming = IncomingMessage(message, over: transport, principal: principal)
            return revision.era == .modern ? server.take(incoming, exchange) : session.take(incoming, exchange)
        } catch {
            Issue.record("the driver could not read its own message: \(error)")
            return .finished(nil)
        }
    }
}

/// What came of a message.
struct Answer: Sendable {
    /// The reply as it was written.
    let reply: Reply?
    /// The whole reply.
    let message: JSON?
    /// What was sent before it.
    let sent: [JSON]

    init(_ reply: Reply?, _ sent: [JSON]) throws {
        self.reply = reply
        message = try reply.map { try JSON(parsing: $0.bytes) }
        self.sent = sent
    }

    var result: JSON? { message?["result"] }
    var error: JSON? { message?["error"] }
    var code: Int? { error?["code"]?.number?.integer(Int.self) }
    /// The text of a tool's result.
    var text: String? { result?["content"]?[0]?["text"]?.string }
    var isToolError: Bool { result?["isError"]?.bool ?? false }
    var state: String? { result?["requestState"]?.string }
    func sent(_ method: String) -> [JSON] { sent.filter { $0["method"]?.string == method } }
}

/// One message on its way, as a transport would keep it.
///
/// `@unchecked Sendable`: all that changes is behind locks.
final class Exchange: ServerExchange, @unchecked Sendable {
    let loop: EventLoop
    private let driver: Driver
    private let answers: @Sendable (String, JSON?) -> JSON?
    private let messages = Locked<[JSON]>([])
    private let cancelled = Locked(false)
    private let task = Locked<Task<Reply?, Never>?>(nil)
    private let news = WaitPoint()

    private let refuses: Bool

    /// Refuses what is sent before the reply where the client takes no stream.
    init(
        _ driver: Driver,
        refuses: Bool = false,
        _ answers: @escaping @Sendable (String, JSON?) -> JSON? = { _, _ in nil }
    ) {
        (self.driver, loop, self.refuses, self.answers) = (driver, driver.loop, refuses, answers)
    }

    var sent: [JSON] { messages.withLock { $0 } }
    var isCancelled: Bool { cancelled.withLock { $0 } }

    func send(_ message: [UInt8]) async throws(BindingError) {
        guard !refuses else { throw BindingError(.refused, "the client takes no stream") }
        guard let json = try? JSON(parsing: message) else { throw BindingError(.violation, "no JSON was sent") }
        messages.withLock { $0.append(json) }
        loop.execute { self.news.wakeAll() }
        guard let id = json["id"], let method = json["method"]?.string else { return }
        guard let answer = answers(method, json["params"]) else { return }
        let response = JSON.object(of: [("jsonrpc", "2.0"), ("id", id)]).merging(answer)
        _ = driver.take(response.encoded(), Exchange(driver))
    }

    func cancel() {
        cancelled.withLock { $0 = true }
        task.withLock { $0 }?.cancel()
    }

    func closeForResumption(retry: Duration) async {
        messages.withLock { $0.append(["closed": .string("\(retry)")]) }
    }

    /// Runs work in a task that `cancel` cancels.
    func run(_ work: @escaping @Sendable () async -> Reply?) -> Task<Reply?, Never> {
        let task = Task(executorPreference: loop) { await work() }
        self.task.withLock { $0 = task }
        return task
    }

    /// Waits until so many messages were sent.
    func wait(for count: Int) async -> [JSON] {
        await loop.run {
            while messages.withLock({ $0.count }) < count {
                guard await news.wait(on: loop, until: .after(.seconds(10))) == .ready else { break }
            }
        }
        return sent
    }
}

/// Where messages go that belong to no request.
final class Outlet: SessionOutlet {
    private let messages = Locked<[JSON]>([])

    var posted: [JSON] { messages.withLock { $0 } }
    func post(_ message: [UInt8]) {
        if let json = try? JSON(parsing: message) { messages.withLock { $0.append(json) } }
    }
    func canPost() -> Bool { true }
}

extension JSON {
    /// The members of both objects.
    func merging(_ other: JSON) -> JSON {
        var merged = self
        for (key, value) in other.object ?? [] { merged[key] = value }
        return merged
    }
}
