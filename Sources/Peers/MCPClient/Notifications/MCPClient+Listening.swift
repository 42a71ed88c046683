internal import Bindings
internal import JSON
internal import JSONRPC
internal import MCP

extension MCPClient: ConversationListener {
    func conversation(_ conversation: Conversation, received notification: ServerNotification) {
        if notification.method == "notifications/tools/list_changed" { tools.invalidate() }
        deliver(notification)
    }

    func conversation(_ conversation: Conversation, received request: Message.Request, _ arrival: Arrival) {
        guard conversation.envelope.revision.era == .legacy else {
            let bytes = Array(request.value.rawBytes)
            return report(.unexpectedMessage, "expected no request of a modern server, saw \(request.method)", bytes)
        }
        let params = request.params.flatMap { try? JSON($0.value) } ?? .object([])
        let question = ServerRequest(method: request.method, params: params)
        background.start { [desk, revision = conversation.envelope.revision] in
            if question.method == "ping" { return await conversation.respond(to: request.id, .success(.object([]))) }
            await conversation.respond(to: request.id, await desk.answer(question, revision))
        }
    }

    func conversation(_ conversation: Conversation, found finding: ClientFinding) { options.report?(finding) }

    func conversationEnded(_ conversation: Conversation) {
        guard conversation === self.conversation else { return }
        finishFeeds()
    }
}
