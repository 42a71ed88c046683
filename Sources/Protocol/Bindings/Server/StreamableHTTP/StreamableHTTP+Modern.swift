import HTTP
import HTTPWire
import JSON
import JSONRPC
import MCP

extension StreamableHTTP {
    /// Answers a modern message, which brings all that it needs.
    func postModern(_ message: Message, _ arrival: HTTPArrival) -> HTTPResponse {
        // Modern servers ask nothing that could be answered.
        guard !message.isResponse else {
            let text = "Invalid request: expected a request or a notification, saw a response"
            return Self.failure(nil, ErrorObject(ErrorObject.invalidRequestCode, text))
        }
        if case .request(let request) = message, let mismatch = mismatch(of: request, arrival.fields) {
            return Self.failure(request.id, mismatch)
        }
        let exchange = ModernExchange(arrival.request.loop, arrival.accepted, keepAlive: options.keepAlive)
        switch endpoint.take(arrival.message(message), exchange) {
        case .finished(let reply?): return Self.answer(reply, arrival.accepted)
        case .finished(nil): return Answers.accepted
        case .working(let work):
            let (running, waitsForNews) = (running, message.method == "subscriptions/listen")
            return HTTPResponse(
                content: .deferred { responder in
                    running.add(exchange, waitsForNews: waitsForNews)
                    defer { running.remove(exchange) }
                    return try await exchange.run(work, responder)
                }
            )
        }
    }

    /// A whole reply, with the status that its outcome asks for.
    static func answer(_ reply: Reply, _ accepted: AcceptedReplies) -> HTTPResponse {
        let status = status(of: reply.outcome)
        guard !accepted.json, status == .ok else {
            return HTTPResponse(status, fields: Answers.json, bytes: reply.bytes)
        }
        return .stream(fields: Answers.events) { writer in try await writer.writeEvent(reply.bytes) }
    }

    /// The status that goes with an outcome.
    static func status(of outcome: Reply.Outcome) -> HTTPStatus {
        switch outcome {
        case .result: .ok
        case .error(ErrorObject.methodNotFoundCode), .refused(ErrorObject.methodNotFoundCode): .notFound
        case .refused, .error(ErrorObject.parseErrorCode), .error(ErrorObject.invalidRequestCode): .badRequest
        // A mirrored header that differs, a capability that the client lacks, a revision that nobody speaks here.
        case .error(-32020), .error(-32021), .error(-32022): .badRequest
        case .error: .ok
        }
    }

    /// What is wrong with the fields that repeat parts of the message; nil when nothing is, or when the message itself
    /// is wrong in ways that the endpoint tells of.
    private func mismatch(of request: Message.Request, _ fields: HTTPFields) -> ErrorObject? {
        let named = request.params?["_meta"]?[MetadataKey.protocolVersion]?.string
        guard let named, let revision = Revision(named), endpoint.revisions.contains(revision) else { return nil }
        let mismatch = Mirrors.mismatch(
            in: fields,
            protocolVersion: named,
            method: request.method,
            params: request.params
        )
        if let mismatch { return mismatch.errorObject }
        guard request.method == "tools/call", let tool = request.params?["name"]?.string else { return nil }
        let parameters = endpoint.mirroredParameters(ofTool: tool)
        guard !parameters.isEmpty else { return nil }
        let arguments = request.params?["arguments"]
        return Mirrors.mismatch(in: fields, parameters: parameters, arguments: arguments)?.errorObject
    }
}
