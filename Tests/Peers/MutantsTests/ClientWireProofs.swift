import Bindings
import JSON
import MCP
import MCPClient
import WebSocketWire

@testable import Mutants

enum ClientWireProofs {
    static let all: [ClientProof] = bytes + frames + headers

    private static let bytes: [ClientProof] = [
        ClientProof("crlf-line-ends") { $0.bytes.contains(0x0D) },
        ClientProof("newline-in-message") { $0.text.hasPrefix("{\n") },
        ClientProof("blank-lines-on-stdin") { $0.bytes.first == 0x0A },
        ClientProof("byte-order-mark") { $0.bytes.starts(with: [0xEF, 0xBB, 0xBF]) },
        ClientProof("invalid-utf8") {
            _ = try await $0.callTool("test_simple_text")
        } shows: {
            $0.bytes.contains(0xE9)
        },
    ]

    private static let frames: [ClientProof] = [
        ClientProof("unmasked-client-frames", over: .webSocket) { record in
            record.frames.contains { $0.mask == nil }
        },
        ClientProof("text-as-binary", over: .webSocket) { record in
            record.frames.contains { $0.opcode == .binary }
        },
        ClientProof("reserved-bits-set", over: .webSocket) { record in
            record.frames.contains { $0.reservedBits & 1 != 0 }
        },
        ClientProof("batch-in-body", .modern, over: .streamableHTTP) { $0.messages.contains { $0.array != nil } },
        ClientProof("content-length-long", .modern, over: .streamableHTTP) { record in
            // The body that was announced never comes whole.
            !record.heads.isEmpty && record.messages.isEmpty
        },
    ]

    private static let headers: [ClientProof] = [
        header("accept-json-only") { $0["Accept"]?.contains("text/event-stream") != true },
        header("content-type-missing") { $0["Content-Type"] == nil },
        legacyHeader("session-id-dropped") { $0["Mcp-Session-Id"] == nil },
        legacyHeader("version-header-missing") { $0["MCP-Protocol-Version"] == nil },
        header("session-id-in-modern") { $0["Mcp-Session-Id"] != nil },
        header("mirror-version-missing") { $0["MCP-Protocol-Version"] == nil },
        header("mirror-version-other") { $0["MCP-Protocol-Version"] != "2026-07-28" },
        header("mirror-method-missing") { $0["Mcp-Method"] == nil },
        header("mirror-method-upper-case") { $0["Mcp-Method"]?.contains("D") == true },
        call("mirror-name-missing", "test_simple_text") { $0["Mcp-Name"] == nil },
        call("mirror-name-not-encoded", "tür") { $0["Mcp-Name"]?.hasPrefix("=?base64?") != true },
    ]

    /// Shows in every request.
    private static func header(_ name: String, _ shows: @escaping @Sendable (HeadLines) -> Bool) -> ClientProof {
        ClientProof(name, .modern, over: .streamableHTTP) {
            _ = try await $0.listTools()
        } shows: {
            $0.posts.contains(where: shows)
        }
    }

    /// Shows in a call of a tool.
    private static func call(
        _ name: String,
        _ tool: String,
        _ shows: @escaping @Sendable (HeadLines) -> Bool
    ) -> ClientProof {
        ClientProof(name, .modern, over: .streamableHTTP) {
            _ = try await $0.callTool(tool)
        } shows: {
            $0.posts.contains { $0["Mcp-Method"] == "tools/call" && shows($0) }
        }
    }

    /// Shows in the requests after `initialize`.
    private static func legacyHeader(_ name: String, _ shows: @escaping @Sendable (HeadLines) -> Bool) -> ClientProof {
        ClientProof(name, .legacy, over: .streamableHTTP) {
            _ = try await $0.listTools()
        } shows: {
            $0.posts.dropFirst().contains(where: shows)
        }
    }
}

extension Record {
    /// The headers of the frames that came.
    fileprivate var frames: [WebSocketFrameHeader] {
        pieces.compactMap { if case .frame(let header, _) = $0 { header } else { nil } }
    }
}
