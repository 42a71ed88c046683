internal import Bindings
internal import JSON
internal import JSONRPC
internal import MCP

/// Messages of the client.
extension LegacySession {
    func take(_ message: IncomingMessage, _ exchange: any ServerExchange) -> Handling {
        switch message.message {
        case .request(let request): return take(request, message, exchange)
        case .notification(let notification):
            take(notification)
            return .finished(nil)
        case .result(let response):
            if let result = try? JSON(response.result) { settle(response.id, .success(result)) }
            return .finished(nil)
        case .failure(let response):
            if let id = response.id { settle(id, .failure(response.error)) }
            return .finished(nil)
        }
    }

    private func take(
        _ request: Message.Request,
        _ message: IncomingMessage,
        _ exchange: any ServerExchange
    ) -> Handling {
        let agreed = agreed
        if isModern(request, hasBegun: agreed != nil) { return server.take(message, exchange) }
        guard let revision = agreed?.revision ?? firstRevision(for: request) else {
            let error = ErrorObject.invalidRequest("expected initialize first, saw \(request.method)")
            return .finished(server.replies.failure(request.id, error))
        }
        let scope = RequestScope(
            server: server,
            request: request,
            incoming: message,
            exchange: exchange,
            revision: revision,
            metadata: nil,
            session: self
        )
        switch request.method {
        case "ping": return scope.finished(.raw(Array("{}".utf8)))
        case "initialize": return scope.initialize(self)
        default: return scope.dispatch(agreed?.features ?? [])
        }
    }

    /// Whether a request stands alone: it says so, or it comes before any session and is nothing that begins one.
    private func isModern(_ request: Message.Request, hasBegun: Bool) -> Bool {
        // Over HTTP it was decided before which of the two a request is.
        guard transport == .stdio || transport == .webSocket, server.revisions.last?.era == .modern else {
            return false
        }
        if RequestMetadata.isPresent(in: request.params) { return true }
        return !hasBegun && request.method != "initialize" && request.method != "ping"
    }

    /// The revision to read a request by before one was agreed on; nil when it comes too early.
    private func firstRevision(for request: Message.Request) -> Revision? {
        guard request.method == "initialize" || request.method == "ping" else { return nil }
        return server.revisions.last { $0.era == .legacy } ?? .latestLegacy
    }

    private func take(_ notification: Message.Notification) {
        switch notification.method {
        case "notifications/initialized": becomeInitialized()
        case "notifications/cancelled":
            if let id = notification.params?["requestId"].flatMap(RequestID.init) { cancel(id) }
        default: break
        }
    }
}
