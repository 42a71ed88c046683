import HTTP
import HTTPWire
import Reactor

/// A call of the tool `echo`, as clients of either era write it.
enum EchoCall {
    private static let meta =
        #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}"#

    /// What is said, and must come back.
    static let text = "hello"
    static let modern = call(#""arguments":{"text":"\#(text)"},\#(meta)}"#)
    static let legacy = call(#""arguments":{"text":"\#(text)"}"#)
    /// Reports progress once, so that the reply is a stream.
    static let streamed = call(
        #""arguments":{"text":"\#(text)","times":1},\#(meta),"progressToken":1}"#,
        tool: "echo_stream"
    )
    static let listen =
        #"{"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{"notifications":{"toolsListChanged":true},\#(meta)}}}"#
    static let initialize =
        #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"benchmark","version":"1"}}}"#
    static let initialized = #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#

    private static func call(_ members: String, tool: String = "echo") -> String {
        #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"\#(tool)",\#(members)}}"#
    }

    /// The fields with which a modern client sends a message.
    static func modernFields(_ method: String = "tools/call", name: String? = "echo") -> HTTPFields {
        var fields = common
        fields.append("MCP-Protocol-Version", "2026-07-28")
        fields.append("Mcp-Method", method)
        if let name { fields.append("Mcp-Name", name) }
        return fields
    }

    /// The fields with which a legacy client sends a message.
    static func legacyFields(session: String? = nil) -> HTTPFields {
        var fields = common
        guard let session else { return fields }
        fields.append("MCP-Protocol-Version", "2025-11-25")
        fields.append("Mcp-Session-Id", session)
        return fields
    }

    private static let common: HTTPFields = [
        "Content-Type": "application/json", "Accept": "application/json, text/event-stream",
    ]

    /// Opens a legacy session and returns its name.
    static func openSession(_ port: UInt16, _ client: HTTPClient) async throws -> String {
        let response = try await post(initialize, legacyFields(), port, client)
        guard let session = response.fields["Mcp-Session-Id"] else {
            throw BenchmarkError("expected a session, saw status \(response.status.code)")
        }
        _ = try await post(initialized, legacyFields(session: session), port, client)
        return session
    }

    static func url(_ port: UInt16) -> HTTPURL {
        HTTPURL(origin: HTTPOrigin(host: "127.0.0.1", port: port), target: "/mcp")
    }

    private static func post(
        _ text: String,
        _ fields: HTTPFields,
        _ port: UInt16,
        _ client: HTTPClient
    ) async throws -> HTTPResponseHead {
        let request = HTTPClientRequest(.post, url(port), fields: fields, content: .bytes(Array(text.utf8)))
        return try await client.fetch(request).head
    }

    /// The bytes of a POST.
    static func post(_ text: String, _ fields: HTTPFields) -> [UInt8] {
        var head = "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: \(text.utf8.count)\r\n"
        for field in fields { head += "\(field.name): \(field.value)\r\n" }
        return Array((head + "\r\n" + text).utf8)
    }
}
