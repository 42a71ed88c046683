internal import Bindings
public import JSON
internal import JSONRPC
public import MCP

extension MCPClient {
    /// All tools, from all pages; those that cannot be called over this transport are left out, and reported.
    public func listTools(_ request: RequestOptions = RequestOptions()) async throws(MCPClientError) -> [Tool] {
        try requireOffered("tools")
        var all: [Tool] = []
        for page in try await collect("tools/list", "tools", request) { all.append(Tool(json: page)) }
        let usable = all.filter(isUsable)
        tools.replace(by: usable)
        return usable
    }

    /// Calls a tool; where the server makes a task of the call, its end is awaited.
    ///
    /// A result that says `isError` is a result: the tool failed, not the call.
    public func callTool(
        _ name: String,
        _ arguments: JSON? = nil,
        _ request: RequestOptions = RequestOptions()
    ) async throws(MCPClientError) -> ToolResult {
        try requireOffered("tools")
        let params = JSON.object(of: [("name", .string(name)), ("arguments", arguments)])
        let answer: JSON
        if mustBeTask(name) {
            answer = try await runAsTask(params, request)
        } else {
            answer = try await withInput("tools/call", params, request)
        }
        let result =
            answer["resultType"]?.string == "task" && server.era == .modern
            ? try await finish(TaskRecord(json: answer), request) : answer
        return try checked(ToolResult(json: result), of: name)
    }

    private var mirrorsArguments: Bool {
        server.era == .modern && conversation?.binding.transport == .streamableHTTP
    }

    private func marks(of tool: Tool) -> MirrorMarks {
        let types: MirrorMarks.Types = options.mirrorsNumbers ? .withNumbers : .specified
        return MirrorMarks(inputSchema: tool.inputSchema ?? .object([]), types: types)
    }

    private func isUsable(_ tool: Tool) -> Bool {
        guard mirrorsArguments, let finding = marks(of: tool).findings.first else { return true }
        report(.tool, "the tool \(tool.name) is left out: \(finding)", tool.json.encoded())
        return false
    }

    /// What modern HTTP repeats of the arguments of a call.
    func mirroredValues(
        _ method: String,
        _ params: JSON?,
        _ conversation: Conversation
    ) throws(MCPClientError) -> [MirroredValue] {
        guard method == "tools/call", mirrorsArguments, let tool = params?["name"]?.string.flatMap({ tools[$0] }) else {
            return []
        }
        var values: [MirroredValue] = []
        for parameter in marks(of: tool).parameters {
            var argument = params?["arguments"]
            for key in parameter.path { argument = argument?[key] }
            guard let argument else { continue }
            do throws(MirrorError) {
                guard let text = try Mirrors.text(of: argument, parameter) else { continue }
                values.append(MirroredValue(header: parameter.header, text: text))
            } catch {
                throw MCPClientError(.misuse, "tools/call \(tool.name): \(error)")
            }
        }
        return values
    }

    // MARK: Results

    private func checked(_ result: ToolResult, of name: String) throws(MCPClientError) -> ToolResult {
        if result.json["content"]?.array == nil {
            report(.result, "tools/call \(name): expected content, an array", result.json.encoded())
        }
        if options.validatesResults, let tool = tools[name], let problem = tools.problem(with: result, of: tool) {
            report(.structuredContent, "tools/call \(name): \(problem)", result.json.encoded())
        }
        return result
    }
}
