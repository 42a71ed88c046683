internal import JSON
internal import JSONRPC
public import MCP

extension MCPClient {
    // MARK: Resources

    /// All resources, from all pages.
    public func listResources(_ request: RequestOptions = RequestOptions()) async throws(MCPClientError) -> [Resource] {
        try requireOffered("resources")
        return try await collect("resources/list", "resources", request).map(Resource.init(json:))
    }

    /// All templates of resources, from all pages.
    public func listResourceTemplates(
        _ request: RequestOptions = RequestOptions()
    ) async throws(MCPClientError) -> [ResourceTemplate] {
        try requireOffered("resources")
        return try await collect("resources/templates/list", "resourceTemplates", request).map(
            ResourceTemplate.init(json:)
        )
    }

    /// Reads a resource: one or more contents.
    public func readResource(
        _ uri: String,
        _ request: RequestOptions = RequestOptions()
    ) async throws(MCPClientError) -> [ResourceContents] {
        try requireOffered("resources")
        let result = try await withInput("resources/read", ["uri": .string(uri)], request)
        guard let contents = result["contents"]?.array else {
            let detail = "resources/read \(uri): expected contents, an array, in the result"
            throw MCPClientError(.violation, detail, bytes: result.encoded())
        }
        return contents.map(ResourceContents.init(json:))
    }

    /// Asks to be told when a resource changes; modern servers are asked by ``listen(_:)``.
    public func subscribe(_ uri: String, _ request: RequestOptions = RequestOptions()) async throws(MCPClientError) {
        try requireLegacy("resources/subscribe", instead: "listen")
        try requireOffered("resources", "subscribe")
        _ = try await perform("resources/subscribe", ["uri": .string(uri)], request)
    }

    /// Takes a subscription back.
    public func unsubscribe(_ uri: String, _ request: RequestOptions = RequestOptions()) async throws(MCPClientError) {
        try requireLegacy("resources/unsubscribe", instead: "listen")
        try requireOffered("resources", "subscribe")
        _ = try await perform("resources/unsubscribe", ["uri": .string(uri)], request)
    }

    // MARK: Prompts

    /// All prompts, from all pages.
    public func listPrompts(_ request: RequestOptions = RequestOptions()) async throws(MCPClientError) -> [Prompt] {
        try requireOffered("prompts")
        return try await collect("prompts/list", "prompts", request).map(Prompt.init(json:))
    }

    /// Gets a prompt, filled with arguments.
    public func getPrompt(
        _ name: String,
        _ arguments: [String: String]? = nil,
        _ request: RequestOptions = RequestOptions()
    ) async throws(MCPClientError) -> PromptResult {
        try requireOffered("prompts")
        let filled = arguments.map { given in
            JSON.object(given.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
        }
        let params = JSON.object(of: [("name", .string(name)), ("arguments", filled)])
        let result = try await withInput("prompts/get", params, request)
        guard result["messages"]?.array != nil else {
            let detail = "prompts/get \(name): expected messages, an array, in the result"
            throw MCPClientError(.violation, detail, bytes: result.encoded())
        }
        return PromptResult(json: result)
    }

    /// Completes an argument of a prompt or of a resource template, given those that are chosen already.
    public func complete(
        _ reference: CompletionReference,
        argument: String,
        value: String,
        chosen: [String: String] = [:],
        _ request: RequestOptions = RequestOptions()
    ) async throws(MCPClientError) -> Completion {
        // The first revision has completions without a capability for them.
        if server.revision >= .march2025 { try requireOffered("completions") }
        let context: JSON? =
            chosen.isEmpty || server.revision < .june2025
            ? nil
            : ["arguments": .object(chosen.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })]
        let params = JSON.object(of: [
            ("ref", reference.json), ("argument", ["name": .string(argument), "value": .string(value)]),
            ("context", context),
        ])
        let result = try await perform("completion/complete", params, request)
        guard let completion = Completion(result: result) else {
            let detail = "completion/complete: expected completion.values, an array, in the result"
            throw MCPClientError(.violation, detail, bytes: result.encoded())
        }
        return completion
    }

    // MARK: Everything else

    /// Sets the least important log messages that a legacy server sends; modern ones are told with each request.
    public func setLogLevel(
        _ level: LogLevel,
        _ request: RequestOptions = RequestOptions()
    ) async throws(MCPClientError) {
        try requireLegacy("logging/setLevel", instead: "logLevel in the options of each request")
        try requireOffered("logging")
        _ = try await perform("logging/setLevel", ["level": .string(level.rawValue)], request)
    }

    /// Asks whether a legacy server is there.
    public func ping(_ request: RequestOptions = RequestOptions()) async throws(MCPClientError) {
        try requireLegacy("ping", instead: "discover")
        _ = try await perform("ping", nil, request)
    }

    /// Asks a modern server what it is.
    public func discover(_ request: RequestOptions = RequestOptions()) async throws(MCPClientError) -> DiscoverResult {
        guard server.era == .modern else {
            throw MCPClientError(.unsupported, "server/discover: expected a modern server, saw \(server.revision)")
        }
        let result = try await perform("server/discover", nil, request)
        server.result = result
        return DiscoverResult(json: result)
    }

    /// Tells a legacy server that the roots are others now.
    public func rootsChanged() async throws(MCPClientError) {
        try requireLegacy("notifications/roots/list_changed", instead: "nothing")
        guard options.handlers.roots != nil || options.asksForUndeclared else {
            throw MCPClientError(.unsupported, "expected a client that declared roots, saw one without")
        }
        try await notify("notifications/roots/list_changed")
    }

    /// Refuses to ask a legacy server for what it did not declare; what a modern one offers its answers say.
    func requireOffered(_ capability: String, _ part: String? = nil) throws(MCPClientError) {
        guard server.era == .legacy, !options.asksForUndeclared, !server.offers(capability, part) else { return }
        let name = part.map { "\(capability).\($0)" } ?? capability
        throw MCPClientError(.unsupported, "expected a server that declares \(name), saw one that does not")
    }

    func requireLegacy(_ method: String, instead: String) throws(MCPClientError) {
        guard server.era == .modern else { return }
        let detail = "\(method): expected a legacy server, saw \(server.revision), which knows it not; use \(instead)"
        throw MCPClientError(.unsupported, detail)
    }
}
