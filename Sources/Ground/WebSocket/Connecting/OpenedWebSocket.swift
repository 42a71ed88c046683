public import HTTPWire
public import Reactor
public import WebSocketWire

/// A stream on which the opening handshake has been done, and what was said.
public struct OpenedWebSocket: Sendable {
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

    /// Goes on with messages.
    public func connection(_ options: WebSocketOptions = WebSocketOptions()) -> WebSocketConnection {
        WebSocketConnection(stream, role: role, agreement: agreement, received: received, options: options)
    }

    /// Goes on with frames.
    public func raw(keptBytes: Int = 1 << 20) -> RawWebSocket {
        RawWebSocket(stream, role: role, agreement: agreement, received: received, keptBytes: keptBytes)
    }
}
