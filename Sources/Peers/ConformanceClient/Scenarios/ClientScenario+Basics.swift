internal import JSON
internal import MCP
internal import MCPClient

extension ClientScenario {
    static let initialize = ClientScenario("initialize", "opens a conversation, lists the tools, and leaves") {
        client,
        _ async throws in
        // Not every server that is asked only to open has tools.
        _ = try? await client.listTools()
    }

    static let toolsCall = ClientScenario("tools_call", "adds two numbers by a tool") { client, _ async throws in
        try await client.requireTool("add_numbers")
        _ = try await client.callTool("add_numbers", ["a": 5, "b": 3])
    }

    static let sseRetry = ClientScenario(
        "sse-retry",
        "comes back to a stream that was closed, when and where the server said"
    ) { client, _ async throws in
        try await client.requireTool("test_reconnection")
        _ = try await client.callTool("test_reconnection")
    }

    static let schemaReferences = ClientScenario(
        "json-schema-ref-no-deref",
        "lists and calls tools whose schemas point to the network, and stays away from it"
    ) { client, _ async throws in
        for tool in try await client.listTools() {
            // The answer does not matter: what counts is what is not fetched.
            _ = try? await client.callTool(tool.name, ["user": [:]])
        }
    }

    static let schemaPreservation = ClientScenario(
        "json-schema-2020-12-preservation",
        "sends a schema back just as it came"
    ) { client, _ async throws in
        let name = "json_schema_2020_12_tool"
        try await client.requireTool(name)
        guard let schema = try await client.listTools().first(where: { $0.name == name })?.inputSchema else {
            throw ScenarioFailure("expected an inputSchema of \(name), saw none")
        }
        _ = try await client.callTool("json_schema_echo", ["schema": schema])
    }
}
