/// The header fields in which modern HTTP requests repeat what their body says.
public enum MirrorHeader {
    /// The revision: of `_meta` in modern requests, of the session in legacy ones since 2025-06-18.
    public static let protocolVersion = "MCP-Protocol-Version"
    /// The method.
    public static let method = "Mcp-Method"
    /// The tool, prompt, resource or task that the request is about.
    public static let name = "Mcp-Name"
    /// What a parameter's header begins with.
    public static let parameterPrefix = "Mcp-Param-"

    /// The member of the parameters that ``name`` repeats, for the methods that have one.
    @inlinable
    public static func namedMember(ofMethod method: String) -> String? {
        switch method {
        case "tools/call", "prompts/get": "name"
        case "resources/read": "uri"
        case "tasks/get", "tasks/update", "tasks/cancel": "taskId"
        default: nil
        }
    }
}
