internal import JSON
internal import JSONRPC
internal import MCP

extension MCPClient {
    /// Sends a request, and answers what the server wants to know first, until it is content.
    func withInput(_ method: String, _ params: JSON?, _ request: RequestOptions) async throws(MCPClientError) -> JSON {
        var result = try await perform(method, params, request)
        var rounds = 0
        while server.era == .modern, result["resultType"]?.string == "input_required" {
            rounds += 1
            guard rounds <= options.mostInputRounds else {
                let detail =
                    "\(method): expected an answer after \(options.mostInputRounds) rounds of input, saw another"
                throw MCPClientError(.tooManyRounds, detail, bytes: result.encoded())
            }
            let added = try await inputMembers(for: result, method)
            result = try await perform(method, .object((params?.object ?? []) + added), request)
        }
        return result
    }

    /// What a retry carries beside the first parameters: the answers, and the state as it came.
    private func inputMembers(
        for result: JSON,
        _ method: String
    ) async throws(MCPClientError) -> [(key: String, value: JSON)] {
        var members: [(key: String, value: JSON)] = []
        if let asked = result["inputRequests"] {
            members.append(("inputResponses", try await responses(to: asked, method)))
        }
        if let state = result["requestState"] {
            guard state.string != nil else {
                throw MCPClientError(.violation, "\(method): expected requestState, a string, saw \(state)")
            }
            members.append(("requestState", state))
        }
        guard !members.isEmpty else {
            let detail = "\(method): expected inputRequests or requestState with input_required, saw neither"
            throw MCPClientError(.violation, detail, bytes: result.encoded())
        }
        return members
    }

    /// Answers of the handlers under the keys of the questions.
    func responses(to asked: JSON, _ method: String) async throws(MCPClientError) -> JSON {
        guard let questions = asked.object else {
            throw MCPClientError(.violation, "\(method): expected inputRequests, an object, saw \(asked)")
        }
        var answers: [(key: String, value: JSON)] = []
        for (key, question) in questions {
            let name = question["method"]?.string ?? ""
            let asked = ServerRequest(method: name, params: question["params"] ?? .object([]), cause: method)
            switch await desk.answer(asked, server.revision) {
            case .success(let answer): answers.append((key, answer))
            case .failure(let error):
                // There is no place for an error among the answers: the request itself has failed.
                let detail = "\(method): the server wants \(name.isEmpty ? "something" : name) as \(key): \(error)"
                let isTheirs = [ErrorObject.methodNotFoundCode, ErrorObject.invalidParamsCode].contains(error.code)
                throw MCPClientError(isTheirs ? .violation : .misuse, detail, bytes: question.encoded())
            }
        }
        return .object(answers)
    }
}
