internal import JSON
internal import JSONRPC
internal import MCP

extension ModernClientToLegacyServer {
    /// The streams on which clients hear of changes, and the subscriptions of the session that they need.
    struct Listening: Sendable {
        struct Stream: Sendable {
            /// What the server can tell of what was asked for.
            var lists: SubscriptionFilter
            var uris: [String]
            /// Resources whose subscription the server has not answered.
            var pending: Set<String>
            var isAcknowledged = false
        }

        /// By the id of the client's request.
        var streams: [RequestID: Stream] = [:]
        /// Resources that the server agreed to tell of.
        var subscribed: Set<String> = []
    }

    mutating func listen(_ incoming: Incoming) -> [TranslationAction] {
        guard listening.streams[incoming.id] == nil else {
            let text = "Expected a new id, saw that of a stream that is open"
            return [Self.refuse(incoming.id, ErrorObject.invalidRequestCode, text)]
        }
        guard incoming.params["notifications"]?.object != nil else {
            let text = "Invalid params: expected an object at /params/notifications"
            return [Self.refuse(incoming.id, ErrorObject.invalidParamsCode, text)]
        }
        let wanted = SubscriptionFilter(json: incoming.params["notifications"] ?? .emptyObject)
        let lists = SubscriptionFilter(
            toolsListChanged: wanted.toolsListChanged && serverCapabilities.toolsListChanged,
            promptsListChanged: wanted.promptsListChanged && serverCapabilities.promptsListChanged,
            resourcesListChanged: wanted.resourcesListChanged && serverCapabilities.resourcesListChanged
        )
        var uris: [String] = []
        if serverCapabilities.resourcesSubscribe {
            for uri in wanted.resourceSubscriptions where !uris.contains(uri) { uris.append(uri) }
        }
        let named = listening.streams.values.reduce(uris.count) { $0 + $1.uris.count }
        guard listening.streams.count < options.maximumCalls, named <= options.maximumSubscriptions else {
            let text = "Expected at most \(options.maximumCalls) streams of \(options.maximumSubscriptions) resources"
            return [Self.refuse(incoming.id, ErrorObject.internalErrorCode, text)]
        }
        let pending = uris.filter { !listening.subscribed.contains($0) }
        let asked = Set(listening.streams.values.flatMap(\.pending))
        listening.streams[incoming.id] = Listening.Stream(lists: lists, uris: uris, pending: Set(pending))
        let requests = pending.filter { !asked.contains($0) }.map { uri in
            let id = nextID()
            errands[id] = .subscribe(uri)
            return TranslationAction.toServer(.request(id, "resources/subscribe", ["uri": .string(uri)]))
        }
        return requests + acknowledge(incoming.id)
    }

    /// Tells the client what it will hear of, once that is known.
    private mutating func acknowledge(_ id: RequestID) -> [TranslationAction] {
        guard let stream = listening.streams[id], stream.pending.isEmpty, !stream.isAcknowledged else { return [] }
        listening.streams[id]?.isAcknowledged = true
        var filter = stream.lists
        if !stream.uris.isEmpty { filter["resourceSubscriptions"] = .array(of: stream.uris) }
        let params = MetadataTranslation.with(subscription: id, ["notifications": filter.json])
        return [.toClient(.notification("notifications/subscriptions/acknowledged", params), within: id)]
    }

    /// The server answered something that no client asked for in these words.
    mutating func finished(_ errand: Errand, _ error: ErrorObject?) -> [TranslationAction] {
        guard case .subscribe(let uri) = errand else {
            guard let error else { return [] }
            return [.lost(.init("logging and subscriptions", "the server refused: \(error)"))]
        }
        var actions: [TranslationAction] = []
        if error == nil { listening.subscribed.insert(uri) }
        var isHeard = false
        for id in listening.streams.keys.sorted(by: { $0.description < $1.description }) {
            if listening.streams[id]?.pending.remove(uri) == nil { continue }
            isHeard = true
            if error != nil { listening.streams[id]?.uris.removeAll { $0 == uri } }
            actions += acknowledge(id)
        }
        if !isHeard, error == nil { actions += unsubscribe([uri]) }
        return actions
    }

    mutating func endListening(_ id: RequestID) -> [TranslationAction] {
        guard let stream = listening.streams.removeValue(forKey: id) else { return [] }
        let heard = Set(listening.streams.values.flatMap(\.uris))
        return unsubscribe(stream.uris.filter { !heard.contains($0) && listening.subscribed.contains($0) })
    }

    private mutating func unsubscribe(_ uris: [String]) -> [TranslationAction] {
        uris.map { uri in
            listening.subscribed.remove(uri)
            let id = nextID()
            errands[id] = .unsubscribe
            return .toServer(.request(id, "resources/unsubscribe", ["uri": .string(uri)]))
        }
    }

    /// Tells every stream that wants to know of a change.
    func publish(_ method: String, _ params: JSON?) -> [TranslationAction] {
        let uri = params?["uri"]?.string
        let listeners = listening.streams.filter { $0.value.isAcknowledged && Self.wants($0.value, method, uri) }
        guard !listeners.isEmpty else { return [.lost(.init(method, "no stream wants to hear of it"))] }
        return listeners.keys.sorted { $0.description < $1.description }.map { id in
            .toClient(.notification(method, MetadataTranslation.with(subscription: id, params)), within: id)
        }
    }

    private static func wants(_ stream: Listening.Stream, _ method: String, _ uri: String?) -> Bool {
        switch method {
        case "notifications/tools/list_changed": stream.lists.toolsListChanged
        case "notifications/prompts/list_changed": stream.lists.promptsListChanged
        case "notifications/resources/list_changed": stream.lists.resourcesListChanged
        default:
            // What changed may be a part of what was subscribed to.
            uri.map { uri in stream.uris.contains { uri == $0 || uri.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") } }
                ?? false
        }
    }
}
