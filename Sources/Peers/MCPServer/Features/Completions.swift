internal import Bindings
internal import JSON
internal import JSONRPC
internal import MCP
internal import Reactor
internal import Text

extension RequestScope {
    /// Answers `completion/complete`.
    func complete() -> Handling {
        do throws(ErrorObject) {
            let (key, value) = try readCompletion()
            let others = revision >= .june2025 ? try strings(contextArguments(), "context.arguments") : [:]
            guard let completer = server.catalog.withLock({ $0.completers[key] }) else {
                return finished(.result(Completion([]).result))
            }
            return work { _ in .result(try await completer(value, others).result) }
        } catch {
            return finished(.failure(error))
        }
    }

    private func contextArguments() throws(ErrorObject) -> JSONValue? {
        guard let context = request.params?["context"] else { return nil }
        guard let object = context.object else { throw wrong(context, "an object, or nothing,", "context") }
        return object["arguments"]
    }

    private func readCompletion() throws(ErrorObject) -> (Catalog.CompletionKey, String) {
        let params = request.params
        guard let reference = params?["ref"]?.object else { throw wrong(params?["ref"], "an object", "ref") }
        guard let argument = params?["argument"]?.object else {
            throw wrong(params?["argument"], "an object", "argument")
        }
        let (name, value) = (try string("name", in: argument), try string("value", in: argument))
        let found: CompletionReference
        switch try string("type", in: reference) {
        case "ref/prompt":
            found = .prompt(try string("name", in: reference))
            try check(argument: name, ofPrompt: try string("name", in: reference))
        case "ref/resource":
            found = .resource(try string("uri", in: reference))
            try check(variable: name, of: try string("uri", in: reference))
        default: throw wrong(reference["type"], "ref/prompt or ref/resource", "ref.type")
        }
        return (Catalog.CompletionKey(reference: found, argument: name), value)
    }

    private func check(argument: String, ofPrompt name: String) throws(ErrorObject) {
        guard let prompt = server.catalog.withLock({ $0.prompts[name] }), prompt.isOffered(in: revision) else {
            throw wrong(request.params?["ref"], "a prompt of this server", "ref")
        }
        guard prompt.arguments.contains(argument) else {
            throw wrong(request.params?["argument"]?["name"], "an argument of prompt \(name)", "argument.name")
        }
    }

    private func check(variable: String, of uri: String) throws(ErrorObject) {
        let (template, resource) = server.catalog.withLock { ($0.templates[uri], $0.resources[uri]) }
        if resource != nil { return }
        guard let template else {
            throw wrong(request.params?["ref"], "a resource template of this server", "ref")
        }
        guard template.matcher.template.variableNames.contains(variable) else {
            throw wrong(request.params?["argument"]?["name"], "a variable of \(uri)", "argument.name")
        }
    }

    /// Answers `logging/setLevel`.
    func setLogLevel() -> Handling {
        guard let level = request.params?["level"]?.string.flatMap(LogLevel.init) else {
            let levels = LogLevel.allCases.map(\.rawValue).joined(separator: ", ")
            return finished(.failure(wrong(request.params?["level"], "one of \(levels)", "level")))
        }
        session?.setLogLevel(level)
        return finished(.raw(Array("{}".utf8)))
    }
}
