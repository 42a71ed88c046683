public import JSON
internal import JSONSchema
public import MCP

/// One call of a tool.
public struct ToolCall: Sendable {
    /// The name of the tool.
    public let name: String
    /// The arguments, which fit the tool's schema; empty when none were given.
    public let arguments: JSONObject
    /// The revision that the caller speaks.
    public let revision: Revision
    /// Who calls, as far as the transport found out.
    public let principal: String?
    /// The metadata of the request.
    public let meta: JSONObject?

    /// An argument.
    public subscript(_ argument: String) -> JSONValue? { arguments[argument] }
    /// An argument that is text.
    public func string(_ argument: String) -> String? { arguments[argument]?.string }
    /// An argument that is an integer.
    public func integer(_ argument: String) -> Int? { arguments[argument]?.number?.integer(Int.self) }
    /// An argument that is a number.
    public func double(_ argument: String) -> Double? { arguments[argument]?.double }
    /// An argument that is a truth value.
    public func bool(_ argument: String) -> Bool? { arguments[argument]?.bool }
}

/// What a tool runs.
enum ToolHandler: Sendable {
    /// Answers on the spot with a result that is written already.
    case raw(@Sendable (JSONObject) throws -> [UInt8])
    /// Answers on the spot.
    case plain(@Sendable (ToolCall) throws -> ToolResult)
    /// Takes its time.
    case working(@Sendable (ToolCall, RequestContext) async throws -> ToolResult)
}

/// A tool, ready to be called.
package final class RegisteredTool: CatalogEntry {
    /// The tool as its author declared it.
    package let tool: Tool
    let handler: ToolHandler
    let inputSchema: JSONSchema?
    let outputSchema: JSONSchema?
    let mirrored: [MirroredParameter]
    let key: String
    private let missing: Set<Revision>

    init(
        _ tool: Tool,
        _ handler: ToolHandler,
        _ revisions: [Revision] = Revision.all
    ) throws(ServerError) {
        missing = Set(Revision.all).subtracting(revisions)
        key = tool.name
        guard !key.isEmpty else { throw ServerError(.badDeclaration, "expected a tool with a name, saw \(tool)") }
        guard let input = tool.inputSchema, input["type"]?.string == "object" else {
            throw ServerError(
                .badDeclaration,
                "expected an input schema with \"type\": \"object\" for tool \(key), saw \(tool.inputSchema ?? .null)"
            )
        }
        (self.tool, self.handler) = (tool, handler)
        inputSchema = try RegisteredTool.compile(input, "inputSchema", key)
        outputSchema = try tool.outputSchema.map { schema throws(ServerError) in
            try RegisteredTool.compile(schema, "outputSchema", tool.name)
        }
        let marks = tool.mirrorMarks
        if let finding = marks.findings.first {
            throw ServerError(.badDeclaration, "expected legal x-mcp-header marks in tool \(key): \(finding)")
        }
        mirrored = marks.parameters
    }

    func isOffered(in revision: Revision) -> Bool { missing.isEmpty || !missing.contains(revision) }

    func encoded(for revision: Revision) -> [UInt8] { tool.json(for: revision).encoded() }

    /// Compiles a schema, which every caller of the tool shares.
    static func compile(_ schema: JSON, _ member: String, _ name: String) throws(ServerError) -> JSONSchema {
        do {
            var options = SchemaOptions()
            options.unknownDialect = .refuse
            return try JSONSchema(JSONDocument(parsing: schema.encoded()).root, options: options)
        } catch {
            throw ServerError(.badDeclaration, "expected a JSON Schema as \(member) of tool \(name): \(error)")
        }
    }
}
