internal import JSON
internal import MCP

/// What results gain and lose on their way between the eras.
enum ResultTranslation {
    /// A complete modern result for a legacy client.
    static func legacy(_ result: JSON, of method: String, revision: Revision) -> JSON {
        restricted(result.asLegacyResult(), of: method, revision)
    }

    /// A legacy result for a modern client: complete, not to be kept, and with the name of the server.
    static func modern(_ result: JSON, of method: String, revision: Revision, serverInfo: Implementation?) -> JSON {
        var result = restricted(result, of: method, revision)
        result["resultType"] = .string(ResultType.complete.rawValue)
        if Method.named(method, kind: .request, in: revision)?.isCacheable == true { result.set(CacheHint.none) }
        if method == "tools/list" { result = withoutTaskTools(result) }
        guard let serverInfo else { return result }
        var meta = result["_meta"] ?? .emptyObject
        meta[MetadataKey.serverInfo] = serverInfo.json
        result["_meta"] = meta
        return result
    }

    /// Without the tools that can only be called as tasks, for which there is no modern call.
    private static func withoutTaskTools(_ result: JSON) -> JSON {
        var result = result
        result["tools"] = result["tools"]?.array.map { tools in
            .array(
                tools.compactMap { json in
                    var tool = Tool(json: json)
                    if tool.taskSupport == .required { return nil }
                    tool["execution"] = nil
                    return tool.json
                }
            )
        }
        return result
    }

    private static func restricted(_ result: JSON, of method: String, _ revision: Revision) -> JSON {
        switch method {
        case "tools/call": return ToolResult(json: result).json(for: revision)
        case "prompts/get": return PromptResult(json: result).json(for: revision)
        case "tools/list" where revision.era == .legacy:
            return mapping("tools", of: result) { Tool(json: $0).json(for: revision) }
        case "resources/list": return mapping("resources", of: result) { Resource(json: $0).json(for: revision) }
        case "resources/templates/list":
            return mapping("resourceTemplates", of: result) { ResourceTemplate(json: $0).json(for: revision) }
        case "prompts/list": return mapping("prompts", of: result) { Prompt(json: $0).json(for: revision) }
        case "resources/read":
            return mapping("contents", of: result) { ResourceContents(json: $0).json(for: revision) }
        default: return result
        }
    }

    private static func mapping(_ member: String, of result: JSON, _ change: (JSON) -> JSON) -> JSON {
        guard let elements = result[member]?.array else { return result }
        var result = result
        result[member] = .array(elements.map(change))
        return result
    }
}
