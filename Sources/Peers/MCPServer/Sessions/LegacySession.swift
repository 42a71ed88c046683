internal import Bindings
internal import JSON
internal import JSONRPC
internal import MCP
internal import Reactor

/// One legacy session, from before `initialize` to its end.
///
/// Its state is small and behind one lock: a session of Streamable HTTP is used by connections of several loops.
final class LegacySession: ServerSession {
    let server: MCPServer
    /// Tells it from all other sessions of the server.
    let number: UInt64
    let outlet: any SessionOutlet
    let transport: TransportKind
    private let state = Locked(State())

    /// What the client said of itself.
    struct Handshake: Sendable {
        let revision: Revision
        let clientInfo: Implementation
        let capabilities: ClientCapabilities
        /// What the client was told that the server has.
        let features: ServerFeatures
    }

    private struct State: Sendable {
        var handshake: Handshake?
        var isInitialized = false
        var isClosed = false
        var logLevel: LogLevel?
        var requests: [RequestID: RequestContext] = [:]
        var questions = Correlator<PendingAnswer>(memory: 16)
        var waitingForInitialized: [PendingAnswer] = []
        var subscriptions: Set<String> = []
    }

    init(_ server: MCPServer, _ number: UInt64, _ outlet: any SessionOutlet, _ transport: TransportKind) {
        (self.server, self.number, self.outlet, self.transport) = (server, number, outlet, transport)
    }

    var handshake: Handshake? { state.withLock { $0.handshake } }
    var revision: Revision? { state.withLock { $0.handshake?.revision } }
    /// What was agreed on, as far as each request needs it.
    var agreed: (revision: Revision, features: ServerFeatures)? {
        state.withLock { state in state.handshake.map { ($0.revision, $0.features) } }
    }
    var logLevel: LogLevel { state.withLock { $0.logLevel } ?? server.options.defaultLogLevel }
    var isInitialized: Bool { state.withLock { $0.isInitialized } }

    func setLogLevel(_ level: LogLevel) { state.withLock { $0.logLevel = level } }

    /// Remembers what was agreed on; false when it was agreed on before.
    func begin(_ handshake: Handshake) -> Bool {
        state.withLock { state in
            guard state.handshake == nil, !state.isClosed else { return false }
            state.handshake = handshake
            return true
        }
    }

    /// The client is ready: it may be asked, and hears of changes.
    func becomeInitialized() {
        let (handshake, waiting) = state.withLock { state -> (Handshake?, [PendingAnswer]) in
            guard let handshake = state.handshake, !state.isInitialized, !state.isClosed else { return (nil, []) }
            state.isInitialized = true
            let waiting = state.waitingForInitialized
            state.waitingForInitialized = []
            return (handshake, waiting)
        }
        for answer in waiting { answer.settle(.answered(.success(.null))) }
        if let handshake { server.hub.subscribe(self, to: handshake.features.topics) }
    }

    func close() {
        let (requests, questions, topics) = state.withLock { state -> ([RequestContext], [PendingAnswer], [Topic]) in
            state.isClosed = true
            let requests = Array(state.requests.values)
            let questions = state.questions.abandonAll() + state.waitingForInitialized
            let topics = state.subscriptions.map(Topic.resource) + (state.handshake?.features.topics ?? [])
            (state.requests, state.waitingForInitialized, state.subscriptions) = ([:], [], [])
            return (requests, questions, topics)
        }
        server.hub.unsubscribe(self, from: topics)
        for question in questions { question.settle(.closed) }
        for request in requests { request.cancel() }
        for added in server.extensions { added.close(self) }
    }
}

/// Requests of the client.
extension LegacySession {
    /// Remembers a request that is worked on, so that it can be cancelled; an error when it must not begin.
    func begin(_ context: RequestContext) -> ErrorObject? {
        let most = server.options.limits.requestsPerSession
        return state.withLock { state in
            if state.isClosed { return ErrorObject.invalidRequest("the session is over") }
            let id = context.request.id
            guard state.requests[id] == nil else {
                return ErrorObject.invalidRequest("a request with the id \(id) is being worked on: use each id once")
            }
            guard state.requests.count < most else {
                return ErrorObject(
                    ErrorObject.internalErrorCode,
                    "expected at most \(most) requests at once, saw one more: wait for an answer"
                )
            }
            state.requests[id] = context
            return nil
        }
    }

