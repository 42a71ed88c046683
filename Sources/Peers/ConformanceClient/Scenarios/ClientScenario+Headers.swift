internal import JSON
internal import MCP
internal import MCPClient

extension ClientScenario {
    static let standardHeaders = ClientScenario(
        "http-standard-headers",
        "makes every kind of request, each with its header fields"
    ) { client, _ async throws in
        for tool in try await client.listTools().prefix(3) {
            _ = try? await client.callTool(tool.name, SampleArguments.of(tool))
        }
        for resource in (try? await client.listResources())?.prefix(3) ?? [] {
            _ = try? await client.readResource(resource.uri)
        }
        for prompt in (try? await client.listPrompts())?.prefix(3) ?? [] {
            let given = prompt.arguments.filter(\.isRequired).map { ($0.name, "sample") }
            let arguments = given.isEmpty ? nil : Dictionary(given, uniquingKeysWith: { first, _ in first })
            _ = try? await client.getPrompt(prompt.name, arguments)
        }
        _ = try? await client.listResourceTemplates()
    }

    static let customHeaders = ClientScenario(
        "http-custom-headers",
        "repeats marked arguments in header fields",
        // The suite marks a number with a fraction, which the specification does not provide for.
        prepare: { $0.mirrorsNumbers = true }
    ) { client, context async throws in
        _ = try await client.listTools()
        let calls = context["toolCalls"]?.array ?? context["toolCall"].map { [$0] } ?? []
        guard !calls.isEmpty else { throw ScenarioFailure("expected toolCalls in the context, saw none") }
        for call in calls {
            guard let name = call["name"]?.string else {
                throw ScenarioFailure("expected a name in each of the toolCalls, saw \(call)")
            }
            _ = try await client.callTool(name, call["arguments"])
        }
    }

    static let invalidToolHeaders = ClientScenario(
        "http-invalid-tool-headers",
        "leaves out tools whose marks are against the rules, and calls the others"
    ) { client, _ async throws in
        let tools = try await client.listTools()
        guard let valid = tools.first(where: { $0.name == "valid_tool" }) else {
            throw ScenarioFailure("expected valid_tool among the usable tools, saw \(tools.map(\.name))")
        }
        _ = try await client.callTool(valid.name, ["region": "us-west1"])
    }
}
