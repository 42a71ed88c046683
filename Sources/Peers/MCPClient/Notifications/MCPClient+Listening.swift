internal import Bindings
internal import JSON
internal import JSONRPC
internal import MCP

extension MCPClient: ConversationListener {
    func conversation(_ conversation: Conversation, received notification: ServerNotification) {
        switch notification.method {
        case "notifications/tools/list_changed": tools.invalidate()
        case "notifications/cancelled": notification.requestID.map(dropRequest)
        case "notifications/elicitation/complete": notification.params["elicitationId"]?.string.map(endPage)
        default: break
        }
        deliver(notification)
    }

    func conversation(_ conversation: Conversation, received request: Message.Request, _ arrival: Arrival) {
        guard conversation.envelope.revision.era == .legacy else {
            let bytes = Array(request.value.rawBytes)
            return report(.unexpectedMessage, "expected no request of a modern server, saw \(request.method)", bytes)
        }
        let params = request.params.flatMap { try? JSON($0.value) } ?? .object([])
        let question = ServerRequest(method: request.method, params: params)
        guard question.method != "ping" else { return reply(to: request.id, .success(.object([])), conversation) }
        guard runningRequests[request.id] == nil else {
            let bytes = Array(request.value.rawBytes)
            return report(.envelope, "expected a new id, saw that of a request that is being answered", bytes)
        }
        guard runningRequests.count < options.mostServerRequests else {
            let text = "expected at most \(options.mostServerRequests) requests at once, saw one more"
            return reply(to: request.id, .failure(ErrorObject(ErrorObject.internalErrorCode, text)), conversation)
        }
        work(on: question, request.id, conversation)
    }

    private func reply(to id: RequestID, _ answer: Result<JSON, ErrorObject>, _ conversation: Conversation) {
        background.start { await conversation.respond(to: id, answer) }
    }

    /// Answers a question, unless the server calls it off before.
    private func work(on question: ServerRequest, _ id: RequestID, _ conversation: Conversation) {
        runningRequests.updateValue(nil, forKey: id)
        background.start { [desk, revision = conversation.envelope.revision] in
            guard self.runningRequests[id] != nil else { return }
            withUnsafeCurrentTask { _ = self.runningRequests.updateValue($0, forKey: id) }
            let answer = await desk.answer(question, revision)
            guard !Task.isCancelled, self.runningRequests.removeValue(forKey: id) != nil else { return }
            await conversation.respond(to: id, answer)
        }
    }

    /// The server wants no answer any more.
    private func dropRequest(_ id: RequestID) {
        guard let task = runningRequests.removeValue(forKey: id) else { return }
        task?.cancel()
    }

    /// Nobody waits for answers in a session that is lost.
    func dropRequests() { for id in Array(runningRequests.keys) { dropRequest(id) } }

    func conversation(_ conversation: Conversation, found finding: ClientFinding) { options.report?(finding) }

    func conversationEnded(_ conversation: Conversation) {
        guard conversation === self.conversation else { return }
        finishFeeds()
    }
}
