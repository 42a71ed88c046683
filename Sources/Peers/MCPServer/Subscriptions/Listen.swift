internal import Bindings
internal import JSON
internal import JSONRPC
internal import MCP
internal import Reactor

/// One open `subscriptions/listen`.
///
/// What its reader has not fetched yet is kept once a topic, so that a slow reader costs no more than its filter.
final class Listen: Subscriber {
    private struct State: Sendable {
        /// What is sent first; empty once it was.
        var acknowledgement: [UInt8] = []
        var waiting: [(topic: Topic, message: [UInt8])] = []
        var isOver = false
    }

    private let id: RequestID
    private let loop: EventLoop
    private let topics: [Topic]
    private let point = WaitPoint()
    private let state = Locked(State())

    init(_ id: RequestID, to topics: [Topic], acknowledging filter: SubscriptionFilter, on loop: EventLoop) {
        (self.id, self.topics, self.loop) = (id, topics, loop)
        let first = tagged("notifications/subscriptions/acknowledged", ["notifications": filter.json])
        state.withLock { $0.acknowledgement = first }
    }

    /// Listens until it is ended, and answers then.
    ///
    /// It answers even when its task is cancelled, since that is how a transport that stops ends it; an answer that the
    /// client does not want any more is dropped by the transport.
    func answer(
        _ exchange: any ServerExchange,
        _ server: MCPServer,
        _ revision: Revision,
        over transport: TransportKind
    ) async -> Reply? {
        guard !Task.isCancelled else { return nil }
        if let refusal = begin(server) { return refusal }
        defer { finish(server) }
        do throws(BindingError) {
            try await exchange.send(takeAcknowledgement())
        } catch {
            return failure(error, server)
        }
        await run(exchange)
        // Where one connection carries everything, both pages on endings are heeded: a notification that the server
        // tears it down, then the response. A client that ended it itself is spared both.
        if transport == .stdio || transport == .webSocket {
            try? await exchange.send(tagged("notifications/cancelled", ["requestId": id.json]))
        }
        return server.replies.result(id, ["_meta": [MetadataKey.subscriptionID: id.json]], revision)
    }

    /// Subscribes to the topics; what happens from now on is kept until the acknowledgement is sent.
    private func begin(_ server: MCPServer) -> Reply? {
        guard server.hub.open(self) else {
            let error = ErrorObject(ErrorObject.internalErrorCode, "too many clients listen: try again later")
            return server.replies.failure(id, error)
        }
        server.hub.subscribe(self, to: topics)
        return nil
    }

    private func finish(_ server: MCPServer) {
        server.hub.unsubscribe(self, from: topics)
        server.hub.close(self)
    }

    private func takeAcknowledgement() -> [UInt8] {
        state.withLock { state in
            defer { state.acknowledgement = [] }
            return state.acknowledgement
        }
    }

    /// The reply when the acknowledgement could not be sent.
    @inline(never)
    private func failure(_ error: BindingError, _ server: MCPServer) -> Reply? {
        guard !Task.isCancelled else { return nil }
        server.options.reportFault("subscriptions/listen failed: \(error)")
        return server.replies.failure(id, .internalError)
    }

    func deliver(_ topic: Topic, _ method: String, _ params: JSON?) {
        let message = tagged(method, params)
        let wasIdle = state.withLock { state in
            let wasIdle = state.waiting.isEmpty
            if let position = state.waiting.firstIndex(where: { $0.topic == topic }) {
                state.waiting[position].message = message
            } else {
                state.waiting.append((topic, message))
            }
            return wasIdle
        }
        if wasIdle { wake() }
    }

    func end() {
        state.withLock { $0.isOver = true }
        wake()
    }

    private func wake() { loop.execute { self.point.wakeAll() } }

    /// A notification of this subscription.
    func tagged(_ method: String, _ params: JSON?) -> [UInt8] {
        var params = params ?? .emptyObject
        var meta = params["_meta"] ?? .emptyObject
        meta[MetadataKey.subscriptionID] = id.json
        params["_meta"] = meta
        return MessageWriter.notification(method, params: params)
    }

