import JSON

enum HeadersProofs {
    static let all: [Proof] = responses + sessions + requests + mirrors

    private static let responses: [Proof] = [
        .network("notification-200") {
            let session = try await $0.begin().field("Mcp-Session-Id")
            return try await $0.legacy(session, NetworkProbe.initialized).status == 200
        },
        .network("notification-with-body") {
            let session = try await $0.begin().field("Mcp-Session-Id")
            return try await !$0.legacy(session, NetworkProbe.initialized).body.isEmpty
        },
        .network("json-as-text-plain") {
            try await $0.modern("prompts/list").field("Content-Type")?.hasPrefix("text/plain") == true
        },
        .network("buffering-not-disabled") {
            let meta: JSON = ["progressToken": "t"]
            let answer = try await $0.modernTool("test_tool_with_progress", meta: meta)
            return answer.field("Content-Type") == "text/event-stream" && answer.field("X-Accel-Buffering") == nil
        },
        .network("allow-missing") {
            let answer = try await $0.send("PUT")
            return answer.status == 405 && answer.field("Allow") == nil
        },
        .network("get-with-json") {
            let answer = try await $0.send("GET")
            return answer.status == 200 && answer.field("Content-Type") == "application/json"
        },
        .network("unknown-method-200") { try await $0.modern("no/such/method").status == 200 },
        .network("refused-version-200") {
            let meta: JSON = ["io.modelcontextprotocol/protocolVersion": "2099-01-01"]
            return try await $0.modern("prompts/list", meta: meta).status == 200
        },
        .network("missing-capability-200") { try await $0.modernTool("test_missing_capability").status == 200 },
        .network("header-mismatch-200") {
            try await $0.modern("prompts/list", [:], ["Mcp-Method": "tools/list"]).status == 200
        },
        .network("result-with-500") { try await $0.modern("prompts/list").status == 500 },
        .network("subprotocol-missing") {
            let answer = try await $0.webSocket(sending: []) { _ in true }.head
            return answer.status == 101 && answer.field("Sec-WebSocket-Protocol") == nil
        },
        .network("accept-key-wrong") {
            let answer = try await $0.webSocket(sending: []) { _ in true }.head
            return answer.field("Sec-WebSocket-Accept") != "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
        },
    ]

    private static let sessions: [Proof] = [
        .network("session-id-not-ascii") {
            try await $0.begin().field("Mcp-Session-Id")?.utf8.contains { $0 > 126 } == true
        },
        .network("session-ids-counted") { wire in
            let first = try await wire.begin().field("Mcp-Session-Id")
            let second = try await wire.begin().field("Mcp-Session-Id")
            let answer = try await wire.legacy(second, NetworkProbe.request("ping"))
            return first == "1" && second == "2" && answer.status == 200
        },
        .network("unknown-session-400") {
            try await $0.legacy("none", NetworkProbe.request("ping")).status == 400
        },
        .network("session-survives-delete") { wire in
            let session = try await wire.begin().field("Mcp-Session-Id")
            _ = try await wire.send("DELETE", "/mcp", ["Mcp-Session-Id": session])
            return try await wire.legacy(session, NetworkProbe.request("ping")).status == 200
        },
        .network("session-id-optional") { wire in
            _ = try await wire.begin()
            return try await wire.legacy(nil, NetworkProbe.request("ping")).status == 200
        },
        .network("session-id-in-modern") { try await $0.modern("prompts/list").field("Mcp-Session-Id") != nil },
    ]

    private static let requests: [Proof] = [
        .network("origin-unchecked") {
            try await $0.modern("prompts/list", [:], ["Origin": "http://evil.example"]).status == 200
        },
        .network("null-origin-allowed") { try await $0.modern("prompts/list", [:], ["Origin": "null"]).status == 200 },
        .network("origin-demanded") { try await $0.modern("prompts/list").status == 403 },
        .network("version-header-unchecked") { wire in
            let session = try await wire.begin().field("Mcp-Session-Id")
            let fields = ["MCP-Protocol-Version": "1999-01-01"]
            return try await wire.legacy(session, NetworkProbe.request("ping"), fields).status == 200
        },
        .network("field-names-case-sensitive") {
            try await $0.modern("prompts/list", [:], ["Mcp-Method": nil, "mcp-method": "prompts/list"]).status != 200
        },
    ]

    private static let mirrors: [Proof] = [
        .network("mirror-method-unchecked") {
            try await $0.modern("prompts/list", [:], ["Mcp-Method": "tools/list"]).status == 200
        },
        .network("mirror-method-optional") {
            try await $0.modern("prompts/list", [:], ["Mcp-Method": nil]).status == 200
        },
        .network("mirror-name-unchecked") { try await $0.read(name: "test://other").status == 200 },
        .network("mirror-name-optional") { try await $0.read(name: nil).status == 200 },
        .network("mirror-base64-unread") {
            try await $0.read(name: "=?base64?dGVzdDovL3N0YXRpYy10ZXh0?=").status != 200
        },
        .network("mirror-version-unchecked") {
            try await $0.modern("prompts/list", [:], ["MCP-Protocol-Version": "2025-11-25"]).status == 200
        },
        .network("mirror-version-optional") {
            try await $0.modern("prompts/list", [:], ["MCP-Protocol-Version": nil]).status == 200
        },
    ]
}

extension NetworkProbe {
    /// Reads a resource under a name in the header.
    fileprivate func read(name: String?) async throws -> Answer {
        try await modern("resources/read", ["uri": "test://static-text"], ["Mcp-Name": name])
    }
}
