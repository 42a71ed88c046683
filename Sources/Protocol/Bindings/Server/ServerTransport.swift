public import Reactor

/// One way in which a program serves an endpoint; several may share an address with different paths.
public enum ServerTransport: Sendable, Equatable {
    /// Lines on this program's standard input and output.
    case stdio
    /// Streamable HTTP, for clients of both eras.
    case http(SocketAddress, path: String = "/mcp")
    /// HTTP with Server-Sent Events as in 2024-11-05: the stream, and where its messages are posted.
    case sse(SocketAddress, path: String = "/sse", messages: String = "/messages")
    /// WebSocket.
    case webSocket(SocketAddress, path: String = "/ws")

    /// Where it listens; nil for standard streams.
    public var address: SocketAddress? {
        switch self {
        case .stdio: nil
        case .http(let address, _), .sse(let address, _, _), .webSocket(let address, _): address
        }
    }
}
