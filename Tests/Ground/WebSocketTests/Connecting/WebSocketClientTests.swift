import HTTP
import HTTPWire
import Reactor
import Testing
import WebSocketWire

@testable import WebSocket

@Suite(.timeLimit(.minutes(1))) struct WebSocketClientTests {
    /// Opens a WebSocket at a server that answers with exact bytes; `ACCEPT` stands for the right proof.
    private func open(
        _ answer: String,
        _ options: WebSocketClientOptions = WebSocketClientOptions()
    ) async throws -> OpenedWebSocket {
        try await LoopGroup.runOne { loop in
            let (near, far) = try DescriptorStream.pair(on: loop)
            var result: OpenedWebSocket?
            try await beside(
                loop,
                {
                    var received = InputBuffer()
                    var parser = HTTPRequestParser()
                    let head = try await HandshakeStream.head(far, &received, until: .never) {
                        bytes throws(HTTPWireError) in try parser.next(bytes)
                    }
                    let accept = WebSocketKey.accept(for: head.fields["Sec-WebSocket-Key"] ?? "")
                    try await far.write(Array(answer.replacing("ACCEPT", with: accept).utf8))
                    try? await far.finishWriting()
                }
            ) {
                result = try await WebSocketClient.open(near, target: "/", host: "localhost", options: options)
            }
            far.close()
            near.close()
            guard let result else { throw WebSocketError(.closed, "nothing was opened") }
            return result
        }
    }

    private let good = """
        HTTP/1.1 101 Switching Protocols\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Accept: ACCEPT\r
        \r

        """

    @Test func `opens, and keeps the bytes behind the handshake`() async throws {
        let opened = try await open("HTTP/1.1 103 Early Hints\r\n\r\n" + good + "\u{01}x")
        #expect(opened.received.count == 2 && opened.response.status == .switchingProtocols)
        #expect(opened.agreement == WebSocketAgreement())
    }

    @Test func `refuses answers that break a rule, and opens all the same when it reads on`() async throws {
        let vectors: [(from: String, to: String, rule: WebSocketHandshakeRule)] = [
            ("ACCEPT", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", .accept),
            ("Upgrade: websocket\r\n", "", .upgrade),
            ("ACCEPT", "ACCEPT\r\nSec-WebSocket-Protocol: mcp", .subprotocolUnasked),
            ("ACCEPT", "ACCEPT\r\nSec-WebSocket-Extensions: foo", .extensionUnasked),
        ]
        for vector in vectors {
            let answer = good.replacing(vector.from, with: vector.to)
            let error = await expectError(.handshake) { _ = try await open(answer) }
            #expect(error?.handshakeViolation?.rule == vector.rule)
            var tolerant = WebSocketClientOptions()
            tolerant.reading = .tolerant
            let opened = try await open(answer, tolerant)
            #expect(opened.violations.map(\.rule) == [vector.rule])
        }
    }

    @Test func `says what the server answered instead`() async throws {
        let error = await expectError(.handshake) {
            _ = try await open("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        }
        #expect(error?.response?.status == .forbidden)
        await expectError(.http) { _ = try await open("garbage\r\n\r\n") }
        await expectError(.http) { _ = try await open("HTTP/1.1 101 Sw") }
    }

    @Test func `lets a tap see the handshake and the frames`() async throws {
        let tap = CountingTap()
        try await LoopGroup.runOne { loop in
            let (near, far) = try DescriptorStream.pair(on: loop)
            try await beside(loop, { try await echo(WebSocketServer.accept(far, WebSocketAnswer()).connection()) }) {
                var options = WebSocketClientOptions()
                options.tap = { _ in tap }
                let opened = try await WebSocketClient.open(near, target: "/", host: "localhost", options: options)
                let before = tap.sentBytes
                let connection = opened.connection()
                try await connection.send("hi")
                _ = try await connection.next()
                await connection.close()
                #expect(before > 100 && tap.sentBytes == before + 8 + 8)
            }
        }
    }
}

private final class CountingTap: ByteStreamTap {
    private let count = Locked(0)

    var sentBytes: Int { count.withLock { $0 } }

    func received(_ bytes: [UInt8], at time: MonotonicInstant) {}
    func sent(_ bytes: [UInt8], at time: MonotonicInstant) { count.withLock { $0 += bytes.count } }
    func peerFinished(at time: MonotonicInstant) {}
    func closed(withReset: Bool, at time: MonotonicInstant) {}
}
