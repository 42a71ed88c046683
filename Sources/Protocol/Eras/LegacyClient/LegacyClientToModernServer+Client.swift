internal import JSON
internal import JSONRPC
internal import MCP

extension LegacyClientToModernServer {
    mutating func take(_ request: Message.Request) -> [TranslationAction] {
        switch request.method {
        case "initialize": return begin(request)
        case "ping": return [.answerClient(.result(request.id, .emptyObject))]
        default: break
        }
        guard case .ready = phase else {
            let text = "Expected initialize and its answer before \(request.method)"
            return [Self.refuse(request.id, ErrorObject.invalidRequestCode, text)]
        }
        switch request.method {
        case "logging/setLevel": return [setLevel(request)]
        case "resources/subscribe": return subscribe(request)
        case "resources/unsubscribe": return unsubscribe(request)
        case "tasks/get", "tasks/list", "tasks/result", "tasks/cancel":
            return [
                Self.refuse(request.id, ErrorObject.methodNotFoundCode, "The server has no tasks of 2025-11-25"),
                .lost(.init(request.method, "tasks of the two eras have nothing in common but their name")),
            ]
        default: return call(request)
        }
    }

    private mutating func begin(_ request: Message.Request) -> [TranslationAction] {
        guard case .fresh = phase else {
            return [Self.refuse(request.id, ErrorObject.invalidRequestCode, "Expected initialize once, saw it again")]
        }
        let initialize = InitializeRequest(json: request.params?.json ?? .emptyObject)
        requestedVersion = initialize.protocolVersion
        let wanted = Revision(requestedVersion).flatMap { options.revisions.contains($0) ? $0 : nil }
        revision = wanted ?? options.revisions.last ?? .latestLegacy
        clientInfo = initialize.clientInfo?.restricted(to: options.modernRevision)
        clientCapabilities = initialize.capabilities.restricted(to: options.modernRevision)
        phase = .discovering(request.id)
        let id = nextID()
        sent[id] = .discover
        return [.toServer(.request(id, "server/discover", modern(nil)))]
    }

    private mutating func setLevel(_ request: Message.Request) -> TranslationAction {
        guard serverCapabilities.logging else {
            return Self.refuse(request.id, ErrorObject.methodNotFoundCode, "The server does not log")
        }
        guard let level = request.params?["level"]?.string.flatMap(LogLevel.init) else {
            let known = LogLevel.allCases.map(\.rawValue).joined(separator: ", ")
            return Self.refuse(
                request.id,
                ErrorObject.invalidParamsCode,
                "Invalid params: expected a level of \(known)"
            )
        }
        logLevel = level
        return .answerClient(.result(request.id, .emptyObject))
    }

    private mutating func call(_ request: Message.Request) -> [TranslationAction] {
        guard serverIDs.count + asking.count < options.maximumCalls else {
            let text = "Expected at most \(options.maximumCalls) requests at once"
            return [Self.refuse(request.id, ErrorObject.internalErrorCode, text)]
        }
        guard serverIDs[request.id] == nil, asking[request.id] == nil else {
            let text = "Expected a new id, saw one whose request has no answer yet"
            return [Self.refuse(request.id, ErrorObject.invalidRequestCode, text)]
        }
        var params = request.params?.json
        var losses: [TranslationAction] = []
        if params?["task"] != nil {
            params?["task"] = nil
            losses.append(.lost(.init("task augmentation", "modern servers decide themselves what becomes a task")))
        }
        // A legacy client cannot mean these members as modern servers would.
        for member in ["inputResponses", "requestState"] where params?[member] != nil { params?[member] = nil }
        let call = Call(clientID: request.id, method: request.method, params: modern(params))
        return losses + [send(call, call.params)]
    }

    /// Sends a call, or sends it again with answers, under a new id.
    mutating func send(_ call: Call, _ params: JSON) -> TranslationAction {
        let id = nextID()
        sent[id] = .call(call)
        serverIDs[call.clientID] = id
        return .toServer(.request(id, call.method, params))
    }

    mutating func take(_ notification: Message.Notification) -> [TranslationAction] {
        switch notification.method {
        case "notifications/initialized": return startListening()
        case "notifications/cancelled": return cancel(notification)
        case "notifications/roots/list_changed":
            return [.lost(.init(notification.method, "a modern server asks for roots when it needs them"))]
        case "notifications/progress":
            return [.lost(.init("progress of the client", "modern servers send no requests that could progress"))]
        case "notifications/tasks/status":
            return [.lost(.init(notification.method, "modern servers know no tasks of clients"))]
        default:
            return [.lost(.init(notification.method, "modern servers take no notifications but cancellations"))]
        }
    }

    private mutating func cancel(_ notification: Message.Notification) -> [TranslationAction] {
        guard let id = notification.params?["requestId"].flatMap(RequestID.init) else {
            return [.lost(.init(notification.method, "it does not say what to cancel"))]
        }
        if let call = asking.removeValue(forKey: id) { return withdraw(call) }
        guard let serverID = serverIDs.removeValue(forKey: id) else {
            return [.lost(.init(notification.method, "no request with id \(id) waits"))]
        }
        sent[serverID] = nil
        var params = notification.params?.json ?? .emptyObject
        params["requestId"] = serverID.json
        return [.toServer(.notification(notification.method, params))]
    }

    /// Takes back the questions of a call that is not wanted any more; the server knows nothing of it by now.
    private mutating func withdraw(_ call: Call) -> [TranslationAction] {
        call.input.waiting.keys.sorted { $0.description < $1.description }.map { id in
            asked[id] = nil
            return .toClient(.notification("notifications/cancelled", ["requestId": id.json]), within: call.clientID)
        }
    }
}
