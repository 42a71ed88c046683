internal import Crypto
public import JSON
internal import JSONSchema
public import MCP
internal import Reactor
internal import Text

/// Asking the client.
///
/// In a legacy session the question goes to the client at once and the handler waits. A modern client gets it as the
/// result of the request and comes back with the answer: the handler runs anew from its beginning, and what it asked
/// before is answered without delay. So a handler does nothing before its last question that must not be done twice.
extension RequestContext {
    /// Asks a person.
    ///
    /// `key` names the question; without it, it is named after its place among the handler's questions.
    public func elicit(_ request: ElicitationRequest, key: String? = nil) async throws -> ElicitationResult {
        let (key, answers) = try await ask(.elicitation(request), key, "elicitation")
        guard let answer = answers.elicitation(key) else { throw badAnswer(key) }
        return answer
    }

    /// Asks a person to fill in a form.
    public func elicit(_ message: String, schema: JSON, key: String? = nil) async throws -> ElicitationResult {
        try await elicit(ElicitationRequest(message: message, schema: schema), key: key)
    }

    /// Asks a person to open a page, for what must not pass through the client; accepting means no more than consent.
    ///
    /// Say ``elicitationCompleted(_:)`` with the `id` when all that the page is for was done.
    public func elicit(
        _ message: String,
        url: String,
        id: String? = nil,
        key: String? = nil
    ) async throws -> ElicitationResult {
        let id = id ?? Base64.url.encode(SecureRandom.bytes(16))
        return try await elicit(ElicitationRequest(message: message, url: url, elicitationID: id), key: key)
    }

    /// Tells the client that what a page was for is done; only 2025-11-25 has this.
    public func elicitationCompleted(_ id: String) {
        guard revision == .november2025, clientCapabilities.elicitationURLs, let session else { return }
        session.post("notifications/elicitation/complete", ["elicitationId": .string(id)])
    }

    /// Asks the client's model.
    public func sample(_ request: SamplingRequest, key: String? = nil) async throws -> SamplingResult {
        let (key, answers) = try await ask(.sampling(request), key, "sampling")
        guard let answer = answers.sampling(key) else { throw badAnswer(key) }
        return answer
    }

    /// Asks where the server may work.
    public func roots(key: String? = nil) async throws -> [Root] {
        let (key, answers) = try await ask(.roots, key, "roots")
        guard let answer = answers.roots(key) else { throw badAnswer(key) }
        return answer
    }

    /// Asks several things at once.
    public func ask(_ requests: InputRequests) async throws -> InputResponses {
        try checkCapabilities(for: requests)
        let answers = try await inputs.answers(to: requests, self)
        for (key, request) in requests { try check(answers[key], to: request, key) }
        return answers
    }

    private func ask(
        _ request: InputRequest,
        _ key: String?,
        _ kind: String
    ) async throws -> (String, InputResponses) {
        let number = progress.withLock { progress in
            progress.questions += 1
            return progress.questions
        }
        let key = key ?? "\(kind)-\(number)"
        var requests = InputRequests()
        requests.add(key, request)
        return (key, try await ask(requests))
    }

    private func badAnswer(_ key: String) -> ServerError {
        ServerError(.badAnswer, "the client's answer to \(key) is not of the kind that was asked for")
    }
}
