internal import JSON
internal import MCP
internal import MCPServer

/// Features in any number, to make lists long.
enum GeneratedItems {
    /// Adds tools `item_1`, `item_2`…, which say their names.
    static func addTools(_ count: Int, to server: MCPServer) throws {
        for number in stride(from: 1, through: count, by: 1) {
            let name = "item_\(number)"
            let tool = Tool(name: name, description: "Says its name", inputSchema: ["type": "object"])
            try server.add(tool) { _ in ToolResult(text: name) }
        }
    }

    /// Adds resources `test://items/1`, `test://items/2`….
    static func addResources(_ count: Int, to server: MCPServer) throws {
        for number in stride(from: 1, through: count, by: 1) {
            let resource = Resource(
                uri: "test://items/\(number)",
                name: "Item \(number)",
                description: "One of many",
                mimeType: "text/plain"
            )
            try server.add(resource) { read in
                [ResourceContents(uri: read.uri, mimeType: "text/plain", text: "Item \(number)")]
            }
        }
    }
}