    /// Sends what comes until the subscription is ended, or nobody listens any more.
    func run(_ exchange: any ServerExchange) async {
        guard loop.isCurrent else { return await loop.run { await runHere(exchange) } }
        await runHere(exchange)
    }

    private func runHere(_ exchange: any ServerExchange) async {
        while true {
            let (messages, isOver) = takeWaiting()
            do throws(BindingError) {
                for message in messages { try await exchange.send(message) }
            } catch {
                // The client is gone, and the subscription with it.
                return
            }
            if isOver { return }
            guard messages.isEmpty else { continue }
            guard await point.wait(on: loop) == .ready else { return }
        }
    }

    @inline(never)
    private func takeWaiting() -> ([[UInt8]], isOver: Bool) {
        state.withLock { state in
            defer { state.waiting = [] }
            return (state.waiting.map(\.message), state.isOver)
        }
    }
}

extension RequestScope {
    /// Answers `subscriptions/listen`: with what was asked for and can be had, with the news, and at last with a result.
    ///
    /// It may last for days, so the work holds nothing of the request but its id.
    func listen(_ features: ServerFeatures) -> Handling {
        do throws(ErrorObject) {
            let (honoured, topics) = try honour(try readFilter(), features, try makeContext())
            let listen = Listen(request.id, to: topics, acknowledging: honoured, on: exchange.loop)
            let (server, exchange, revision, transport) = (server, exchange, revision, incoming.transport)
            return .working { await listen.answer(exchange, server, revision, over: transport) }
        } catch {
            return finished(.failure(error))
        }
    }

    private func readFilter() throws(ErrorObject) -> SubscriptionFilter {
        let value = request.params?["notifications"]
        guard let filter = value?.object else { throw wrong(value, "an object", "notifications") }
        for name in ["toolsListChanged", "promptsListChanged", "resourcesListChanged"] {
            if let flag = filter[name], flag.bool == nil { throw wrong(flag, "true or false", "notifications.\(name)") }
        }
        for name in ["resourceSubscriptions", "taskIds"] {
            guard let list = filter[name] else { continue }
            guard let array = list.array, array.allSatisfy({ $0.string != nil }) else {
                throw wrong(list, "an array of strings", "notifications.\(name)")
            }
        }
        guard let json = try? JSON(filter.value) else { throw wrong(value, "an object", "notifications") }
        return SubscriptionFilter(json: json)
    }

    /// What of a filter this server can tell of.
    private func honour(
        _ filter: SubscriptionFilter,
        _ features: ServerFeatures,
        _ context: RequestContext
    ) throws(ErrorObject) -> (SubscriptionFilter, [Topic]) {
        let tellsLists = server.options.listChanged
        let most = server.options.limits.subscriptionsPerClient
        let canSubscribe = server.options.subscriptions && features.contains(.resources)
        var seen: Set<String> = []
        let uris = canSubscribe ? filter.resourceSubscriptions.filter { seen.insert($0).inserted } : []
        var tasks: [String] = []
        if filter.json["taskIds"] != nil {
            for added in server.extensions { tasks += try added.listen(toTasks: filter.taskIDs, context) }
        }
        let honoured = SubscriptionFilter(
            toolsListChanged: filter.toolsListChanged && tellsLists && features.contains(.tools),
            promptsListChanged: filter.promptsListChanged && tellsLists && features.contains(.prompts),
            resourcesListChanged: filter.resourcesListChanged && tellsLists && features.contains(.resources),
            resourceSubscriptions: uris.isEmpty ? nil : Array(uris.prefix(most)),
            taskIDs: tasks.isEmpty ? nil : Array(tasks.prefix(most))
        )
        var topics = honoured.resourceSubscriptions.map(Topic.resource) + honoured.taskIDs.map(Topic.task)
        if honoured.toolsListChanged { topics.append(.tools) }
        if honoured.promptsListChanged { topics.append(.prompts) }
        if honoured.resourcesListChanged { topics.append(.resources) }
        return (honoured, topics)
    }
}
