internal import JSON
internal import JSONRPC
internal import MCP

/// Answers what servers ask, by the handlers of the options.
struct ServerRequestDesk: Sendable {
    private let handlers: ClientHandlers
    private let extra: JSON

    init(_ options: MCPClientOptions) { (handlers, extra) = (options.handlers, options.capabilities) }

    /// What a client with these handlers declares.
    func capabilities(_ revision: Revision) -> JSON {
        var members: [(key: String, value: JSON)] = []
        if handlers.roots != nil {
            members.append(("roots", revision.era == .legacy ? ["listChanged": true] : .object([])))
        }
        if handlers.sampling != nil {
            var parts: [(key: String, value: JSON)] = []
            if revision >= .november2025 {
                if handlers.samplesWithTools { parts.append(("tools", .object([]))) }
                if handlers.samplesWithContext { parts.append(("context", .object([]))) }
            }
            members.append(("sampling", .object(parts)))
        }
        // 2025-06-18 knows forms alone.
        if handlers.form != nil && revision >= .june2025 || handlers.url != nil && revision >= .november2025 {
            var parts: [(key: String, value: JSON)] = []
            if revision >= .november2025 {
                if handlers.form != nil { parts.append(("form", .object([]))) }
                if handlers.url != nil { parts.append(("url", .object([]))) }
            }
            members.append(("elicitation", .object(parts)))
        }
        for member in extra.object ?? [] { members.append(member) }
        return .object(members)
    }

    /// The answer to one question; what belongs to a task of 2025-11-25 says so.
    func answer(_ request: ServerRequest, _ revision: Revision) async -> Result<JSON, ErrorObject> {
        let answer = await plainAnswer(request, revision)
        guard revision == .november2025, case .success(let result) = answer,
            let related = request.params["_meta"]?[Self.relatedTask], var members = result.object
        else { return answer }
        var metadata: [(key: String, value: JSON)] = []
        if let place = members.firstIndex(where: { $0.key == "_meta" }) {
            metadata = (members.remove(at: place).value.object ?? []).filter { $0.key != Self.relatedTask }
        }
        metadata.append((Self.relatedTask, related))
        return .success(.object(members + [("_meta", .object(metadata))]))
    }

    private static let relatedTask = "io.modelcontextprotocol/related-task"

    private func plainAnswer(_ request: ServerRequest, _ revision: Revision) async -> Result<JSON, ErrorObject> {
        do {
            switch request.method {
            case "sampling/createMessage": return try await sample(request, revision)
            case "elicitation/create" where revision >= .june2025: return try await elicit(request, revision)
            case "roots/list":
                guard let list = handlers.roots else { return .failure(unknown(request.method)) }
                return .success(["roots": .array(try await list())])
            default: return .failure(unknown(request.method))
            }
        } catch let refusal as HandlerRefusal {
            return .failure(ErrorObject(refusal.code, refusal.message))
        } catch let error as ErrorObject {
            return .failure(error)
        } catch {
            return .failure(ErrorObject(ErrorObject.internalErrorCode, "the handler failed: \(error)"))
        }
    }

    private func unknown(_ method: String) -> ErrorObject {
        ErrorObject(ErrorObject.methodNotFoundCode, "expected a method that this client declared, saw \(method)")
    }

    private func invalid(_ detail: String) -> ErrorObject { ErrorObject(ErrorObject.invalidParamsCode, detail) }

    // MARK: Sampling

    private func sample(_ request: ServerRequest, _ revision: Revision) async throws -> Result<JSON, ErrorObject> {
        guard let handler = handlers.sampling else { return .failure(unknown(request.method)) }
        guard let messages = request.params["messages"]?.array else {
            return .failure(
                invalid("expected messages, an array, saw \(request.params["messages"]?.kind.rawValue ?? "none")")
            )
        }
        guard request.params["maxTokens"]?.number != nil else {
            return .failure(invalid("expected maxTokens, a number, saw none"))
        }
        let takesTools = handlers.samplesWithTools && revision >= .november2025
        if !takesTools, request.params["tools"] != nil || request.params["toolChoice"] != nil {
            return .failure(invalid("expected no tools, since sampling.tools was not declared"))
        }
        if let problem = SamplingRules.problem(in: messages) { return .failure(invalid(problem)) }
        return .success(try await handler(request))
    }

    // MARK: Elicitation

    private func elicit(_ request: ServerRequest, _ revision: Revision) async throws -> Result<JSON, ErrorObject> {
        let takesURLs = handlers.url != nil && revision >= .november2025
        guard handlers.form != nil || takesURLs else { return .failure(unknown(request.method)) }
        let mode = request.params["mode"]?.string ?? "form"
        let handler: (@Sendable (ServerRequest) async throws -> Elicited)?
        switch mode {
        case "form": handler = handlers.form
        case "url" where takesURLs: handler = handlers.url
        default: handler = nil
        }
        guard let handler else {
            return .failure(invalid("expected a mode of elicitation that this client declared, saw \(mode)"))
        }
        switch try await handler(request) {
        case .decline: return .success(["action": "decline"])
        case .cancel: return .success(["action": "cancel"])
        case .accept where mode == "url": return .success(["action": "accept"])
        case .accept(let content):
            let filled = ElicitationForm.filled(content, by: request.requestedSchema)
            if let error = ElicitationForm.problem(in: filled, by: request.requestedSchema) { return .failure(error) }
            return .success(["action": "accept", "content": filled])
        }
    }
}
