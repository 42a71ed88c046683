import HTTP
import Testing

@testable import WebSocket

@Suite(.timeLimit(.minutes(1))) struct WebSocketURLTests {
    @Test func `takes URLs apart`() throws {
        let vectors: [(url: String, host: String, port: UInt16, isSecure: Bool, field: String, target: String)] = [
            ("ws://example.org", "example.org", 80, false, "example.org", "/"),
            ("WSS://Example.org/chat?a=b", "example.org", 443, true, "example.org", "/chat?a=b"),
            ("ws://example.org:8080?x", "example.org", 8080, false, "example.org:8080", "/?x"),
            ("ws://[::1]:9001/", "::1", 9001, false, "[::1]:9001", "/"),
            ("ws://127.0.0.1:80/p", "127.0.0.1", 80, false, "127.0.0.1", "/p"),
        ]
        for vector in vectors {
            let url = try WebSocketURL(vector.url)
            #expect(url.origin.host == vector.host && url.origin.port == vector.port, "\(vector.url)")
            #expect(url.origin.isSecure == vector.isSecure && url.target == vector.target, "\(vector.url)")
            #expect(url.origin.hostField == vector.field, "\(vector.url)")
        }
    }

    @Test func `refuses what is no WebSocket's URL`() async {
        let bad = [
            "", "example.org", "http://example.org", "ws:example.org", "ws://", "ws:///x", "ws://user@example.org",
            "ws://example.org#part", "ws://example.org:0", "ws://example.org:65536", "ws://exa mple.org",
        ]
        for url in bad { await expectError(.url) { _ = try WebSocketURL(url) } }
    }
}
