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
        var waiting: [(topic: Topic, message: [UInt8])] = []
        var isOver = false
    }

    private let id: RequestID
    private let loop: EventLoop
    private let point = WaitPoint()
    private let state = Locked(State())

    init(_ id: RequestID, on loop: EventLoop) { (self.id, self.loop) = (id, loop) }

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
        do {
            try await loop.run { () async throws in
                while true {
                    let (messages, isOver) = state.withLock { state in
                        defer { state.waiting = [] }
                        return (state.waiting, state.isOver)
                    }
                    for (_, message) in messages { try await exchange.send(message) }
                    if isOver { return }
                    guard messages.isEmpty else { continue }
                    guard await point.wait(on: loop) == .ready else { return }
                }
            }
        } catch {
            // The client is gone, and the subscription with it.
        }
    }
}

extension RequestScope {
    /// Answers `subscriptions/listen`: with what was asked for and can be had, with the news, and at last with a result.
    func listen(_ features: ServerFeatures) -> Handling {
        do throws(ErrorObject) {
            let context = try makeContext()
            let (honoured, topics) = try honour(try readFilter(), features, context)
            return work(context, answersWhenCancelled: true) { context in
                let listen = Listen(request.id, on: exchange.loop)
                guard server.hub.open(listen) else {
                    throw ErrorObject(ErrorObject.internalErrorCode, "too many clients listen: try again later")
                }
                defer {
                    server.hub.unsubscribe(listen, from: topics)
                    server.hub.close(listen)
                }
                // What happens from now on is kept until the acknowledgement is sent.
                server.hub.subscribe(listen, to: topics)
                let acknowledged = "notifications/subscriptions/acknowledged"
                try await exchange.send(listen.tagged(acknowledged, ["notifications": honoured.json]))
                await listen.run(exchange)
                // Where one connection carries everything, both pages on endings are heeded: a notification that the
                // server tears it down, then the response. A client that ended it itself is spared both.
                if incoming.transport == .stdio || incoming.transport == .webSocket {
                    try? await exchange.send(listen.tagged("notifications/cancelled", ["requestId": request.id.json]))
                }
                return .result(["_meta": [MetadataKey.subscriptionID: request.id.json]])
            }
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
