internal import JSON
internal import MCP
internal import MCPClient

/// Looks at everything that a server lists, and touches what is safe to touch.
struct ServerTour {
    private let client: MCPClient
    private let callsAllTools: Bool
    private(set) var lines: [String] = []
    private(set) var failures = 0
    /// What prompts are given that want to know about a resource.
    private var sampleURI = "https://example.com/sample"

    init(_ client: MCPClient, callsAllTools: Bool) { (self.client, self.callsAllTools) = (client, callsAllTools) }

    /// Walks from feature to feature.
    mutating func walk() async {
        let server = client.server
        let name = server.info.map { "\($0.name) \($0.version)" } ?? "a server without a name"
        lines.append("\(name), revision \(server.revision) (\(server.era.rawValue))")
        let offered = (server.capabilities.object ?? []).map(\.key)
        lines.append("offers \(offered.isEmpty ? "nothing that it declares" : offered.joined(separator: ", "))")
        await visitTools()
        await visitResources()
        await visitPrompts()
        let client = client
        if server.era == .legacy { _ = await attempt("ping") { () async throws in try await client.ping() } }
    }

    /// Does something; a failure becomes a line.
    private mutating func attempt<Value>(_ what: String, _ body: () async throws -> Value) async -> Value? {
        do { return try await body() } catch {
            failures += 1
            lines.append("  \(what): \(error)")
            return nil
        }
    }

    private mutating func visitTools() async {
        guard client.server.offers("tools") else { return }
        let client = client
        let found = await attempt("tools/list") { () async throws in try await client.listTools() }
        guard let tools = found else { return }
        lines.append("tools: \(tools.count)")
        var isSafe = 0
        for tool in tools {
            guard callsAllTools || tool.annotations?.isReadOnly == true else { continue }
            isSafe += 1
            let arguments = SampleArguments.of(tool)
            let result = await attempt("tools/call \(tool.name)") { () async throws in
                try await client.callTool(tool.name, arguments)
            }
            guard let result else { continue }
            let kinds = result.content.count == 1 ? "one block" : "\(result.content.count) blocks"
            lines.append("  \(tool.name): \(result.isError ? "failed, with " : "")\(kinds)")
        }
        if isSafe < tools.count {
            lines.append("  not called, since they may change something: \(tools.count - isSafe)")
        }
    }

    private mutating func visitResources() async {
        guard client.server.offers("resources") else { return }
        let client = client
        let found = await attempt("resources/list") { () async throws in try await client.listResources() }
        lines.append("resources: \(found?.count ?? 0)")
        if let first = found?.first { sampleURI = first.uri }
        for resource in found?.prefix(20) ?? [] {
            let contents = await attempt("resources/read \(resource.uri)") { () async throws in
                try await client.readResource(resource.uri)
            }
            guard let contents else { continue }
            lines.append("  \(resource.uri): \(contents.count) content\(contents.count == 1 ? "" : "s")")
        }
        let templates = await attempt("resources/templates/list") { () async throws in
            try await client.listResourceTemplates()
        }
        lines.append("resource templates: \(templates?.count ?? 0)")
    }

    private mutating func visitPrompts() async {
        guard client.server.offers("prompts") else { return }
        let client = client
        let found = await attempt("prompts/list") { () async throws in try await client.listPrompts() }
        lines.append("prompts: \(found?.count ?? 0)")
        for prompt in found?.prefix(20) ?? [] {
            let arguments = samples(for: prompt)
            let result = await attempt("prompts/get \(prompt.name)") { () async throws in
                try await client.getPrompt(prompt.name, arguments)
            }
            guard let result else { continue }
            lines.append("  \(prompt.name): \(result.messages.count) message\(result.messages.count == 1 ? "" : "s")")
        }
    }

    /// Made-up values for what a prompt must be given.
    private func samples(for prompt: Prompt) -> [String: String]? {
        let given = prompt.arguments.filter(\.isRequired).map { argument in
            let name = argument.name.lowercased()
            return (argument.name, name.hasSuffix("uri") || name.hasSuffix("url") ? sampleURI : "sample")
        }
        return given.isEmpty ? nil : Dictionary(given, uniquingKeysWith: { first, _ in first })
    }
}
