internal import JSON
internal import MCP
internal import MCPServer

extension FixtureSet {
    /// As little as possible, as fast as possible.
    static let echo = FixtureSet("echo", summary: "one tool that says what it is told; for load") { server, options in
        try server.addRaw(
            Tool(
                name: "echo",
                description: "Returns the text it is given",
                inputSchema: Schemas.object([("text", ["type": "string"])]),
                annotations: ToolAnnotations(readOnly: true, idempotent: true, openWorld: false)
            ),
            EchoReply.result
        )
        try server.add(
            Tool(
                name: "echo_stream",
                description: "Reports progress so often, then returns the text",
                inputSchema: Schemas.object(
                    [
                        ("text", ["type": "string"]),
                        ("times", Schemas.integer("how many reports", in: 0...100_000)),
                    ],
                    required: 1
                )
            )
        ) { call, context in
            let times = call.integer("times") ?? 3
            for number in stride(from: 1, through: times, by: 1) {
                try await context.report(Double(number), of: Double(times))
            }
            return ToolResult(text: call.string("text") ?? "")
        }
        try server.add(
            Resource(uri: "echo://hello", name: "hello", description: "A greeting", mimeType: "text/plain")
        ) { read in [ResourceContents(uri: read.uri, mimeType: "text/plain", text: "hello")] }
        try server.add(
            Prompt(
                name: "say",
                description: "Says something",
                arguments: [PromptArgument(name: "text", description: "what to say", required: true)]
            )
        ) { call in PromptResult(messages: [PromptMessage(.user, .text(call["text"] ?? ""))]) }
        try GeneratedItems.addTools(options.items, to: server)
        try GeneratedItems.addResources(options.items, to: server)
    }
}

/// Writes the result of the tool `echo` without looking at the text.
enum EchoReply {
    private static let beginning = Array(#"{"content":[{"type":"text","text":"#.utf8)
    private static let end = Array("}]}".utf8)

    /// The text goes back as it was written, escapes and all.
    static func result(_ arguments: JSONObject) -> [UInt8] {
        guard let text = arguments["text"] else { return Array(#"{"content":[]}"#.utf8) }
        let raw = text.rawBytes
        var bytes: [UInt8] = []
        bytes.reserveCapacity(beginning.count + raw.count + end.count)
        bytes.append(contentsOf: beginning)
        bytes.append(contentsOf: raw)
        bytes.append(contentsOf: end)
        return bytes
    }
}
