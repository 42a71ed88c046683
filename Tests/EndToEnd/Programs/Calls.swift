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
