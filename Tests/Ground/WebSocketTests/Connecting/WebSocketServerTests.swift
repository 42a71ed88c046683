import Crypto
import HTTP
import HTTPWire
import Reactor
import Testing
import WebSocketWire

@testable import WebSocket

@Suite(.timeLimit(.minutes(1))) struct WebSocketServerTests {
    private static let upgrade = """
        GET /chat HTTP/1.1\r
        Host: localhost\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Sec-WebSocket-Version: 13\r
        \r

        """

    /// What a server on a bare stream answers to exact bytes, up to the end of the stream or of the head.
    private func answer(
        to request: String,
        _ answer: WebSocketAnswer = WebSocketAnswer()
    ) async throws -> (head: String, error: WebSocketError?) {
        try await LoopGroup.runOne { loop in
            let (near, far) = try DescriptorStream.pair(on: loop)
            try await near.write(Array(request.utf8))
            try await near.finishWriting()
            var failure: WebSocketError?
            do throws(WebSocketError) { _ = try await WebSocketServer.accept(far, answer) } catch { failure = error }
            far.close()
            var buffer = InputBuffer()
            while (try? await near.read(into: &buffer)) ?? 0 > 0 {}
            near.close()
            return (String(decoding: buffer.takeAll(), as: UTF8.self), failure)
        }
    }

    @Test func `answers the example of RFC 6455 section 1_3`() async throws {
        let (head, error) = try await answer(to: Self.upgrade)
        #expect(error == nil)
        #expect(head.hasPrefix("HTTP/1.1 101 Switching Protocols\r\n"))
        #expect(head.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"))
    }

    @Test func `refuses what is no handshake`() async throws {
        let vectors: [(from: String, to: String, status: String, code: WebSocketError.Code)] = [
            ("GET", "POST", "405", .handshake), ("Version: 13", "Version: 12", "426", .handshake),
            ("websocket", "h2c", "426", .handshake), ("Host: localhost\r\n", "", "400", .http),
            ("dGhl", "d", "400", .handshake),
            ("\r\n\r\n", "\r\nOrigin: http://evil.example\r\n\r\n", "403", .handshake),
            ("GET /chat HTTP/1.1", "nonsense", "400", .http),
        ]
        for vector in vectors {
            guard let range = Self.upgrade.firstRange(of: vector.from) else { continue }
            let request = Self.upgrade.replacingSubrange(range, with: vector.to)
            let (head, error) = try await answer(to: request)
            #expect(head.hasPrefix("HTTP/1.1 \(vector.status) "), "\(vector.to): \(head)")
            #expect(error?.code == vector.code, "\(vector.to)")
        }
        let (_, error) = try await answer(to: "GET / HTTP/1.1\r\nHost: lo")
        #expect(error?.code == .http)
    }

    @Test func `speaks with its own client over a bare stream`() async throws {
        try await LoopGroup.runOne { loop in
            let (near, far) = try DescriptorStream.pair(on: loop)
            var settings = WebSocketAnswer()
            settings.subprotocols = ["mcp"]
            settings.deflate = WebSocketServer.defaultCompression
            let answer = settings
            try await beside(loop, { try await echo(WebSocketServer.accept(far, answer).connection()) }) {
                var asking = WebSocketClientOptions()
                asking.subprotocols = ["other", "mcp"]
                let opened = try await WebSocketClient.open(near, target: "/", host: "localhost", options: asking)
                #expect(opened.agreement.subprotocol == "mcp")
                #expect((opened.agreement.deflate != nil) == ZlibCompression.isAvailable)
                let connection = opened.connection()
                try await connection.send(String(repeating: "hello ", count: 100))
                #expect(try await connection.next()?.bytes.count == 600)
                await connection.close()
            }
        }
    }

    /// Runs `body` with the port of an HTTP server that upgrades at `/chat`.
    private func withServer(
        _ tls: TLSContext? = nil,
        _ body: @escaping @Sendable (UInt16, EventLoop) async throws -> Void
    ) async throws {
        let server = HTTPServer { request in
            guard request.path == "/chat" else { return HTTPResponse(text: "no socket here") }
            return WebSocketServer.response(to: request.head, WebSocketAnswer()) { opened in
                try await echo(opened.connection())
            }
        }
        try await LoopGroup.run(count: 1) { group in
            let listener = try Listener.bind(to: .loopback(port: 0))
            let port = listener.address.port ?? 0
            let loop = group.loops[0]
            try await withThrowingTaskGroup { tasks in
                tasks.addTask { await server.serve(listener, on: group, tls: tls) }
                defer { server.stop(within: .zero) }
                try await loop.run { try await body(port, loop) }
            }
        }
    }

    @Test func `shares a port with an HTTP server`() async throws {
        try await withServer { port, loop in
            let used = try await WebSocketClient.withConnection(to: "ws://127.0.0.1:\(port)/chat", on: loop) {
                connection in
                try await connection.send("through HTTP")
                #expect(try await connection.next()?.text == "through HTTP")
                return connection
            }
            #expect(used.closure?.wasClean == true)
            let refused = await expectError(.handshake) {
                _ = try await WebSocketClient.connect(to: "ws://127.0.0.1:\(port)/other", on: loop)
            }
            #expect(refused?.response?.status == .ok && refused?.handshakeViolation?.rule == .status)
        }
    }

    @Test(.enabled(if: (try? Digest.of([], .sha256)) != nil, "OpenSSL is not on this machine"))
    func `speaks through TLS, and only to servers that somebody vouches for`() async throws {
        let identity = try CertificateTemplate(commonName: "server", hosts: ["127.0.0.1"]).selfSigned()
        try await withServer(TLSContext(.server(identity))) { port, loop in
            let url = "wss://127.0.0.1:\(port)/chat"
            await expectError(.connecting) { _ = try await WebSocketClient.connect(to: url, on: loop) }
            var options = WebSocketClientOptions()
            options.tls = try TLSContext(.client(authorities: .only(identity.chain)))
            let connection = try await WebSocketClient.connect(to: url, on: loop, options: options).connection()
            for length in [0, 1_000, 200_000] {
                try await connection.send([UInt8](repeating: 3, count: length))
                #expect(try await connection.next()?.bytes.count == length)
            }
            await connection.close(.normal, reason: "enough")
            #expect(connection.closure?.wasClean == true)
        }
    }
}

extension String {
    fileprivate func replacingSubrange(_ range: Range<Index>, with text: String) -> String {
        String(self[..<range.lowerBound]) + text + self[range.upperBound...]
    }
}
