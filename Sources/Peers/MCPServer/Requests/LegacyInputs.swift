internal import Bindings
internal import JSONRPC
internal import MCP
internal import Reactor

/// Answers of a legacy client, which is asked on the stream of the request and waited for.
struct LegacyInputs: InputSource {
    let session: LegacySession

    func answers(to requests: InputRequests, _ context: RequestContext) async throws -> InputResponses {
        var answers = InputResponses()
        var waiting: [(key: String, answer: PendingAnswer)] = []
        let deadline = Deadline.after(session.server.options.limits.inputTimeout)
        try await session.waitUntilInitialized(on: context.exchange.loop, until: deadline)
        let known = context.answers
        for (key, request) in requests {
            if let answer = known[key] {
                answers.add(key, answer)
            } else {
                waiting.append((key, try await session.ask(request, on: context.exchange)))
            }
        }
        do {
            for (key, answer) in waiting {
                switch try await answer.value(until: deadline) {
                case .success(let result): answers.add(key, result)
                case .failure(let error):
                    throw ServerError(.refusedByClient(error), "the client answered \(key) with \(error)")
                }
            }
        } catch {
            for (_, answer) in waiting { await session.abandon(answer, on: context.exchange, because: "\(error)") }
            throw error
        }
        context.progress.withLock { progress in
            for key in answers.keys { if let answer = answers[key] { progress.answers.add(key, answer) } }
        }
        return answers
    }
}
