internal import JSON
internal import JSONRPC
internal import MCP

// A legacy server asks by requests, and waits. A modern client is asked inside of a result, and comes back.
extension ModernClientToLegacyServer {
    /// How many questions about roots wait for a call that could carry them.
    private static let maximumHeld = 8

    mutating func take(ofServer request: Message.Request, _ within: RequestID?) -> [TranslationAction] {
        let params = request.params?.json
        switch request.method {
        case "ping": return [.answerServer(.result(request.id, .emptyObject))]
        case "elicitation/create", "sampling/createMessage", "roots/list": break
        default:
            let error = ErrorObject(ErrorObject.methodNotFoundCode, "Method not found: \(request.method)")
            return [
                .answerServer(.failure(request.id, error)),
                .lost(.init(request.method, "modern clients are asked for elicitation, sampling and roots alone")),
            ]
        }
        let input = InputRequest(method: request.method, params: Self.modern(request.method, params))
        lastKey += 1
        let question = Question(key: "q\(lastKey)", request: input, serverID: request.id)
        guard let id = call(for: input, within) else { return [hold(question)] }
        guard (calls[id]?.questions.count ?? 0) < options.maximumQuestions else {
            let text = "Expected at most \(options.maximumQuestions) questions within one request"
            return [.answerServer(.failure(request.id, ErrorObject(ErrorObject.internalErrorCode, text)))]
        }
        calls[id]?.questions.append(question)
        return deliverQuestions(of: id)
    }

    /// The parameters of a question as modern revisions have them.
    private static func modern(_ method: String, _ params: JSON?) -> JSON? {
        guard var params else { return nil }
        if var meta = params["_meta"] {
            for key in [MetadataKey.progressToken, MetadataKey.relatedTask] { meta[key] = nil }
            params["_meta"] = meta.object?.isEmpty == true ? JSON?.none : meta
        }
        switch method {
        case "elicitation/create": return ElicitationRequest(json: params).json(for: .latest)
        case "sampling/createMessage": return SamplingRequest(json: params).json(for: .latest)
        default: return params.object?.isEmpty == true ? JSON?.none : params
        }
    }

    /// The call that a question belongs to: the one on whose stream it came, or else the oldest that could carry it.
    private func call(for input: InputRequest, _ within: RequestID?) -> RequestID? {
        func canCarry(_ call: Call) -> Bool {
            Self.asking.contains(call.incoming.method) && call.outcome == nil
                && call.incoming.capabilities.missing(of: input.requiredCapabilities) == nil
        }
        if let within { return calls[within].map(canCarry) == true ? within : nil }
        return calls.filter { canCarry($0.value) }.keys.min(by: Self.isOlder)
    }

    /// Keeps a question about roots for the next call; others have nobody to ask.
    private mutating func hold(_ question: Question) -> TranslationAction {
        guard let id = question.serverID else { return .lost(.init(question.request.method, "nobody asked")) }
        if question.request.isRoots, heldQuestions.count < Self.maximumHeld {
            heldQuestions.append(question)
            return .lost(.init("roots/list", "nothing is being called; it is asked with the next call"))
        }
        let isMode =
            question.request.elicitation != nil && calls.values.contains { $0.incoming.capabilities.elicitation }
        let code = isMode ? ErrorObject.invalidParamsCode : ErrorObject.methodNotFoundCode
        let text = "No request that is being served comes from a client that offers \(question.request.method)"
        return .answerServer(.failure(id, ErrorObject(code, text)))
    }

    mutating func attachHeld(to id: RequestID) -> [TranslationAction] {
        guard !heldQuestions.isEmpty, let call = calls[id], Self.asking.contains(call.incoming.method),
            call.incoming.capabilities.roots
        else { return [] }
        calls[id]?.questions += heldQuestions
        heldQuestions = []
        return deliverQuestions(of: id)
    }

    /// Ends the client's request with the questions that have no answer yet; the call waits for it to come back.
    func inputRequired(_ id: RequestID, _ call: Call) -> InputRequiredResult {
        var requests = InputRequests()
        for question in call.questions { requests.add(question.key, question.request) }
        let state: JSON = ["call": id.json, "round": JSON(call.round)]
        var result = InputRequiredResult(requests, requestState: seal.seal(state.encoded()))
        if let info = initialization?.serverInfo { result.meta = [MetadataKey.serverInfo: info.json] }
        return result
    }

    mutating func deliverQuestions(of id: RequestID) -> [TranslationAction] {
        guard var call = calls[id], let clientID = call.clientID, !call.questions.isEmpty else { return [] }
        for position in call.questions.indices { call.questions[position].isDelivered = true }
        call.round += 1
        call.clientID = nil
        calls[id] = call
        serverIDs[clientID] = nil
        parked.append(id)
        let result = inputRequired(id, call).json
        let actions: [TranslationAction] = [.toClient(.result(clientID, result), within: clientID)]
        return parked.count > options.maximumParked ? actions + abandon(parked[0]) : actions
    }

    /// The error with which a server says that pages must be opened becomes questions; with the answers the call is made
    /// again.
    mutating func openPages(_ id: RequestID, _ error: ErrorObject) -> [TranslationAction] {
        guard var call = calls[id] else { return [] }
        let pages = (error.data?["elicitations"]?.array ?? []).map { ElicitationRequest(json: $0) }
        call.questions = pages.map { page in
            lastKey += 1
            let request = InputRequest.elicitation(page.restricted(to: .latest))
            return Question(key: "q\(lastKey)", request: request, serverID: nil)
        }
        guard !call.questions.isEmpty, Self.asking.contains(call.incoming.method), let clientID = call.clientID else {
            return fail(id, ErrorTranslation.modern(error))
        }
        var required = ClientCapabilities()
        required.elicitationURLs = true
        if let missing = call.incoming.capabilities.missing(of: required) {
            return fail(id, ErrorTranslation.missing(missing))
        }
        serverIDs[clientID] = id
        calls[id] = call
        return deliverQuestions(of: id)
    }

    private mutating func fail(_ id: RequestID, _ error: ErrorObject) -> [TranslationAction] {
        guard let call = calls.removeValue(forKey: id), let clientID = call.clientID else { return [] }
        serverIDs[clientID] = nil
        return [.toClient(.failure(clientID, error), within: clientID)]
    }

    mutating func questionCancelled(_ params: JSON?) -> TranslationAction {
        let method = "notifications/cancelled"
        guard let wanted = params?["requestId"].flatMap(RequestID.init) else {
            return .lost(.init(method, "it does not say what to cancel"))
        }
        heldQuestions.removeAll { $0.serverID == wanted }
        for id in calls.keys { calls[id]?.questions.removeAll { $0.serverID == wanted } }
        return .lost(.init(method, "a question that a client was asked cannot be taken back; its answer is dropped"))
    }
}
