import Carriers
import HTTPWire
import JSON
import JSONRPC
import MCP
import Reactor
import WebSocketWire

/// One connection that carries messages in both directions, for clients of either era: standard streams, WebSocket.
///
/// Modern requests stand alone; the first legacy message opens the one legacy session of the connection. Both may be
/// mixed. Requests that take time run side by side.
///
/// `@unchecked Sendable`: confined to the thread of the carrier's loop; what others call goes there first.
final class DuplexSession: SessionOutlet, @unchecked Sendable {
    let loop: EventLoop
    let carrier: any MessageCarrier
    let transport: TransportKind
    private let endpoint: any ServerEndpoint
    private let fields: HTTPFields?
    private let principal: String?
    private let options: ServingOptions
    private let speaksLegacy: Bool
    private let speaksModern: Bool

    private(set) var session: (any ServerSession)?
    private var inFlight: [RequestID: DuplexExchange] = [:]
    private let whole: WorkCancellation
    private let outbox = Locked(Outbox())
    private var isReading = true
    private var isStopping = false

    /// Messages that other threads have posted, on their way to the loop.
    private struct Outbox {
        var messages: [[UInt8]] = []
        var bytes = 0
        var isClosed = false
    }

    init(
        _ carrier: any MessageCarrier,
        _ transport: TransportKind,
        _ endpoint: any ServerEndpoint,
        _ options: ServingOptions,
        fields: HTTPFields? = nil,
        principal: String? = nil
    ) {
        (self.carrier, self.transport, self.endpoint, self.options) = (carrier, transport, endpoint, options)
        (self.fields, self.principal) = (fields, principal)
        loop = carrier.loop
        whole = WorkCancellation(on: loop)
        speaksLegacy = endpoint.revisions.contains { $0.era == .legacy }
        // HTTP with two paths is a transport of the first revision alone.
        speaksModern = transport != .sse && endpoint.revisions.contains { $0.era == .modern }
    }

    /// Serves until the client has had enough and what it asked for is done.
    func run() async {
        whole.enter()
        await withDiscardingTaskGroup { children in
            await readAll(&children)
            isReading = false
            finishWork(within: options.limits.finishTime)
        }
        whole.leave()
        outbox.withLock { ($0.isClosed, $0.messages) = (true, []) }
        session?.close()
        await carrier.close()
    }

    private func readAll(_ children: inout DiscardingTaskGroup) async {
        while !Task.isCancelled {
            do throws(CarrierError) {
                guard let message = try await carrier.receive(until: .never) else {
                    // A WebSocket that was closed is closed in both directions.
                    return transport == .webSocket ? cut() : ()
                }
                try await take(message, &children)
            } catch {
                guard await survives(error) else { return cut() }
            }
        }
    }

    /// Deals with a failure of the connection; false when that is its end.
    private func survives(_ error: CarrierError) async -> Bool {
        switch error.code {
        case .limitReached where transport == .stdio:
            // A line that was too long was passed over; the next may be better.
            return await say(failure(nil, ErrorObject.parseErrorCode, "Parse error: \(error.detail)"))
        case .violation:
            if let carrier = carrier as? WebSocketCarrier, carrier.binaryMessages > 0 {
                await carrier.close(.unsupportedData, reason: "messages are text")
            }
            return false
        default: return false
        }
    }

    // MARK: Messages

    private func take(_ bytes: [UInt8], _ children: inout DiscardingTaskGroup) async throws(CarrierError) {
        let document: JSONDocument
        do throws(JSONError) { document = try JSONDocument(parsing: bytes) } catch {
            return try await carrier.send(failure(nil, ErrorObject.parseErrorCode, "Parse error: \(error)"))
        }
        if let batch = document.root.array { return try await take(batch, &children) }
        let message: Message
        do throws(MessageError) { message = try Message(document.root) } catch {
            // Nobody waits for an answer to an answer.
            guard !error.isResponse else { return }
            return try await carrier.send(error.reply(nullID: writesNullIDs).bytes)
        }
        if let reply = begin(message, &children, { [self] reply in await deliver(reply) }) {
            try await carrier.send(reply.bytes)
        }
    }

    /// Has a message handled; returns the reply of what is done at once, and has the rest delivered later.
    private func begin(
        _ message: Message,
        _ children: inout DiscardingTaskGroup,
        _ deliver: @escaping @Sendable (Reply?) async -> Void
    ) -> Reply? {
        let id: RequestID? = if case .request(let request) = message { request.id } else { nil }
        if let id, let refusal = refusal(of: id) { return refusal }
        if endsModernRequest(message) { return nil }
        let exchange = DuplexExchange(self, message.method)
        switch handle(message, exchange) {
        case .finished(let reply):
            return reply
        case .working(let work):
            exchange.isModern = isModern(message)
            if let id { inFlight[id] = exchange }
            children.addTask(executorPreference: loop) {
                exchange.enter()
                let reply = await work()
                exchange.leave()
                if let id { self.inFlight[id] = nil }
                await deliver(exchange.isSilenced ? nil : reply)
                if self.isStopping, self.inFlight.isEmpty { self.whole.cancel() }
            }
            return nil
        }
    }

    private func handle(_ message: Message, _ exchange: DuplexExchange) -> Handling {
        let incoming = IncomingMessage(message, over: transport, fields: fields, principal: principal)
        guard !isModern(message) else { return endpoint.take(incoming, exchange) }
        if session == nil { session = endpoint.openSession(self, over: transport) }
        return session?.take(incoming, exchange) ?? .finished(nil)
    }

