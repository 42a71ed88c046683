internal import JSON
internal import JSONRPC
internal import MCP
internal import MCPServer

/// Tools that run as tasks where the client takes tasks.
enum TaskTools {
    /// Becomes a task only after it asked something.
    static let deferred = "test_tool_with_task"

    static func add(to server: MCPServer) throws {
        try server.add(
            Tool(
                name: "greet",
                description: "Greets at once, never as a task",
                inputSchema: Schemas.object([("name", Schemas.text("whom to greet"))])
            )
        ) { call in ToolResult(text: "Hello, \(call.string("name") ?? "")!") }
        try addWorking(to: server)
        try addFailing(to: server)
        try addAsking(to: server)
        try server.add(
            Tool(
                name: deferred,
                description: "Asks for a name at once, then goes on as a task where the client takes tasks",
                inputSchema: ["type": "object"]
            ),
            in: .asking
        ) { _, context in
            let answer = try await context.elicit(Questions.name, key: "user_name")
            try context.becomeTask()
            try await context.pause(.milliseconds(100))
            return ToolResult(text: "Hello, \(InputRequiredTools.name(in: answer))!")
        }
    }

    private static func addWorking(to server: MCPServer) throws {
        try server.add(
            Tool(
                name: "slow_compute",
                description: "Takes as many seconds as it is told",
                inputSchema: Schemas.object(
                    [
                        ("seconds", ["type": "number", "minimum": 0, "maximum": 3600, "description": "how long"]),
                        ("label", Schemas.text("what to call it")),
                    ],
                    required: 1
                ),
                taskSupport: .optional
            )
        ) { call, context in
            let seconds = call.double("seconds") ?? 0
            try await context.pause(.milliseconds(Int(seconds * 1000)))
            return ToolResult(text: "Computed \(call.string("label") ?? "nothing") in \(seconds) seconds")
        }
    }

    private static func addFailing(to server: MCPServer) throws {
        try server.add(
            Tool(
                name: "failing_job",
                description: "Runs as a task only, and fails as a tool fails",
                inputSchema: ["type": "object"],
                taskSupport: .required
            ),
            in: .withTasks
        ) { _, context in
            try await context.pause(.seconds(1))
            return .failure("The job failed, as it always does")
        }
        try server.add(
            Tool(
                name: "protocol_error_job",
                description: "Fails with an error of the protocol",
                inputSchema: ["type": "object"],
                taskSupport: .optional
            )
        ) { _, context in
            try await context.pause(.milliseconds(200))
            throw ErrorObject(ErrorObject.internalErrorCode, "The job broke down, as it always does")
        }
    }

    private static func addAsking(to server: MCPServer) throws {
        try server.add(
            Tool(
                name: "confirm_delete",
                description: "Asks before it pretends to delete a file",
                inputSchema: Schemas.object([("filename", Schemas.text("the file"))]),
                taskSupport: .optional
            ),
            in: .asking
        ) { call, context in
            let file = call.string("filename") ?? ""
            let question = ElicitationRequest(
                message: "Delete \(file)?",
                schema: Schemas.object([("confirm", ["type": "boolean", "description": "Whether to delete it"])])
            )
            let answer = try await context.elicit(question, key: "confirm")
            let isConfirmed = answer.action == .accept && answer.content?["confirm"]?.bool == true
            return ToolResult(text: isConfirmed ? "Deleted \(file)" : "Kept \(file)")
        }
        try server.add(
            Tool(
                name: "multi_input",
                description: "Asks for two names at once",
                inputSchema: ["type": "object"],
                taskSupport: .optional
            ),
            in: .asking
        ) { _, context in
            var requests = InputRequests()
            requests.add("first", .elicitation(Questions.name))
            requests.add("second", .elicitation(Questions.name))
            let answers = try await context.ask(requests)
            let names = ["first", "second"].map { answers.elicitation($0).map(InputRequiredTools.name) ?? "" }
            return ToolResult(text: "Hello, \(names.joined(separator: " and "))!")
        }
    }
}
