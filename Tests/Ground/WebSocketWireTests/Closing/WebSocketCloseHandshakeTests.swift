import Testing

@testable import WebSocketWire

@Suite struct WebSocketCloseHandshakeTests {
    private let bye = WebSocketClosePayload(.goingAway, reason: "bye")

    @Test func `answers the peer's close with its code`() {
        var handshake = WebSocketCloseHandshake()
        #expect(handshake.receive(bye) == .answer(WebSocketClosePayload(.goingAway)))
        #expect(!handshake.maySend && !handshake.mayReceive)
        let answered = handshake.send()
        #expect(answered)
        let again = handshake.send()
        #expect(!again)
        let closure = handshake.end()
        #expect(closure == WebSocketClosure(code: .goingAway, reason: "bye", wasClean: true, startedByPeer: true))
        #expect(handshake.end() == closure)
    }

    @Test func `answers a close without a code by one without a code`() {
        var handshake = WebSocketCloseHandshake()
        #expect(handshake.receive(WebSocketClosePayload(nil)) == .answer(WebSocketClosePayload(nil)))
        #expect(handshake.end().code == .noCode)
    }

    @Test func `goes on reading after its own close until the peer's`() {
        var handshake = WebSocketCloseHandshake()
        let sent = handshake.send()
        #expect(sent && !handshake.maySend && handshake.mayReceive)
        #expect(handshake.receive(bye) == .end)
        #expect(handshake.receive(bye) == .nothing)
        #expect(
            handshake.end()
                == WebSocketClosure(code: .goingAway, reason: "bye", wasClean: true, startedByPeer: false)
        )
    }

    @Test func `calls an end without close frames abnormal`() {
        var handshake = WebSocketCloseHandshake()
        #expect(handshake.end().code == .abnormal)
        var half = WebSocketCloseHandshake()
        _ = half.send()
        #expect(half.end() == WebSocketClosure(code: .abnormal, reason: "", wasClean: false, startedByPeer: false))
    }

    @Test func `cuts a reason at a character`() {
        let payload = WebSocketClosePayload(.normal, reason: String(repeating: "é", count: 70))
        #expect(payload.bytes.count == 2 + 122)
        #expect(payload.violation(at: 0) == nil)
    }
}
