internal import Bindings
internal import JSON
internal import JSONRPC
internal import MCP

extension RequestScope {
    /// Brings a request to what answers it; `features` are those that the client was told of.
    func dispatch(_ features: ServerFeatures) -> Handling {
        let method = request.method
        if let problem = retryProblem { return finished(.failure(problem)) }
        switch method {
        case "tools/call" where features.contains(.tools): return callTool()
        case "tools/list" where features.contains(.tools): return list(.tools)
        case "resources/list" where features.contains(.resources): return list(.resources)
        case "resources/templates/list" where features.contains(.resources): return list(.templates)
        case "resources/read" where features.contains(.resources): return readResource()
        case "prompts/list" where features.contains(.prompts): return list(.prompts)
        case "prompts/get" where features.contains(.prompts): return getPrompt()
        case "completion/complete" where features.contains(.completions): return complete()
        default: break
        }
        switch (revision.era, method) {
        case (.legacy, "logging/setLevel") where features.contains(.logging): return setLogLevel()
        case (.legacy, "resources/subscribe") where canSubscribe(features): return subscribe()
        case (.legacy, "resources/unsubscribe") where canSubscribe(features): return unsubscribe()
        case (.modern, "server/discover"): return discover(features)
        case (.modern, "subscriptions/listen") where hasNews: return listen(features)
        default: return dispatchToExtensions()
        }
    }

    /// What is wrong with the members of a retry, also where nothing was asked: they would be ignored then.
    private var retryProblem: ErrorObject? {
        guard revision.era == .modern, RequestScope.canAskAgain(request.method), let params = request.params else {
            return nil
        }
        if let state = params["requestState"], state.string == nil { return wrong(state, "a string", "requestState") }
        guard let responses = params["inputResponses"] else { return nil }
        return responses.object == nil ? wrong(responses, "an object", "inputResponses") : nil
    }

    private var hasNews: Bool {
        server.options.listChanged || server.options.subscriptions || !server.extensions.isEmpty
    }

    private func canSubscribe(_ features: ServerFeatures) -> Bool {
        server.options.subscriptions && features.contains(.resources)
    }

    private func dispatchToExtensions() -> Handling {
        for added in server.extensions where added.answers(request.method, in: revision) {
            do throws(ErrorObject) {
                return added.take(try makeContext())
            } catch {
                return finished(.failure(error))
            }
        }
        let error = ErrorObject.methodNotFound(request.method)
        guard revision.era == .modern, request.method == "initialize" else { return finished(.failure(error)) }
        // Whoever begins like this is to learn which versions need no beginning.
        let names = server.revisions.filter { $0.era == .modern }.map(\.name)
        return finished(.failure(ErrorObject(error.code, error.message, data: ["supported": .array(of: names)])))
    }

    private func discover(_ features: ServerFeatures) -> Handling {
        let result = DiscoverResult(
            supportedVersions: server.revisions.filter { $0.era == .modern }.map(\.name),
            capabilities: server.capabilities(features, for: revision),
            instructions: server.options.instructions,
            cache: server.options.cache.discover
        )
        return finished(.result(result.json))
    }

    /// A string among the parameters, or what is wrong with it.
    func string(_ member: String, in object: JSONObject?) throws(ErrorObject) -> String {
        let value = object?[member]
        guard let text = value?.string else { throw wrong(value, "a string", member) }
        return text
    }

    /// The error that says what was expected of a parameter.
    func wrong(_ value: JSONValue?, _ expected: String, _ member: String) -> ErrorObject {
        .invalidParams("expected \(expected) as \(member), saw \(value.map { JSONExcerpt.text(of: $0) } ?? "nothing")")
    }
}
