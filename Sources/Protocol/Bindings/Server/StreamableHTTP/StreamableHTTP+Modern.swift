import HTTP
import HTTPWire
import JSON
import JSONRPC
import MCP
import Reactor

extension StreamableHTTP {
    /// Answers a modern message, which brings all that it needs.
    func postModern(_ message: Message, _ arrival: HTTPArrival) -> HTTPResponse {
        if case .request(let request) = message, let mismatch = mismatch(of: request, arrival.fields) {
            return Self.failure(request.id, mismatch)
        }
        let exchange = ModernExchange(arrival.request.loop, arrival.accepted, options)
        switch endpoint.take(arrival.message(message), exchange) {
        case .finished(let reply?): return Self.answer(reply, arrival.accepted)
        case .finished(nil): return Answers.accepted
        case .working(let work):
            let listens = message.method == "subscriptions/listen" ? listens : nil
            return HTTPResponse(
                content: .deferred { responder in
                    listens?.add(exchange)
                    defer { listens?.remove(exchange) }
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

/// The modern requests that wait for news, so that they can be told to end.
final class OpenListens: Sendable {
    private struct State {
        var exchanges: [ObjectIdentifier: ModernExchange] = [:]
        var isStopping = false
    }

    private let state = Locked(State())

    func add(_ exchange: ModernExchange) {
        let isStopping = state.withLock { state in
            state.exchanges[ObjectIdentifier(exchange)] = exchange
            return state.isStopping
        }
        if isStopping { exchange.cancel() }
    }

    func remove(_ exchange: ModernExchange) {
        state.withLock { $0.exchanges[ObjectIdentifier(exchange)] = nil }
    }

    /// Cancels all, and those that come; what they answer then is still sent.
    func stop() {
        let exchanges = state.withLock { state in
            state.isStopping = true
            return Array(state.exchanges.values)
        }
        for exchange in exchanges { exchange.cancel() }
    }
}
