internal import JSON
internal import JSONRPC
internal import MCP

extension LegacyClientToModernServer {
    /// What the client wants to hear of, and the streams on which the server tells it.
    ///
    /// One stream carries everything. When the client wants more or less, a new stream is opened, and the old one is
    /// closed once the new one is acknowledged, so that nothing is missed between; never are there more than two.
    struct Subscriptions: Sendable {
        struct Stream: Sendable {
            let id: RequestID
            let uris: [String]
        }

        /// Whether the client is ready to hear anything.
        var isStarted = false
        var uris: [String] = []
        var active: Stream?
        var opening: Stream?
        /// Requests to subscribe that are answered when the server has acknowledged.
        var waiting: [(id: RequestID, uri: String)] = []
        /// The resources of the last stream that the server refused, which is not asked for again.
        var refused: [String]?
    }

    private var wantsLists: Bool {
        serverCapabilities.toolsListChanged || serverCapabilities.promptsListChanged
            || serverCapabilities.resourcesListChanged
    }

    mutating func startListening() -> [TranslationAction] {
        subscriptions.isStarted = true
        return reconcile()
    }

    /// Opens a stream again that the server closed, now that the client is heard of.
    mutating func listenAgain() -> [TranslationAction] {
        guard case .ready = phase, subscriptions.isStarted else { return [] }
        return reconcile()
    }

    mutating func subscribe(_ request: Message.Request) -> [TranslationAction] {
        guard serverCapabilities.resourcesSubscribe else {
            return [Self.refuse(request.id, ErrorObject.methodNotFoundCode, "The server takes no subscriptions")]
        }
        guard let uri = request.params?["uri"]?.string else {
            return [Self.refuse(request.id, ErrorObject.invalidParamsCode, "Invalid params: expected a uri")]
        }
        if subscriptions.active?.uris.contains(uri) == true {
            return [.answerClient(.result(request.id, .emptyObject))]
        }
        guard subscriptions.uris.count < options.maximumSubscriptions,
            subscriptions.waiting.count < options.maximumSubscriptions
        else {
            let text = "Expected at most \(options.maximumSubscriptions) subscriptions"
            return [Self.refuse(request.id, ErrorObject.internalErrorCode, text)]
        }
        if !subscriptions.uris.contains(uri) { subscriptions.uris.append(uri) }
        subscriptions.waiting.append((request.id, uri))
        subscriptions.isStarted = true
        subscriptions.refused = nil
        return reconcile()
    }

    mutating func unsubscribe(_ request: Message.Request) -> [TranslationAction] {
        guard let uri = request.params?["uri"]?.string else {
            return [Self.refuse(request.id, ErrorObject.invalidParamsCode, "Invalid params: expected a uri")]
        }
        subscriptions.uris.removeAll { $0 == uri }
        return [.answerClient(.result(request.id, .emptyObject))] + reconcile()
    }

    /// Opens the stream that is wanted, if it is not open or being opened.
    private mutating func reconcile() -> [TranslationAction] {
        let wanted = subscriptions.uris
        guard subscriptions.isStarted, subscriptions.opening == nil, subscriptions.refused != wanted else { return [] }
        guard wantsLists || !wanted.isEmpty else { return closeActive() }
        if subscriptions.active?.uris == wanted { return [] }
        let filter = SubscriptionFilter(
            toolsListChanged: serverCapabilities.toolsListChanged,
            promptsListChanged: serverCapabilities.promptsListChanged,
            resourcesListChanged: serverCapabilities.resourcesListChanged,
            resourceSubscriptions: wanted.isEmpty ? nil : wanted
        )
        let id = nextID()
        sent[id] = .listen
        subscriptions.opening = Subscriptions.Stream(id: id, uris: wanted)
        return [.toServer(.request(id, "subscriptions/listen", modern(["notifications": filter.json])))]
    }

    private mutating func closeActive() -> [TranslationAction] {
        guard let active = subscriptions.active else { return [] }
        subscriptions.active = nil
        sent[active.id] = nil
        return [.toServer(.notification("notifications/cancelled", ["requestId": active.id.json]))]
    }

    mutating func acknowledged(_ params: JSON?) -> [TranslationAction] {
        guard let opening = subscriptions.opening,
            params?["_meta"]?[MetadataKey.subscriptionID].flatMap(RequestID.init) == opening.id
        else {
            return [.lost(.init("notifications/subscriptions/acknowledged", "no stream waits for it"))]
        }
        let honoured = SubscriptionFilter(json: params?["notifications"] ?? .emptyObject).resourceSubscriptions
        var actions = closeActive()
        subscriptions.opening = nil
        subscriptions.active = opening
        let answered = subscriptions.waiting.filter { opening.uris.contains($0.uri) || !isWanted($0.uri) }
        subscriptions.waiting.removeAll { waiting in answered.contains { $0.id == waiting.id } }
        for (id, uri) in answered {
            if honoured.contains(uri) || !opening.uris.contains(uri) {
                actions.append(.toClient(.result(id, .emptyObject), within: id))
            } else {
                let text = "The server does not tell of changes of this resource"
                actions.append(Self.refuse(id, ErrorObject.invalidParamsCode, text, data: ["uri": .string(uri)]))
            }
        }
        return actions + reconcile()
    }

    private func isWanted(_ uri: String) -> Bool { subscriptions.uris.contains(uri) }

    /// The server ended a stream: for good, if it says why.
    mutating func listenEnded(_ id: RequestID, _ error: ErrorObject?) -> [TranslationAction] {
        if subscriptions.active?.id == id {
            subscriptions.active = nil
            return [.lost(.init("subscriptions/listen", "the server ended the stream; it is opened again in time"))]
        }
        guard let opening = subscriptions.opening, opening.id == id else { return [] }
        subscriptions.opening = nil
        subscriptions.refused = opening.uris
        let failure = error ?? ErrorObject(ErrorObject.internalErrorCode, "The server ended the stream at once")
        let failed = subscriptions.waiting.filter { opening.uris.contains($0.uri) }
        subscriptions.waiting.removeAll { waiting in failed.contains { $0.id == waiting.id } }
        subscriptions.uris.removeAll { uri in failed.contains { $0.uri == uri } }
        let legacy = ErrorTranslation.legacy(failure, of: "subscriptions/listen")
        return failed.map { .toClient(.failure($0.id, legacy), within: $0.id) }
            + [.lost(.init("subscriptions/listen", "the server refused: \(failure)"))] + reconcile()
    }

    /// On a pipe the server ends a stream by cancelling its request.
    mutating func streamCancelled(_ params: JSON?) -> [TranslationAction] {
        guard let id = params?["requestId"].flatMap(RequestID.init), case .listen? = sent.removeValue(forKey: id) else {
            return [.lost(.init("notifications/cancelled", "modern servers cancel streams of subscriptions alone"))]
        }
        return listenEnded(id, nil)
    }
}
