internal import JSON
internal import JSONSchema
internal import MCP

/// The tools that a server listed, as far as calls must know them.
///
/// `@unchecked Sendable`: every member is confined to the thread of the loop.
final class ToolCatalogue: @unchecked Sendable {
    private var tools: [String: Tool] = [:]
    private var schemas: [String: Result<JSONSchema, SchemaError>] = [:]
    /// Whether the list is what the server offers now, as far as is known.
    private(set) var isCurrent = false

    subscript(_ name: String) -> Tool? { tools[name] }

    func replace(by list: [Tool]) {
        tools = [:]
        schemas = [:]
        for tool in list where tools[tool.name] == nil { tools[tool.name] = tool }
        isCurrent = true
    }

    func invalidate() { isCurrent = false }

    /// What is wrong with the structured content of a result.
    ///
    /// A schema that refers to the network is not followed there.
    func problem(with result: ToolResult, of tool: Tool) -> String? {
        guard let schema = tool.outputSchema, !result.isError else { return nil }
        guard let content = result.structuredContent else {
            return "expected structuredContent, since the tool has an output schema, saw none"
        }
        do {
            let compiled = try compiled(schema, tool.name)
            let instance = try JSONDocument(parsing: content.encoded()).root
            guard let finding = compiled.firstFinding(in: instance) else { return nil }
            return "the structured content does not fit: \(finding)"
        } catch {
            return "the output schema cannot be used: \(error)"
        }
    }

    private func compiled(_ schema: JSON, _ name: String) throws -> JSONSchema {
        if let known = schemas[name] { return try known.get() }
        let document = try JSONDocument(parsing: schema.encoded())
        let result = Result<JSONSchema, SchemaError> { () throws(SchemaError) in try JSONSchema(document.root) }
        schemas[name] = result
        return try result.get()
    }
}
