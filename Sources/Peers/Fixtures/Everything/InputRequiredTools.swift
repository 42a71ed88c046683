internal import JSON
internal import MCP
internal import MCPServer

/// Tools that answer only after the client answered them, with exactly the keys and states that the official suite knows.
enum InputRequiredTools {
    static func add(to server: MCPServer) throws {
        try addSingle(to: server)
        try addSeveral(to: server)
        try addStateful(to: server)
    }

    private static func add(
        _ name: String,
        _ description: String,
        to server: MCPServer,
        _ answer: @escaping @Sendable (RequestContext) async throws -> ToolResult
    ) throws {
        let tool = Tool(
            name: "test_input_required_result_\(name)",
            description: description,
            inputSchema: ["type": "object"]
        )
        try server.add(tool, in: Revision.modern) { _, context in try await answer(context) }
    }

    private static func addSingle(to server: MCPServer) throws {
        try add("elicitation", "Asks for a name", to: server) { context in
            let answer = try await context.elicit(Questions.name, key: "user_name")
            return ToolResult(text: "Hello, \(name(in: answer))!")
        }
        try add("sampling", "Asks a model for the capital of France", to: server) { context in
            let answer = try await context.sample(Questions.capital, key: "capital_question")
            return ToolResult(text: "The model said: \(answer.content.compactMap(\.text).joined(separator: "\n"))")
        }
        try add("list_roots", "Asks for the roots of the client", to: server) { context in
            let roots = try await context.roots(key: "client_roots")
            return ToolResult(text: "Roots: \(roots.map(\.uri).joined(separator: ", "))")
        }
    }

    private static func addSeveral(to server: MCPServer) throws {
        try add("multiple_inputs", "Asks for a name, a greeting and the roots at once", to: server) { context in
            var requests = InputRequests()
            requests.add("user_name", .elicitation(Questions.name))
            requests.add("greeting", .sampling(Questions.sampling("Write a short greeting.")))
            requests.add("client_roots", .roots)
            let answers = try await answers(to: requests, state: ["asked": 3], context)
            let name = answers.elicitation("user_name").map(name) ?? ""
            let greeting = answers.sampling("greeting")?.content.compactMap(\.text).joined(separator: "\n") ?? ""
            return ToolResult(text: "\(greeting) \(name), \(answers.roots("client_roots")?.count ?? 0) roots")
        }
        try add("capabilities", "Asks only what the client offers", to: server) { context in
            var requests = InputRequests()
            let offered = context.clientCapabilities
            if offered.sampling { requests.add("capital_question", .sampling(Questions.capital)) }
            if offered.elicitationForms { requests.add("user_name", .elicitation(Questions.name)) }
            if !requests.isEmpty { _ = try await context.ask(requests) }
            return ToolResult(text: "Asked: \(requests.all.map(\.key).joined(separator: ", "))")
        }
    }

    private static func addStateful(to server: MCPServer) throws {
        try add("request_state", "Asks for confirmation and remembers that it asked", to: server) { context in
            let answer = try await answer(to: Questions.confirmation, "confirm", state: ["asked": true], context)
            let state = context.state?["asked"]?.bool == true ? "state-ok" : "state-missing"
            return ToolResult(text: "\(state), \(AskingTools.said(answer))")
        }
        try add("tampered_state", "Refuses a state that was changed on the way", to: server) { context in
            let answer = try await answer(to: Questions.confirmation, "confirm", state: ["asked": true], context)
            return ToolResult(text: "The state came back as it was, \(AskingTools.said(answer))")
        }
        try add("multi_round", "Asks twice, one after the other", to: server) { context in
            let first = try await answer(to: Questions.step(1), "step1", state: ["round": 1], context)
            let second = try await answer(to: Questions.step(2), "step2", state: ["round": 2], context)
            return ToolResult(text: "Step 1: \(AskingTools.said(first)); step 2: \(AskingTools.said(second))")
        }
    }

    /// Asks and leaves a state with the question, which ``RequestContext/elicit(_:key:)`` alone does not.
    private static func answer(
        to question: ElicitationRequest,
        _ key: String,
        state: JSON,
        _ context: RequestContext
    ) async throws -> ElicitationResult {
        if !context.answers.keys.contains(key) { throw InputRequired(key, .elicitation(question), state: state) }
        return try await context.elicit(question, key: key)
    }

    private static func answers(
        to requests: InputRequests,
        state: JSON,
        _ context: RequestContext
    ) async throws -> InputResponses {
        let known = Set(context.answers.keys)
        if requests.contains(where: { !known.contains($0.key) }) { throw InputRequired(requests, state: state) }
        return try await context.ask(requests)
    }

    static func name(in answer: ElicitationResult) -> String { answer.content?["name"]?.string ?? "stranger" }
}
