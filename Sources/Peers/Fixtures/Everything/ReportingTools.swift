internal import JSON
internal import MCP
internal import MCPServer

/// Tools that report while they work.
enum ReportingTools {
    private static let logger = "comport-everything"

    static func add(to server: MCPServer) throws {
        let none: JSON = ["type": "object"]
        try server.add(
            Tool(name: "test_tool_with_logging", description: "Logs three messages while it works", inputSchema: none)
        ) { _, context in
            try await context.log(.info, "Tool execution started", logger: logger)
            try await context.pause(.milliseconds(50))
            try await context.log(.info, "Tool processing data", logger: logger)
            try await context.pause(.milliseconds(50))
            try await context.log(.info, "Tool execution completed", logger: logger)
            return ToolResult(text: "Tool with logging executed successfully")
        }
        try server.add(
            Tool(name: "test_tool_with_progress", description: "Reports its progress thrice", inputSchema: none)
        ) { _, context in
            try await context.report(0, of: 100, message: "Completed step 0 of 100")
            try await context.pause(.milliseconds(50))
            try await context.report(50, of: 100, message: "Completed step 50 of 100")
            try await context.pause(.milliseconds(50))
            try await context.report(100, of: 100, message: "Completed step 100 of 100")
            return ToolResult(text: "Tool with progress executed successfully")
        }
        try server.add(
            Tool(name: "test_logging_tool", description: "Logs at every level", inputSchema: none)
        ) { _, context in
            for level in LogLevel.allCases { try await context.log(level, "A message at \(level)", logger: logger) }
            return ToolResult(text: "Logged at every level")
        }
        try server.add(
            Tool(
                name: "test_reconnection",
                description: "Ends the stream of its reply and answers on the one that comes back",
                inputSchema: none
            ),
            in: .resumable
        ) { _, context in
            await context.closeForResumption(retry: .milliseconds(500))
            try await context.pause(.milliseconds(100))
            return ToolResult(text: "Reconnection test completed successfully")
        }
    }
}
