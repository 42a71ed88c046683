public import JSON
public import MCP
internal import Reactor

/// Tools.
extension MCPServer {
    /// Adds a tool that answers on the spot; clients of other revisions than these do not hear of it.
    public func add(
        _ tool: Tool,
        in revisions: [Revision] = Revision.all,
        _ handler: @escaping @Sendable (ToolCall) throws -> ToolResult
    ) throws(ServerError) { try add(RegisteredTool(tool, .plain(handler), revisions), to: \.tools, .tools, .tools) }

    /// Adds a tool that takes its time: it can report progress, log, and ask the client.
    public func add(
        _ tool: Tool,
        in revisions: [Revision] = Revision.all,
        _ handler: @escaping @Sendable (ToolCall, RequestContext) async throws -> ToolResult
    ) throws(ServerError) { try add(RegisteredTool(tool, .working(handler), revisions), to: \.tools, .tools, .tools) }

    /// Adds a tool that answers on the spot with a result that is JSON already, in one line and without `_meta`.
    ///
    /// The quickest way: nothing of the result is looked at, nor checked.
    public func addRaw(
        _ tool: Tool,
        _ handler: @escaping @Sendable (JSONObject) throws -> [UInt8]
    ) throws(ServerError) { try add(RegisteredTool(tool, .raw(handler)), to: \.tools, .tools, .tools) }

    /// Takes a tool away; false when there is none of this name.
    @discardableResult
    public func removeTool(named name: String) -> Bool {
        remove(name, from: \.tools, .tools)
    }
}

/// Resources.
extension MCPServer {
    /// Adds a resource that is read on the spot.
    public func add(
        _ resource: Resource,
        cache: CacheHint? = nil,
        _ handler: @escaping @Sendable (ResourceRead) throws -> [ResourceContents]
    ) throws(ServerError) {
        try add(RegisteredResource(resource, .plain(handler), cache), to: \.resources, .resources, .resources)
    }

    /// Adds a resource that takes its time to be read.
    public func add(
        _ resource: Resource,
        cache: CacheHint? = nil,
        _ handler: @escaping @Sendable (ResourceRead, RequestContext) async throws -> [ResourceContents]
    ) throws(ServerError) {
        try add(RegisteredResource(resource, .working(handler), cache), to: \.resources, .resources, .resources)
    }

    /// Adds resources whose URIs follow a template, read on the spot; throw ``ServerError/noSuchResource(_:)`` where
    /// there is none.
    public func add(
        _ template: ResourceTemplate,
        cache: CacheHint? = nil,
        _ handler: @escaping @Sendable (ResourceRead) throws -> [ResourceContents]
    ) throws(ServerError) {
        try add(RegisteredTemplate(template, .plain(handler), cache), to: \.templates, .resources, .resources)
    }

    /// Adds resources whose URIs follow a template and that take their time to be read.
    public func add(
        _ template: ResourceTemplate,
        cache: CacheHint? = nil,
        _ handler: @escaping @Sendable (ResourceRead, RequestContext) async throws -> [ResourceContents]
    ) throws(ServerError) {
        try add(RegisteredTemplate(template, .working(handler), cache), to: \.templates, .resources, .resources)
    }

    /// Takes a resource away; false when there is none of this URI.
    @discardableResult
    public func removeResource(uri: String) -> Bool {
        remove(uri, from: \.resources, .resources)
    }

    /// Takes a template away; false when there is none.
    @discardableResult
    public func removeResourceTemplate(_ uriTemplate: String) -> Bool {
        remove(uriTemplate, from: \.templates, .resources)
    }

    /// Says that a resource changed, to all who subscribed to it.
    public func resourceUpdated(_ uri: String) {
        hub.publish(.resource(uri), "notifications/resources/updated", ["uri": .string(uri)])
    }
}

/// Prompts and completions.
extension MCPServer {
    /// Adds a prompt that is filled in on the spot; clients of other revisions than these do not hear of it.
    public func add(
        _ prompt: Prompt,
        in revisions: [Revision] = Revision.all,
        _ handler: @escaping @Sendable (PromptCall) throws -> PromptResult
    ) throws(ServerError) {
        try add(RegisteredPrompt(prompt, .plain(handler), revisions), to: \.prompts, .prompts, .prompts)
    }

    /// Adds a prompt that takes its time to be filled in.
    public func add(
        _ prompt: Prompt,
        in revisions: [Revision] = Revision.all,
        _ handler: @escaping @Sendable (PromptCall, RequestContext) async throws -> PromptResult
    ) throws(ServerError) {
        try add(RegisteredPrompt(prompt, .working(handler), revisions), to: \.prompts, .prompts, .prompts)
    }

    /// Takes a prompt away; false when there is none of this name.
    @discardableResult
    public func removePrompt(named name: String) -> Bool {
        remove(name, from: \.prompts, .prompts)
    }

    /// Completes an argument of a prompt or a variable of a template: it is given the text so far and the arguments that
    /// are filled in already.
    public func complete(
        _ reference: CompletionReference,
        argument: String,
        _ completer: @escaping @Sendable (_ value: String, _ others: [String: String]) async throws -> Completion
    ) {
        catalog.withLock { catalog in
            catalog.note(.completions)
            catalog.completers[Catalog.CompletionKey(reference: reference, argument: argument)] = completer
        }
    }
}

extension MCPServer {
    private func add<Entry: CatalogEntry>(
        _ entry: Entry,
        to list: WritableKeyPath<Catalog, CatalogList<Entry>>,
        _ feature: ServerFeatures,
        _ topic: Topic
    ) throws(ServerError) {
        let added = catalog.withLock { catalog in
            catalog.note(feature)
            return catalog[keyPath: list].add(entry)
        }
        guard added else {
            throw ServerError(
                .duplicate,
                "expected one entry called \(entry.key), saw a second: remove the first, or rename one"
            )
        }
        announce(topic)
    }

    private func remove<Entry: CatalogEntry>(
        _ key: String,
        from list: WritableKeyPath<Catalog, CatalogList<Entry>>,
        _ topic: Topic
    ) -> Bool {
        guard catalog.withLock({ $0[keyPath: list].remove(key) }) else { return false }
        announce(topic)
        return true
    }

    /// Says that a list changed, to all who want to hear it.
    private func announce(_ topic: Topic) {
        guard options.listChanged, let method = topic.listChangedMethod else { return }
        hub.publish(topic, method, nil)
    }
}
