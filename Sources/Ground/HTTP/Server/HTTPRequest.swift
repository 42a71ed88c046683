public import HTTPWire
public import Reactor

/// A request that a server hands to its handler.
///
/// Its content can be read until the response is written; its head is good for ever.
public struct HTTPRequest: Sendable {
    /// Shared, so that the frames of handlers that wait hold no copies of it.
    final class Received: Sendable {
        let head: HTTPRequestHead
        init(_ head: HTTPRequestHead) { self.head = head }
    }

    let received: Received
    let connection: HTTPServerConnection
    let number: Int

    /// Method, target and fields.
    public var head: HTTPRequestHead { received.head }

    /// The method.
    public var method: HTTPMethod { received.head.method }
    /// The path as written, without query.
    public var path: String { received.head.path }
    /// The query as written, without `?`; nil without one.
    public var query: String? { received.head.query }
    /// The fields.
    public var fields: HTTPFields { received.head.fields }
    /// The loop that the connection belongs to.
    public var loop: EventLoop { connection.stream.loop }
    /// The far address.
    public var peerAddress: SocketAddress? { connection.stream.peerAddress }
    /// Whether the connection is encrypted.
    public var isSecure: Bool { connection.isSecure }
    /// The connection itself, for those who must know more about it; do not read from it or write to it.
    public var stream: any ByteStream { connection.stream }

    /// The next bytes of the content, nil at its end.
    ///
    /// Nothing is read ahead: a handler that does not ask holds the client back. The first call sends
    /// `100 (Continue)` when the client waits for it.
    public func readBody() async throws(HTTPError) -> [UInt8]? { try await connection.readBody(of: number) }

    /// The whole content, which may have at most `limit` bytes.
    public func collectBody(upTo limit: Int = .max) async throws(HTTPError) -> [UInt8] {
        try await connection.collectBody(of: number, upTo: limit)
    }

    /// The fields behind a chunked content, once it was read to its end.
    public var trailers: HTTPFields? { connection.trailers(of: number) }
}
