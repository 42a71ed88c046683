internal import JSON
internal import MCP
internal import MCPServer

/// Tools that change what the server offers, so that clients can hear of it.
enum ChangingTools {
    static func add(to server: MCPServer) throws {
        let none: JSON = ["type": "object"]
        try server.add(
            Tool(
                name: "test_trigger_tool_change",
                description: "Adds a tool, or takes it away again",
                inputSchema: none
            )
        ) { [weak server] _ in
            let added = try toggle(
                remove: { server?.removeTool(named: "test_dynamic_tool") ?? false },
                add: {
                    let tool = Tool(name: "test_dynamic_tool", description: "Comes and goes", inputSchema: none)
                    try server?.add(tool) { _ in ToolResult(text: "Here today") }
                }
            )
            return ToolResult(text: added ? "Added test_dynamic_tool" : "Removed test_dynamic_tool")
        }
        try server.add(
            Tool(
                name: "test_trigger_prompt_change",
                description: "Adds a prompt, or takes it away again",
                inputSchema: none
            )
        ) { [weak server] _ in
            let added = try toggle(
                remove: { server?.removePrompt(named: "test_dynamic_prompt") ?? false },
                add: {
                    let prompt = Prompt(name: "test_dynamic_prompt", description: "Comes and goes")
                    try server?.add(prompt) { _ in
                        PromptResult(messages: [PromptMessage(.user, .text("Here today"))])
                    }
                }
            )
            return ToolResult(text: added ? "Added test_dynamic_prompt" : "Removed test_dynamic_prompt")
        }
        try server.add(
            Tool(
                name: "test_trigger_resource_update",
                description: "Says that the watched resource changed",
                inputSchema: none
            )
        ) { [weak server] _ in
            server?.resourceUpdated(EverythingResources.watchedURI)
            return ToolResult(text: "Announced a change of \(EverythingResources.watchedURI)")
        }
    }

    /// Two callers at once may both try to add: the second finds it there already, which is what it wanted.
    private static func toggle(remove: () -> Bool, add: () throws -> Void) throws -> Bool {
        if remove() { return false }
        do { try add() } catch let error as ServerError where error.code == .duplicate {}
        return true
    }
}