    func end(_ context: RequestContext) {
        state.withLock { state in
            if state.requests[context.request.id] === context { state.requests[context.request.id] = nil }
        }
    }

    /// The client gave a request up; one that is not worked on is ignored.
    func cancel(_ id: RequestID) {
        let context = state.withLock { state in state.requests.removeValue(forKey: id) }
        context?.cancel()
    }
}

/// Questions of the server.
extension LegacySession {
    /// Waits for `notifications/initialized`, before which clients are not to be asked.
    func waitUntilInitialized(on loop: EventLoop, until deadline: Deadline) async throws {
        let answer = PendingAnswer(on: loop)
        let isReady = state.withLock { state in
            if state.isInitialized || state.isClosed { return true }
            state.waitingForInitialized.append(answer)
            return false
        }
        guard !isReady else { return }
        do {
            _ = try await answer.value(until: deadline)
        } catch {
            state.withLock { state in state.waitingForInitialized.removeAll { $0 === answer } }
            throw error
        }
    }

    /// Asks the client on the stream of the request that needs the answer.
    func ask(_ request: InputRequest, on exchange: any ServerExchange) async throws -> PendingAnswer {
        let request = request.restricted(to: revision ?? .latestLegacy)
        let answer = PendingAnswer(on: exchange.loop)
        let id = state.withLock { state in state.isClosed ? nil : state.questions.open(answer) }
        guard let id else { throw ServerError(.closed, "the client was gone before it was asked") }
        answer.id.withLock { $0 = id }
        do {
            try await exchange.send(MessageWriter.request(id, request.method, params: request.params))
        } catch {
            _ = state.withLock { $0.questions.abandon(id) }
            throw error
        }
        return answer
    }

    /// Takes the client's answer; late and unknown ones are ignored.
    func settle(_ id: RequestID, _ result: Result<JSON, ErrorObject>) {
        guard case .answered(let answer) = state.withLock({ $0.questions.settle(id) }) else { return }
        answer.settle(.answered(result))
    }

    /// Gives a question up that still waits, and tells the client so.
    func abandon(_ answer: PendingAnswer, on exchange: any ServerExchange, because reason: String) async {
        guard let id = answer.id.withLock({ $0 }), state.withLock({ $0.questions.abandon(id) }) != nil else { return }
        let params: JSON = ["requestId": id.json, "reason": .string(reason)]
        let message = MessageWriter.notification("notifications/cancelled", params: params)
        if !Task.isCancelled {
            try? await exchange.send(message)
        } else if outlet.canPost() {
            // The request is over, and nothing may be sent on its stream any more.
            outlet.post(message)
        }
    }
}

extension LegacySession {
    /// Sends a notification that belongs to no request.
    func post(_ method: String, _ params: JSON?) { outlet.post(MessageWriter.notification(method, params: params)) }
}

/// What changed.
extension LegacySession: Subscriber {
    /// Subscribes to a resource; false when the client has too many subscriptions.
    func subscribe(to uri: String) -> Bool {
        let most = server.options.limits.subscriptionsPerClient
        let isNew = state.withLock { state -> Bool? in
            if state.subscriptions.contains(uri) { return false }
            guard state.subscriptions.count < most, !state.isClosed else { return nil }
            state.subscriptions.insert(uri)
            return true
        }
        if isNew == true { server.hub.subscribe(self, to: [.resource(uri)]) }
        return isNew != nil
    }

    func unsubscribe(from uri: String) {
        let was = state.withLock { $0.subscriptions.remove(uri) != nil }
        if was { server.hub.unsubscribe(self, from: [.resource(uri)]) }
    }

    func deliver(_ topic: Topic, _ method: String, _ params: JSON?) {
        if topic == .log, let level = params?["level"]?.string.flatMap(LogLevel.init), level < logLevel { return }
        outlet.post(MessageWriter.notification(method, params: params))
    }

    func end() {}
}

extension ServerFeatures {
    /// What interests those who know of these features.
    var topics: [Topic] {
        var topics: [Topic] = []
        if contains(.tools) { topics.append(.tools) }
        if contains(.resources) { topics.append(.resources) }
        if contains(.prompts) { topics.append(.prompts) }
        if contains(.logging) { topics.append(.log) }
        return topics
    }
}
