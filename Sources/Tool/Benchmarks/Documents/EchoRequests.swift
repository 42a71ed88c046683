import JSON

/// The call of the tool `echo` that benchmarks send, as each kind of client sends it.
struct EchoRequest {
    /// What a row calls it.
    let name: String
    /// The fields beside `Content-Type` and `Accept`.
    var fields: [(String, String)] = []
    let body: String

    static let text = "hello from a client that measures"

    /// A client of 2026-07-28: everything that the server must know stands in the request.
    static let modern = EchoRequest(
        name: "modern",
        fields: [("MCP-Protocol-Version", "2026-07-28"), ("Mcp-Method", "tools/call"), ("Mcp-Name", "echo")],
        body: """
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"\(text)"},\
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
            "io.modelcontextprotocol/clientCapabilities":{},\
            "io.modelcontextprotocol/clientInfo":{"name":"benchmark","version":"1"}}}}
            """
    )

    /// A client of 2025-11-25 in its session.
    static func legacy(session: String?) -> EchoRequest {
        EchoRequest(
            name: "legacy",
            fields: [("MCP-Protocol-Version", "2025-11-25")] + (session.map { [("Mcp-Session-Id", $0)] } ?? []),
            body: """
                {"jsonrpc":"2.0","id":1,"method":"tools/call",\
                "params":{"name":"echo","arguments":{"text":"\(text)"}}}
                """
        )
    }

    /// A modern call of a tool that reports progress first, so that the reply is an event stream.
    static let streaming = EchoRequest(
        name: "modern, event stream",
        fields: modern.fields.map { $0.0 == "Mcp-Name" ? ($0.0, "echo_stream") : $0 },
        body: """
            {"jsonrpc":"2.0","id":1,"method":"tools/call",\
            "params":{"name":"echo_stream","arguments":{"text":"\(text)","times":1},\
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
            "io.modelcontextprotocol/clientCapabilities":{},"progressToken":1}}}
            """
    )

    /// What a legacy client says first.
    static let initialize = """
        {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
        "clientInfo":{"name":"benchmark","version":"1"}}}
        """
    static let initialized = #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#

    /// The request as wrk sends it.
    var wrkScript: String {
        var lines = ["wrk.method = \"POST\"", "wrk.body = \(JSON.string(body))"]
        for (name, value) in [
            ("Content-Type", "application/json"), ("Accept", "application/json, text/event-stream"),
        ] + fields {
            lines.append("wrk.headers[\(JSON.string(name))] = \(JSON.string(value))")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
