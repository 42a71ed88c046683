internal import JSON
internal import MCP
internal import MCPClient

extension ClientScenario {
    /// Handlers for all that servers can ask, without a person.
    static let answerEverything: @Sendable (inout MCPClientOptions) -> Void = { options in
        options.handlers.form = { .accept(SampleArguments.fitting($0.requestedSchema)) }
        options.handlers.url = { _ in .decline }
        options.handlers.roots = { [] }
        options.handlers.sampling = { _ in
            ["role": "assistant", "content": ["type": "text", "text": "A made-up answer."], "model": "none"]
        }
    }

    static let elicitationDefaults = ClientScenario(
        "elicitation-sep1034-client-defaults",
        "accepts a form without filling it in, so that its defaults hold",
        prepare: { $0.handlers.form = { _ in .accept([:]) } }
    ) { client, _ async throws in
        try await client.requireTool("test_client_elicitation_defaults")
        _ = try await client.callTool("test_client_elicitation_defaults")
    }

    static let requestMetadata = ClientScenario(
        "request-metadata",
        "shows all that it can do with each request, and goes on in a version that the server takes",
        prepare: answerEverything
    ) { client, _ async throws in
        _ = try await client.listTools()
    }

    static let requestState = ClientScenario(
        "sep-2322-client-request-state",
        "answers questions inside results, and brings the state back to the request that it belongs to",
        prepare: { $0.handlers.form = { _ in .accept(["confirmed": true]) } }
    ) { client, _ async throws in
        _ = try await client.listTools()
        // Several at once: what belongs to one must not show in another.
        async let echo = client.callTool("test_mrtr_echo_state")
        async let unrelated = client.callTool("test_mrtr_unrelated")
        async let stateless = client.callTool("test_mrtr_no_state")
        _ = try await (echo, unrelated, stateless)
        _ = try await client.callTool("test_mrtr_no_result_type")
    }
}
