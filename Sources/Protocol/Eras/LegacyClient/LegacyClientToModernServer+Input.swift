internal import JSON
internal import JSONRPC
internal import MCP

// A modern server asks inside of a result, and is asked again with the answers. A legacy client is asked by requests.
extension LegacyClientToModernServer {
    /// Asks the client what the server wants to know.
    mutating func ask(_ call: Call, _ result: InputRequiredResult) -> [TranslationAction] {
        var call = call
        call.rounds += 1
        guard call.rounds <= options.maximumRounds else {
            let text = "The server asked for input more than \(options.maximumRounds) times"
            return [Self.refuse(call.clientID, ErrorObject.internalErrorCode, text)]
        }
        call.input = Input(requestState: result.requestState)
        var actions: [TranslationAction] = []
        for (key, request) in result.inputRequests?.all ?? [] {
            guard clientCapabilities.missing(of: request.requiredCapabilities) == nil else {
                return withdrawn(call) + [
                    Self.refuse(
                        call.clientID,
                        ErrorObject.internalErrorCode,
                        "The server asked for \(request.method), which the client did not declare"
                    )
                ]
            }
            let id = nextID()
            call.input.waiting[id] = key
            actions.append(.toClient(.request(id, request.method, legacy(request, key, &call)), within: call.clientID))
        }
        guard !call.input.waiting.isEmpty else { return [again(call)] }
        for id in call.input.waiting.keys { asked[id] = call.clientID }
        asking[call.clientID] = call
        return actions
    }

    /// The parameters of a question as the client's revision has them.
    private func legacy(_ request: InputRequest, _ key: String, _ call: inout Call) -> JSON? {
        let revision = revision ?? .latestLegacy
        if var elicitation = request.elicitation {
            if elicitation.mode == .url {
                let page = "\(lastID).\(key)"
                call.pages.append(page)
                elicitation["elicitationId"] = .string(page)
            }
            return elicitation.json(for: revision)
        }
        return request.sampling?.json(for: revision) ?? request.params
    }

    /// Takes the client's answer to one question.
    mutating func takeAnswer(_ id: RequestID, _ answer: Result<JSON, ErrorObject>) -> [TranslationAction] {
        guard let clientID = asked.removeValue(forKey: id), var call = asking[clientID],
            let key = call.input.waiting.removeValue(forKey: id)
        else {
            return [.lost(.init("response", "nobody asked for \(id), or does not want it any more"))]
        }
        switch answer {
        case .success(let json): call.input.responses.add(key, json.asLegacyResult())
        case .failure(let error):
            // An input response cannot be an error. A question without an answer ends the call that it was for.
            asking[clientID] = nil
            return withdrawn(call) + [
                .answerClient(.failure(clientID, error)),
                .lost(.init("errors of clients", "modern clients answer questions or leave; the request ends")),
            ]
        }
        guard call.input.waiting.isEmpty else {
            asking[clientID] = call
            return []
        }
        asking[clientID] = nil
        return [again(call)]
    }

    /// Takes back the questions of a call that have no answer yet.
    private mutating func withdrawn(_ call: Call) -> [TranslationAction] {
        call.input.waiting.keys.compactMap { id in
            guard asked.removeValue(forKey: id) != nil else { return nil }
            return .toClient(.notification("notifications/cancelled", ["requestId": id.json]), within: call.clientID)
        }
    }

    /// Sends the call again, with the answers and the state as it came.
    private mutating func again(_ call: Call) -> TranslationAction {
        var params = call.params
        if !call.input.responses.keys.isEmpty { params["inputResponses"] = call.input.responses.json }
        if let state = call.input.requestState { params["requestState"] = .string(state) }
        var call = call
        call.input = Input()
        return send(call, params)
    }
}
