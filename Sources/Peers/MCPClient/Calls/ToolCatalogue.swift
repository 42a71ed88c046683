internal import JSON
internal import MCP

/// The tools that a server listed, as far as calls must know them.
///
/// `@unchecked Sendable`: every member is confined to the thread of the loop.
final class ToolCatalogue: @unchecked Sendable {
    private var tools: [String: Tool] = [:]
    /// Whether the list is what the server offers now, as far as is known.
    private(set) var isCurrent = false

    subscript(_ name: String) -> Tool? { tools[name] }

    func replace(by list: [Tool]) {
        tools = [:]
        for tool in list where tools[tool.name] == nil { tools[tool.name] = tool }
        isCurrent = true
    }

    func invalidate() { isCurrent = false }
}
