internal import JSON
internal import MCP
internal import MCPServer

/// Tools that ask the client: on its own stream in the legacy era, by a result that is not complete in the modern one.
enum AskingTools {
    static func add(to server: MCPServer) throws {
        try addSampling(to: server)
        try addElicitation(to: server)
        try server.add(
            Tool(
                name: "test_missing_capability",
                description: "Works only for clients that offer sampling",
                inputSchema: ["type": "object"]
            ),
            in: Revision.modern
        ) { _, context in
            guard context.clientCapabilities.sampling else {
                var required = ClientCapabilities()
                required.sampling = true
                throw ServerError(.missingCapability(required), "the client does not offer sampling")
            }
            return ToolResult(text: "The client offers sampling")
        }
        try server.add(
            Tool(
                name: "test_streaming_elicitation",
                description: "Reports progress, then asks a person where the client offers it",
                inputSchema: ["type": "object"]
            ),
            in: .asking
        ) { _, context in
            try await context.report(1, of: 2)
            guard context.clientCapabilities.elicitationForms else {
                return ToolResult(text: "The client does not offer elicitation")
            }
            return ToolResult(text: said(try await context.elicit(Questions.name, key: "user_name")))
        }
    }

    private static func addSampling(to server: MCPServer) throws {
        try server.add(
            Tool(
                name: "test_sampling",
                description: "Asks the client's model",
                inputSchema: Schemas.object([("prompt", Schemas.text("what to ask"))])
            )
        ) { call, context in
            let answer = try await context.sample(Questions.sampling(call.string("prompt") ?? ""))
            return ToolResult(text: "LLM response: \(answer.content.compactMap(\.text).joined(separator: "\n"))")
        }
    }

    private static func addElicitation(to server: MCPServer) throws {
        try server.add(
            Tool(
                name: "test_elicitation",
                description: "Asks the person at the client",
                inputSchema: Schemas.object([("message", Schemas.text("what to ask"))])
            ),
            in: .asking
        ) { call, context in
            let answer = try await context.elicit(call.string("message") ?? "", schema: Questions.userForm)
            return ToolResult(text: "User response: \(said(answer))")
        }
        for (name, description, message, form) in [
            (
                "test_elicitation_sep1034_defaults", "Asks with a default for every kind of field",
                "Please review and update the form fields with defaults", Questions.defaultsForm
            ),
            (
                "test_elicitation_sep1330_enums", "Asks with every kind of choice",
                "Please select options from the enum fields", Questions.choicesForm
            ),
        ] {
            let tool = Tool(name: name, description: description, inputSchema: ["type": "object"])
            try server.add(tool, in: .since(.november2025)) { _, context in
                let answer = try await context.elicit(message, schema: form)
                return ToolResult(text: "Elicitation completed: \(said(answer))")
            }
        }
        try server.add(
            Tool(
                name: "test_elicitation_url",
                description: "Sends the person at the client to a page",
                inputSchema: ["type": "object"]
            ),
            in: .since(.november2025)
        ) { _, context in
            // Every question has an id of its own.
            let answer = try await context.elicit("Please confirm on this page", url: "https://example.com/confirm")
            return ToolResult(text: "User response: \(said(answer))")
        }
    }

    /// What a person did, in words.
    static func said(_ answer: ElicitationResult) -> String {
        "action: \(answer.action?.rawValue ?? "none"), content: \(answer.content?.description ?? "{}")"
    }
}
