internal import JSON
public import JSONRPC
internal import MCP

extension ModernClientToLegacyServer {
    /// A client comes back with the state it was given.
    mutating func retry(_ incoming: Incoming, _ state: JSON) -> [TranslationAction] {
        guard let text = state.string, let bytes = seal.open(text), let opened = try? JSON(parsing: bytes),
            let id = opened["call"].flatMap(RequestID.init), let round = opened["round"]?.number?.integer(Int.self)
        else { return [refuseState(incoming, "it was not made here")] }
        guard let call = calls[id] else { return [refuseState(incoming, "its request is not known any more")] }
        guard call.clientID == nil, call.round == round else { return [refuseState(incoming, "it was used before")] }
        guard Self.isSame(incoming, call.incoming) else {
            return [refuseState(incoming, "it belongs to another request")]
        }
        parked.removeAll { $0 == id }
        if call.questions.contains(where: { $0.serverID == nil }) { return pagesAnswered(id, call, incoming) }
        return answered(id, call, incoming)
    }

    private func refuseState(_ incoming: Incoming, _ why: String) -> TranslationAction {
        Self.refuse(incoming.id, ErrorObject.invalidParamsCode, "Invalid params: requestState cannot be used: \(why)")
    }

    /// Whether a request says the same as another, apart from its metadata and its answers.
    private static func isSame(_ left: Incoming, _ right: Incoming) -> Bool {
        func bare(_ params: JSON) -> JSON {
            .object((params.object ?? []).filter { !["_meta", "inputResponses", "requestState"].contains($0.key) })
        }
        return left.method == right.method && bare(left.params) == bare(right.params)
    }

    private mutating func answered(_ id: RequestID, _ call: Call, _ incoming: Incoming) -> [TranslationAction] {
        var call = call
        let responses = InputResponses(json: incoming.params["inputResponses"] ?? .emptyObject)
        var actions: [TranslationAction] = []
        for question in call.questions where question.isDelivered {
            guard let response = responses[question.key], let serverID = question.serverID else { continue }
            actions.append(.toServer(.result(serverID, legacy(response, to: question.request))))
            call.questions.removeAll { $0.key == question.key }
        }
        call.incoming = incoming
        if let outcome = call.outcome {
            calls[id] = nil
            return actions + [Self.deliver(outcome, to: incoming.id)]
        }
        call.clientID = incoming.id
        calls[id] = call
        serverIDs[incoming.id] = id
        return actions + deliverQuestions(of: id)
    }

    private func legacy(_ response: JSON, to request: InputRequest) -> JSON {
        let revision = revision ?? .latestLegacy
        let response = response.asLegacyResult()
        return request.sampling == nil ? response : SamplingResult(json: response).json(for: revision)
    }

    /// Makes the call again when every page was agreed to; otherwise it ends.
    private mutating func pagesAnswered(_ id: RequestID, _ call: Call, _ incoming: Incoming) -> [TranslationAction] {
        let responses = InputResponses(json: incoming.params["inputResponses"] ?? .emptyObject)
        calls[id] = nil
        let refused = call.questions.contains { question in
            responses.elicitation(question.key).map { $0.action != .accept } ?? false
        }
        if refused {
            let text = "The person did not open the page that the server needs"
            guard incoming.method == "tools/call" else {
                return [Self.refuse(incoming.id, ErrorObject.internalErrorCode, text)]
            }
            var result = ToolResult.failure(text)
            result["resultType"] = .string(ResultType.complete.rawValue)
            return [.answerClient(.result(incoming.id, result.json))]
        }
        return self.call(incoming)
    }

    /// The ids of the calls whose clients are to come back, longest first; give up on them when it takes too long.
    public var parkedCalls: [RequestID] { parked }

    /// Gives a call up whose client does not come back: questions are answered by a cancellation, and the server is told.
    public mutating func abandon(_ id: RequestID) -> [TranslationAction] {
        parked.removeAll { $0 == id }
        guard let call = calls.removeValue(forKey: id) else { return [] }
        var actions = call.questions.compactMap { question -> TranslationAction? in
            guard let serverID = question.serverID else { return nil }
            guard question.request.elicitation == nil else {
                return .answerServer(.result(serverID, ElicitationResult(.cancel).json))
            }
            let error = ErrorObject(ErrorObject.internalErrorCode, "The client did not come back with an answer")
            return .answerServer(.failure(serverID, error))
        }
        if call.outcome == nil, call.questions.allSatisfy({ $0.serverID != nil }) {
            actions.append(.toServer(.notification("notifications/cancelled", ["requestId": id.json])))
        }
        return actions
    }
}
