internal import Bindings
internal import JSON
internal import JSONRPC
internal import MCP

extension RequestScope {
    /// Brings a request to what answers it; `features` are those that the client was told of.
    func dispatch(_ features: ServerFeatures) -> Handling {
        let method = request.method
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
        return finished(.failure(.methodNotFound(request.method)))
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