    private func isModern(_ message: Message) -> Bool {
        guard speaksModern else { return false }
        return !speaksLegacy || message.namesRevision
    }

    private func refusal(of id: RequestID) -> Reply? {
        if inFlight[id] != nil {
            return Reply(
                failure(id, ErrorObject.invalidRequestCode, "Invalid request: a request with this id is running")
            )
        }
        guard inFlight.count >= options.limits.requestsInFlight else { return nil }
        return Reply(failure(id, ErrorObject.internalErrorCode, "\(inFlight.count) requests are running already"))
    }

    /// Whether the message cancels a modern request, which nobody but the connection knows.
    private func endsModernRequest(_ message: Message) -> Bool {
        guard case .notification(let notification) = message, notification.method == "notifications/cancelled",
            let id = notification.params?["requestId"].flatMap(RequestID.init), let exchange = inFlight[id],
            exchange.isModern
        else { return false }
        exchange.isSilenced = true
        exchange.cancel()
        return true
    }

    // MARK: Batches

    private func take(_ batch: JSONArray, _ children: inout DiscardingTaskGroup) async throws(CarrierError) {
        guard session?.revision == .march2025 else {
            let text = "Invalid request: expected a single message, saw a batch"
            return try await carrier.send(failure(nil, ErrorObject.invalidRequestCode, text))
        }
        let items = BatchItem.items(of: batch)
        if let problem = BatchItem.problem(of: items) {
            let text = "Invalid request: expected \(problem) in a batch"
            return try await carrier.send(failure(nil, ErrorObject.invalidRequestCode, text))
        }
        let replies = BatchReplies(due: items.count { $0.wantsReply })
        var whole: [UInt8]?
        for item in items {
            switch item {
            case .invalid(let reply): whole = replies.add(reply) ?? whole
            case .message(let message):
                let isRequest = message.isRequest
                let count = inFlight.count
                let reply = begin(message, &children) { [self] reply in
                    if isRequest, let bytes = replies.add(reply) { _ = await say(bytes) }
                }
                if isRequest, reply != nil || inFlight.count == count { whole = replies.add(reply) ?? whole }
            }
        }
        if let whole { try await carrier.send(whole) }
    }

    // MARK: Answers

    private func deliver(_ reply: Reply?) async {
        guard let reply else { return }
        _ = await say(reply.bytes)
    }

    /// Sends a message; a connection that does not take it is cut.
    private func say(_ message: [UInt8]) async -> Bool {
        do throws(CarrierError) {
            try await carrier.send(message)
            return true
        } catch {
            // Where only the waiting was cancelled, the message is on its way.
            guard error.code != .cancelled else { return true }
            cut()
            return false
        }
    }

    /// Clients of the first revisions expect an id in every error, as JSON-RPC has it.
    private var writesNullIDs: Bool { session?.revision.map { $0 < .november2025 } ?? false }

    private func failure(_ id: RequestID?, _ code: Int, _ text: String) -> [UInt8] {
        MessageWriter.failure(id, ErrorObject(code, text), nullID: writesNullIDs)
    }

    // MARK: Ends

    /// The client sends no more: what waits for news ends now, the rest may finish.
    private func finishWork(within patience: Duration) {
        for exchange in inFlight.values where exchange.waitsForNews { exchange.cancel() }
        guard !inFlight.isEmpty else { return }
        _ = loop.schedule(at: .after(patience)) { [weak self] in
            guard let self else { return }
            for exchange in inFlight.values { exchange.cancel() }
        }
    }

    /// Takes no more messages, and ends when what is running has finished; callable from any thread.
    func stop(within patience: Duration) {
        loop.execute { [self] in
            isStopping = true
            finishWork(within: patience)
            if inFlight.isEmpty { whole.cancel() }
        }
    }

    /// Ends the connection and all that runs for it; callable from any thread.
    func cut() { whole.cancel() }

    // MARK: Outlet

    func post(_ message: [UInt8]) {
        let isFirst = outbox.withLock { outbox -> Bool in
            guard !outbox.isClosed else { return false }
            outbox.bytes += message.count
            guard outbox.bytes <= options.limits.queuedBytes * 4 else {
                outbox.isClosed = true
                return true
            }
            outbox.messages.append(message)
            return outbox.messages.count == 1
        }
        guard isFirst else { return }
        if loop.isCurrent { return sendPosted() }
        loop.execute { self.sendPosted() }
    }

    func canPost() -> Bool { outbox.withLock { !$0.isClosed } }

    private func sendPosted() {
        let (messages, isClosed) = outbox.withLock { outbox in
            defer { (outbox.messages, outbox.bytes) = ([], 0) }
            return (outbox.messages, outbox.isClosed)
        }
        for message in messages where !carrier.post(message) { return cut() }
        if isClosed { cut() }
    }
}

/// Collects the replies to a batch.
///
/// `@unchecked Sendable`: confined to the thread of the connection's loop.
private final class BatchReplies: @unchecked Sendable {
    private var due: Int
    private var replies: [Reply] = []

    init(due: Int) { self.due = due }

    /// Notes a reply, or that there is none; returns the whole answer with the last, if there is anything to say.
    func add(_ reply: Reply?) -> [UInt8]? {
        due -= 1
        if let reply { replies.append(reply) }
        return due == 0 && !replies.isEmpty ? BatchItem.array(of: replies) : nil
    }
}
