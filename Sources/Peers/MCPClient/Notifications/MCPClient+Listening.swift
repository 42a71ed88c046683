internal import Bindings
internal import JSON
internal import JSONRPC
internal import MCP

extension MCPClient: ConversationListener {
    func conversation(_ conversation: Conversation, received notification: ServerNotification) {
        switch notification.method {
        case "notifications/tools/list_changed": tools.invalidate()
        case "notifications/cancelled":
            if let id = notification.requestID, let running = runningRequests[id] { running?.cancel() }
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
        let id = request.id
        if question.method == "ping" {
            background.start { await conversation.respond(to: id, .success(.object([]))) }
            return
        }
        guard runningRequests.count < options.mostServerRequests, runningRequests[id] == nil else {
            let detail = "expected at most \(options.mostServerRequests) requests at a time, each with its own id"
            let refusal = ErrorObject(ErrorObject.internalErrorCode, detail)
            background.start { await conversation.respond(to: id, .failure(refusal)) }
            return
        }
        runningRequests[id] = .some(nil)
        background.start { [desk, revision = conversation.envelope.revision] in
            withUnsafeCurrentTask { task in self.runningRequests[id] = .some(task) }
            let answer = await desk.answer(question, revision)
            self.runningRequests[id] = nil
            // Whoever cancelled a request wants no answer to it.
            if !Task.isCancelled { await conversation.respond(to: id, answer) }
        }
    }

    func conversation(_ conversation: Conversation, found finding: ClientFinding) { options.report?(finding) }

    func conversationEnded(_ conversation: Conversation) {
        guard conversation === self.conversation else { return }
        finishFeeds()
    }
}
