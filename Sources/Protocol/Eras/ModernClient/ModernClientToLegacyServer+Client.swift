internal import JSON
internal import JSONRPC
internal import MCP

extension ModernClientToLegacyServer {
    /// What modern clients do not send, or only to servers with an extension that no legacy server has.
    static let removed: Set<String> = [
        "initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe", "tasks/list",
        "tasks/result", "tasks/get", "tasks/update", "tasks/cancel",
    ]
    /// What may be answered with questions.
    static let asking = Set(MethodTable.methods(in: .latest, kind: .request).filter(\.takesInput).map(\.name))

    mutating func take(_ request: Message.Request) -> [TranslationAction] {
        let metadata: RequestMetadata
        do { metadata = try RequestMetadata(request.params) } catch {
            return [.answerClient(.failure(request.id, error.errorObject))]
        }
        guard let revision = metadata.revision, revision.era == .modern else {
            let data: JSON = [
                "supported": .array(of: Revision.modern.map(\.name)), "requested": .string(metadata.protocolVersion),
            ]
            return [Self.refuse(request.id, ErrorTranslation.unsupportedVersion, "Version not supported", data: data)]
        }
        guard !Self.removed.contains(request.method) else {
            return [Self.refuse(request.id, ErrorObject.methodNotFoundCode, "Method not found: \(request.method)")]
        }
        guard serverIDs[request.id] == nil, !waiting.contains(where: { $0.id == request.id }) else {
            let text = "Expected a new id, saw one whose request has no answer yet"
            return [Self.refuse(request.id, ErrorObject.invalidRequestCode, text)]
        }
        guard waiting.count + serverIDs.count < options.maximumCalls else {
            let text = "Expected at most \(options.maximumCalls) requests at once"
            return [Self.refuse(request.id, ErrorObject.internalErrorCode, text)]
        }
        let incoming = Incoming(
            id: request.id,
            method: request.method,
            params: request.params?.json ?? .emptyObject,
            revision: revision,
            capabilities: metadata.clientCapabilities,
            clientInfo: metadata.clientInfo,
            logLevel: metadata.logLevel,
            progressToken: metadata.progressToken
        )
        switch phase {
        case .ready: return dispatch(incoming)
        case .initializing:
            waiting.append(incoming)
            return []
        case .fresh:
            waiting.append(incoming)
            return [begin(incoming)]
        }
    }

    private mutating func begin(_ incoming: Incoming) -> TranslationAction {
        let id = nextID()
        phase = .initializing(id)
        let capabilities = (options.capabilities ?? incoming.capabilities).restricted(to: options.revision)
        let clientInfo = (incoming.clientInfo ?? options.clientInfo).restricted(to: options.revision)
        let request = InitializeRequest(
            protocolVersion: options.revision.name,
            capabilities: capabilities,
            clientInfo: clientInfo
        )
        return .toServer(.request(id, "initialize", request.json))
    }

    mutating func dispatch(_ incoming: Incoming) -> [TranslationAction] {
        switch incoming.method {
        case "server/discover": [discover(incoming)]
        case "subscriptions/listen": listen(incoming)
        default:
            if let state = incoming.params["requestState"] { retry(incoming, state) } else { call(incoming) }
        }
    }

    private func discover(_ incoming: Incoming) -> TranslationAction {
        var capabilities = serverCapabilities.restricted(to: incoming.revision)
        // The first revision completes without saying so.
        if revision == .november2024, capabilities.prompts || capabilities.resources { capabilities.completions = true }
        let result = DiscoverResult(
            supportedVersions: Revision.modern.map(\.name),
            capabilities: capabilities,
            serverInfo: initialization?.serverInfo,
            instructions: initialization?.instructions
        )
        return .answerClient(.result(incoming.id, result.json))
    }

    /// Makes a call in the client's name, at the level of logging that it wants.
    mutating func call(_ incoming: Incoming) -> [TranslationAction] {
        var actions: [TranslationAction] = []
        if let level = incoming.logLevel, serverCapabilities.logging, serverLevel.map({ level < $0 }) ?? true {
            // A session has one level: the most talkative that was ever wanted. What is too much is filtered.
            let id = nextID()
            serverLevel = level
            errands[id] = .setLevel
            actions.append(.toServer(.request(id, "logging/setLevel", ["level": .string(level.rawValue)])))
        }
        var params = MetadataTranslation.legacy(incoming.params)
        for member in ["inputResponses", "requestState"] where params?[member] != nil { params?[member] = nil }
        if params?.object?.isEmpty == true { params = nil }
        let id = nextID()
        calls[id] = Call(clientID: incoming.id, incoming: incoming, serverToken: incoming.progressToken)
        serverIDs[incoming.id] = id
        actions.append(.toServer(.request(id, incoming.method, params)))
        return actions + attachHeld(to: id)
    }

    mutating func take(_ notification: Message.Notification) -> [TranslationAction] {
        guard notification.method == "notifications/cancelled" else {
            return [.lost(.init(notification.method, "modern clients send no notifications but cancellations"))]
        }
        guard let id = notification.params?["requestId"].flatMap(RequestID.init) else {
            return [.lost(.init(notification.method, "it does not say what to cancel"))]
        }
        if listening.streams[id] != nil { return endListening(id) }
        if let place = waiting.firstIndex(where: { $0.id == id }) {
            waiting.remove(at: place)
            return []
        }
        guard let serverID = serverIDs.removeValue(forKey: id) else {
            return [.lost(.init(notification.method, "no request with id \(id) waits"))]
        }
        calls[serverID] = nil
        var params = MetadataTranslation.legacy(notification.params?.json) ?? .emptyObject
        params["requestId"] = serverID.json
        return [.toServer(.notification(notification.method, params))]
    }
}
