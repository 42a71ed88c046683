public import HTTPWire
public import Reactor
public import WebSocketWire

/// A stream on which the opening handshake has been done, and what was said.
///
/// It holds both heads: let go of it once the connection is made, and an idle connection does not pay for them.
public final class OpenedWebSocket: Sendable {
    /// The stream.
    public let stream: any ByteStream
    /// Which side this is.
    public let role: WebSocketRole
    /// What both sides agreed on.
    public let agreement: WebSocketAgreement
    /// The client's half of the handshake.
    public let request: HTTPRequestHead
    /// The server's half of the handshake.
    public let response: HTTPResponseHead
    /// The rules that the peer's half breaks, where that was tolerated.
    public let violations: [WebSocketHandshakeViolation]
    /// Bytes that came behind the handshake.
    public let received: InputBuffer

    init(
        _ stream: any ByteStream,
        _ role: WebSocketRole,
        _ agreement: WebSocketAgreement,
        request: HTTPRequestHead,
        response: HTTPResponseHead,
        violations: [WebSocketHandshakeViolation] = [],
        received: InputBuffer
    ) {
        self.stream = stream
        self.role = role
        self.agreement = agreement
        self.request = request
        self.response = response
        self.violations = violations
        self.received = received
    }

    /// Goes on with messages.
    public func connection(_ options: WebSocketOptions = WebSocketOptions()) -> WebSocketConnection {
        WebSocketConnection(stream, role: role, agreement: agreement, received: received, options: options)
    }

    /// Goes on with frames.
    public func raw(keptBytes: Int = 1 << 20) -> RawWebSocket {
        RawWebSocket(stream, role: role, agreement: agreement, received: received, keptBytes: keptBytes)
    }
}
