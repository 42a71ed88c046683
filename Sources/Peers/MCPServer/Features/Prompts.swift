internal import Bindings
internal import JSON
internal import JSONRPC
internal import MCP
internal import Reactor
internal import Text

extension RequestScope {
    /// Answers `prompts/get`.
    func getPrompt() -> Handling {
        do throws(ErrorObject) {
            let name = try string("name", in: request.params)
            guard let prompt = server.catalog.withLock({ $0.prompts[name] }), prompt.isOffered(in: revision) else {
                throw .invalidParams("there is no prompt \(PrintableText.quote(name))")
            }
            let call = PromptCall(
                name: name,
                arguments: try promptArguments(of: prompt),
                revision: revision,
                principal: incoming.principal
            )
            switch prompt.handler {
            case .plain(let handler):
                do {
                    return finished(result(try handler(call)))
                } catch {
                    return finished(syncOutcome(of: error))
                }
            case .working(let handler):
                return work { [self] context in result(try await handler(call, context)) }
            }
        } catch {
            return finished(.failure(error))
        }
    }

    private func result(_ prompt: PromptResult) -> Outcome { .result(prompt.json(for: revision)) }

    private func promptArguments(of prompt: RegisteredPrompt) throws(ErrorObject) -> [String: String] {
        let arguments = try strings(request.params?["arguments"], "arguments")
        for name in prompt.required where arguments[name] == nil {
            throw .invalidParams("expected the argument \(PrintableText.quote(name)) of prompt \(prompt.key), saw none")
        }
        return arguments
    }

    /// An object of strings, empty when it is not there.
    func strings(_ value: JSONValue?, _ place: String) throws(ErrorObject) -> [String: String] {
        guard let value else { return [:] }
        guard let object = value.object else { throw wrong(value, "an object of strings, or nothing,", place) }
        var strings: [String: String] = [:]
        for member in object {
            let key = member.key
            guard let text = member.value.string else { throw wrong(member.value, "a string", "\(place).\(key)") }
            strings[key] = text
        }
        return strings
    }
}
