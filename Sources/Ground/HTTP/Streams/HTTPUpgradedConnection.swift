public import HTTPWire
public import Reactor

/// A connection that does not speak HTTP any more, and what it said first.
public struct HTTPUpgradedConnection: Sendable {
    /// The connection.
    public let stream: any ByteStream
    /// Bytes that came after the head and were read already; read on into a copy of this buffer.
    public let buffered: InputBuffer
    /// The request that asked for the change.
    public let request: HTTPRequestHead
    /// The response that agreed to it.
    public let response: HTTPResponseHead

    /// Describes a connection that changed hands.
    public init(
        stream: any ByteStream,
        buffered: InputBuffer,
        request: HTTPRequestHead,
        response: HTTPResponseHead
    ) {
        self.stream = stream
        self.buffered = buffered
        self.request = request
        self.response = response
    }
}
