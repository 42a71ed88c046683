/// Calls of the tool `echo` as bytes.
enum Calls {
    /// A modern call, one line without its end.
    static func modern(_ id: Int, text: String = "hi") -> String {
        """
        {"jsonrpc":"2.0","id":\(id),"method":"tools/call","params":{"name":"echo","arguments":{"text":"\(text)"},\
        "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
        "io.modelcontextprotocol/clientCapabilities":{}}}}
        """
    }

    /// How a legacy client begins, and goes on.
    static let initialize = """
        {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
        "clientInfo":{"name":"test","version":"1"}}}
        """
    static let initialized = #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#

    /// A call in a legacy session.
    static func legacy(_ id: Int, text: String = "hi") -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"method":"tools/call","params":{"name":"echo","arguments":{"text":"\#(text)"}}}"#
    }

    /// A modern call over HTTP.
    static func overHTTP(_ id: Int, text: String = "hi") -> [UInt8] {
        let body = modern(id, text: text)
        let head = """
            POST /mcp HTTP/1.1\r
            Host: 127.0.0.1\r
            Content-Type: application/json\r
            Accept: application/json, text/event-stream\r
            MCP-Protocol-Version: 2026-07-28\r
            Mcp-Method: tools/call\r
            Mcp-Name: echo\r
            Content-Length: \(body.utf8.count)\r
            \r

            """
        return Array((head + body).utf8)
    }
}
