internal import JSON
internal import JSONRPC
internal import MCP

extension ModernClientToLegacyServer {
    mutating func takeResult(_ id: RequestID, _ result: JSON) -> [TranslationAction] {
        if case .initializing(id) = phase { return begun(InitializeResult(json: result)) }
        if let errand = errands.removeValue(forKey: id) { return finished(errand, nil) }
        guard let call = calls[id] else { return [.lost(.init("response", "nobody waits for \(id)"))] }
        let modern = ResultTranslation.modern(
            result,
            of: call.incoming.method,
            revision: call.incoming.revision,
            serverInfo: initialization?.serverInfo
        )
        return finish(id, .success(modern))
    }

    mutating func takeFailure(_ id: RequestID, _ error: ErrorObject) -> [TranslationAction] {
        if case .initializing(id) = phase { return notBegun(ErrorTranslation.modern(error)) }
        if let errand = errands.removeValue(forKey: id) { return finished(errand, error) }
        guard calls[id] != nil else { return [.lost(.init("response", "nobody waits for \(id)"))] }
        if error.code == ErrorTranslation.urlElicitationRequired { return openPages(id, error) }
        return finish(id, .failure(ErrorTranslation.modern(error)))
    }

    private mutating func begun(_ result: InitializeResult) -> [TranslationAction] {
        guard let agreed = Revision(result.protocolVersion), agreed.era == .legacy else {
            let text = "The server chose revision \(result.protocolVersion), which nobody published"
            return notBegun(ErrorObject(ErrorObject.internalErrorCode, text))
        }
        (phase, revision, initialization) = (.ready, agreed, result)
        let queue = waiting
        waiting = []
        return [.toServer(.notification("notifications/initialized", nil))] + queue.flatMap { dispatch($0) }
    }

    private mutating func notBegun(_ error: ErrorObject) -> [TranslationAction] {
        phase = .fresh
        let queue = waiting
        waiting = []
        return queue.map { .toClient(.failure($0.id, error), within: $0.id) }
    }

    /// Hands an answer to the client, or keeps it until the client comes back.
    private mutating func finish(_ id: RequestID, _ outcome: Result<JSON, ErrorObject>) -> [TranslationAction] {
        guard var call = calls[id] else { return [] }
        guard let clientID = call.clientID else {
            // The server needs the answers no more.
            call.questions = []
            call.outcome = outcome
            calls[id] = call
            return []
        }
        calls[id] = nil
        serverIDs[clientID] = nil
        return [Self.deliver(outcome, to: clientID)]
    }

    static func deliver(_ outcome: Result<JSON, ErrorObject>, to clientID: RequestID) -> TranslationAction {
        switch outcome {
        case .success(let result): .toClient(.result(clientID, result), within: clientID)
        case .failure(let error): .toClient(.failure(clientID, error), within: clientID)
        }
    }

    mutating func take(ofServer notification: Message.Notification, _ within: RequestID?) -> [TranslationAction] {
        let method = notification.method
        let params = notification.params?.json
        switch method {
        case "notifications/progress": return [progress(params)]
        case "notifications/message": return [log(params, within)]
        case "notifications/cancelled": return [questionCancelled(params)]
        case "notifications/tools/list_changed", "notifications/prompts/list_changed",
            "notifications/resources/list_changed", "notifications/resources/updated":
            return publish(method, params)
        case "notifications/elicitation/complete":
            return [.lost(.init(method, "modern clients learn by asking again that a page has done its work"))]
        case "notifications/tasks/status":
            return [.lost(.init(method, "nothing was called as a task of 2025-11-25"))]
        default: return [.lost(.init(method, "modern clients take no such notification"))]
        }
    }

    private func progress(_ params: JSON?) -> TranslationAction {
        let method = "notifications/progress"
        guard var params, let token = params["progressToken"].flatMap(RequestID.init),
            let call = calls.values.first(where: { $0.serverToken == token })
        else { return .lost(.init(method, "no request came with this token")) }
        guard let clientID = call.clientID, let wanted = call.incoming.progressToken else {
            return .lost(.init(method, "the client has questions to answer, and no stream to hear progress on"))
        }
        params["progressToken"] = wanted.json
        return .toClient(.notification(method, params), within: clientID)
    }

    /// Gives a log message to the request it came with, or else to the newest that wants any.
    private func log(_ params: JSON?, _ within: RequestID?) -> TranslationAction {
        let method = "notifications/message"
        let level = params.map { LogMessage(json: $0) }?.level ?? .emergency
        let called = within.flatMap { calls[$0] }.map { [$0] } ?? Array(calls.values)
        let listeners = called.compactMap { call -> (id: RequestID, serverID: RequestID)? in
            guard let clientID = call.clientID, let wanted = call.incoming.logLevel, level >= wanted,
                let serverID = serverIDs[clientID]
            else { return nil }
            return (clientID, serverID)
        }
        guard let newest = listeners.max(by: { Self.isOlder($0.serverID, $1.serverID) }) else {
            return .lost(.init(method, "no request wants to hear of it"))
        }
        return .toClient(.notification(method, params), within: newest.id)
    }

    /// Ids towards the server are integers that grow.
    static func isOlder(_ left: RequestID, _ right: RequestID) -> Bool {
        guard case .integer(let left) = left, case .integer(let right) = right else { return false }
        return left < right
    }

    /// The session with the server is gone: requests fail, streams end, and the next request begins a new one.
    public mutating func sessionLost() -> [TranslationAction] {
        let error = ErrorObject(ErrorObject.internalErrorCode, "The session with the server was lost")
        let clients = serverIDs.keys.sorted { $0.description < $1.description } + waiting.map(\.id)
        var actions = clients.map { TranslationAction.toClient(.failure($0, error), within: $0) }
        actions += listening.streams.keys.sorted { $0.description < $1.description }.map { id in
            let meta: JSON = ["_meta": [MetadataKey.subscriptionID: id.json], "resultType": "complete"]
            return .toClient(.result(id, meta), within: id)
        }
        (phase, revision, initialization, serverLevel) = (.fresh, nil, nil, nil)
        (calls, serverIDs, parked, errands, waiting) = ([:], [:], [], [:], [])
        (heldQuestions, listening) = ([], Listening())
        return actions
    }
}
