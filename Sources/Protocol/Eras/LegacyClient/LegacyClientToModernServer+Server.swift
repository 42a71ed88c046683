internal import JSON
internal import JSONRPC
internal import MCP

extension LegacyClientToModernServer {
    mutating func takeResult(_ id: RequestID, _ result: JSON) -> [TranslationAction] {
        switch sent.removeValue(forKey: id) {
        case nil: return [.lost(.init("response", "nobody waits for \(id)"))]
        case .discover: return [welcome(DiscoverResult(json: result))]
        case .listen: return listenEnded(id, nil)
        case .call(let call):
            serverIDs[call.clientID] = nil
            return finish(call, result)
        }
    }

    private mutating func finish(_ call: Call, _ result: JSON) -> [TranslationAction] {
        switch ResultType(result: result) {
        case .complete:
            let legacy = ResultTranslation.legacy(result, of: call.method, revision: revision ?? .latestLegacy)
            return pagesClosed(call) + [.toClient(.result(call.clientID, legacy), within: call.clientID)]
        case .inputRequired: return ask(call, InputRequiredResult(json: result))
        case let type:
            let text = "The server answered with a result of type \(type), which the client cannot take"
            return [
                Self.refuse(call.clientID, ErrorObject.internalErrorCode, text),
                .lost(.init("results of type \(type)", "legacy revisions have complete results alone")),
            ]
        }
    }

    /// Tells the client that the pages which a call needed have done their work.
    private func pagesClosed(_ call: Call) -> [TranslationAction] {
        call.pages.map { page in
            .toClient(
                .notification("notifications/elicitation/complete", ["elicitationId": .string(page)]),
                within: call.clientID
            )
        }
    }

    mutating func takeFailure(_ id: RequestID, _ error: ErrorObject) -> [TranslationAction] {
        switch sent.removeValue(forKey: id) {
        case nil: return [.lost(.init("response", "nobody waits for \(id)"))]
        case .discover: return [turnedAway(error)]
        case .listen: return listenEnded(id, error)
        case .call(let call):
            serverIDs[call.clientID] = nil
            let legacy = ErrorTranslation.legacy(error, of: call.method)
            return [.toClient(.failure(call.clientID, legacy), within: call.clientID)]
        }
    }

    private mutating func welcome(_ discovery: DiscoverResult) -> TranslationAction {
        guard case .discovering(let clientID) = phase else { return .lost(.init("server/discover", "nobody asked")) }
        phase = .ready
        serverCapabilities = discovery.capabilities
        let revision = revision ?? .latestLegacy
        let serverInfo = discovery.serverInfo ?? Implementation(name: "unknown", version: "0")
        let result = InitializeResult(
            protocolVersion: revision.name,
            capabilities: serverCapabilities.restricted(to: revision),
            serverInfo: serverInfo.restricted(to: revision),
            instructions: discovery.instructions
        )
        return .toClient(.result(clientID, result.json), within: clientID)
    }

    /// The server does not speak the modern revision, or fails: the session does not begin, and may be tried again.
    private mutating func turnedAway(_ error: ErrorObject) -> TranslationAction {
        guard case .discovering(let clientID) = phase else { return .lost(.init("server/discover", "nobody asked")) }
        phase = .fresh
        guard error.code == ErrorTranslation.unsupportedVersion else {
            return .toClient(.failure(clientID, ErrorTranslation.legacy(error, of: "initialize")), within: clientID)
        }
        let supported = error.data?["supported"] ?? []
        return Self.refuse(
            clientID,
            ErrorObject.invalidParamsCode,
            "Unsupported protocol version",
            data: ["supported": supported, "requested": .string(requestedVersion)]
        )
    }

    mutating func take(ofServer notification: Message.Notification, _ within: RequestID?) -> [TranslationAction] {
        let params = notification.params?.json
        switch notification.method {
        case "notifications/subscriptions/acknowledged": return acknowledged(params)
        case "notifications/cancelled": return streamCancelled(params)
        case "notifications/progress":
            let revision = revision ?? .latestLegacy
            let progress = params.map { ProgressNotification(json: $0).json(for: revision) }
            return [.toClient(.notification(notification.method, progress), within: call(withToken: params))]
        case "notifications/tasks":
            return [.lost(.init(notification.method, "the tasks of extensions have no legacy form"))]
        default:
            let plain = MetadataTranslation.withoutSubscription(params)
            return [.toClient(.notification(notification.method, plain), within: within.flatMap { call(sentAs: $0) })]
        }
    }

    private func call(sentAs id: RequestID) -> RequestID? {
        guard case .call(let call)? = sent[id] else { return nil }
        return call.clientID
    }

    /// The client's request whose progress is told.
    private func call(withToken params: JSON?) -> RequestID? {
        guard let token = params?["progressToken"].flatMap(RequestID.init) else { return nil }
        for case .call(let call) in sent.values {
            if call.params["_meta"]?["progressToken"].flatMap(RequestID.init) == token { return call.clientID }
        }
        return nil
    }
}
