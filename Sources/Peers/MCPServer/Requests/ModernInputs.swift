internal import MCP
internal import Reactor

/// Answers that came with the request; what is missing has to come with its next attempt.
struct ModernInputs: InputSource {
    func answers(to requests: InputRequests, _ context: RequestContext) async throws -> InputResponses {
        let given = context.answers
        var (found, missing) = (InputResponses(), InputRequests())
        for (key, request) in requests {
            if let answer = given[key] {
                found.add(key, answer)
            } else {
                missing.add(key, request)
            }
        }
        context.progress.withLock { progress in
            for key in found.keys { progress.consumed.insert(key) }
        }
        guard missing.isEmpty else { throw InputRequired(missing, state: context.state) }
        return found
    }
}
