public import Bindings
public import Reactor

/// Makes the connections of one client with one server.
public struct ClientConnector: Sendable {
    /// What is to be opened.
    public enum Style: Sendable, Equatable {
        /// The one connection that takes both eras: a child, a WebSocket.
        case connection
        /// Streamable HTTP, each request alone.
        case modernHTTP
        /// Streamable HTTP with a session.
        case legacyHTTP
        /// The HTTP with Server-Sent Events of 2024-11-05.
        case sse
    }

    /// What can be opened, most wanted first.
    public var styles: [Style]
    /// Under which name the finding about the era is remembered; nil remembers nothing.
    public var origin: String?
    /// Where it leads, for error messages.
    public var name: String
    /// Opens a connection.
    public var open: @Sendable (Style, EventLoop, MCPClientOptions) async throws(BindingError) -> any ClientBinding

    /// A connector of any kind.
    public init(
        _ name: String,
        styles: [Style] = [.connection],
        origin: String? = nil,
        _ open: @escaping @Sendable (Style, EventLoop, MCPClientOptions) async throws(BindingError) -> any ClientBinding
    ) {
        (self.name, self.styles, self.origin, self.open) = (name, styles, origin, open)
    }
}
