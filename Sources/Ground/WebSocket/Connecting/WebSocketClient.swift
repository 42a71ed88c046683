public import Crypto
public import HTTP
public import HTTPWire
public import Reactor
public import WebSocketWire

/// What a client asks for, and what it makes of the answer.
public struct WebSocketClientOptions: Sendable {
    /// The subprotocols that the client speaks, most wanted first.
    public var subprotocols: [String] = []
    /// The offers for compression, most wanted first; none for no compression.
    public var deflateOffers = WebSocketClient.defaultOffers
    /// Where the request comes from, as browsers say it.
    public var origin: String?
    /// Further fields, such as credentials.
    public var fields: HTTPFields = [:]
    /// Whether an answer that breaks a rule is refused, or only noted where it says 101.
    public var reading = WebSocketReading.strict
    /// How `wss` is secured; without it the system's authorities vouch for the server.
    public var tls: TLSContext?
    /// Makes the watcher of a connection's bytes; nil watches nothing and costs nothing.
    public var tap: (@Sendable (any ByteStream) -> (any ByteStreamTap)?)?
    /// Makes another stream of each connection, TLS taken off; nil leaves it alone.
    public var wrapStream: (@Sendable (any ByteStream) -> any ByteStream)?

    /// The defaults: compression where the system has zlib, and nothing else.
    public init() {}
}

/// The client's side of the opening handshake.
public enum WebSocketClient {
    /// The offer of a client that can do all that zlib can; none where there is no zlib.
    public static var defaultOffers: [DeflateParameters] {
        guard ZlibCompression.isAvailable else { return [] }
        var offer = DeflateParameters()
        offer.clientMaxWindowBits = .supported
        return [offer]
    }

    /// Asks for a WebSocket on a stream that is connected to a server.
    ///
    /// The stream is closed when the handshake fails.
    public static func open(
        _ stream: any ByteStream,
        target: String,
        host: String,
        options: WebSocketClientOptions = WebSocketClientOptions(),
        until deadline: Deadline = .after(.seconds(10))
    ) async throws(WebSocketError) -> OpenedWebSocket {
        let watched = options.tap?(stream).map { TappedStream(stream, $0) } ?? stream
        let stream = options.wrapStream?(watched) ?? watched
        do throws(WebSocketError) {
            return try await shakeHands(stream, target, host, options, deadline)
        } catch {
            stream.close()
            throw error
        }
    }

    private static func shakeHands(
        _ stream: any ByteStream,
        _ target: String,
        _ host: String,
        _ options: WebSocketClientOptions,
        _ deadline: Deadline
    ) async throws(WebSocketError) -> OpenedWebSocket {
        var random = MaskSource()
        var request = WebSocketRequest(key: WebSocketKey(using: &random))
        request.subprotocols = options.subprotocols
        request.deflateOffers = options.deflateOffers
        request.origin = options.origin
        let head = request.head(target: target, host: host, additional: options.fields)
        try await HandshakeStream.write(stream, until: deadline) { bytes throws(HTTPWireError) in
            try HTTPSerializer.append(head, to: &bytes)
        }
        var received = InputBuffer()
        var parser = HTTPResponseParser(options.reading == .strict ? .strict : .tolerant)
        parser.expectResponse(to: .get)
        var response: HTTPResponseHead
        repeat {
            response = try await HandshakeStream.head(stream, &received, until: deadline) {
                bytes throws(HTTPWireError) in try parser.next(bytes)
            }
        } while response.isInterim
        let (agreement, violations) = request.read(response)
        if let first = violations.first, options.reading == .strict || first.rule == .status {
            throw WebSocketError(first, response: response)
        }
        return OpenedWebSocket(
            stream,
            .client,
            agreement,
            request: head,
            response: response,
            violations: violations,
            received: received
        )
    }
}

extension WebSocketClient {
    /// Connects to a `ws` or `wss` URL and asks for a WebSocket; `loop` must be the current one.
    public static func connect(
        to url: String,
        on loop: EventLoop,
        options: WebSocketClientOptions = WebSocketClientOptions(),
        until deadline: Deadline = .after(.seconds(10))
    ) async throws(WebSocketError) -> OpenedWebSocket {
        try await connect(to: WebSocketURL(url), on: loop, options: options, until: deadline)
    }

    /// As the other form, with a URL that was taken apart.
    public static func connect(
        to url: WebSocketURL,
        on loop: EventLoop,
        options: WebSocketClientOptions = WebSocketClientOptions(),
        until deadline: Deadline = .after(.seconds(10))
    ) async throws(WebSocketError) -> OpenedWebSocket {
        let stream: any ByteStream
        do throws(HTTPError) {
            stream = try await HTTPConnector.connect(
                to: url.origin,
                on: loop,
                until: deadline,
                tls: options.tls
            )
        } catch {
            throw WebSocketError(.connecting, error.description)
        }
        let host = url.origin.hostField
        return try await open(stream, target: url.target, host: host, options: options, until: deadline)
    }

    /// Connects, runs `body` with the connection, and closes it: properly when `body` returns, at once when it throws.
    public static func withConnection<Value>(
        to url: String,
        on loop: EventLoop,
        options: WebSocketClientOptions = WebSocketClientOptions(),
        connectionOptions: WebSocketOptions = WebSocketOptions(),
        until deadline: Deadline = .after(.seconds(10)),
        _ body: (WebSocketConnection) async throws -> Value
    ) async throws -> Value {
        let opened = try await connect(to: url, on: loop, options: options, until: deadline)
        let connection = opened.connection(connectionOptions)
        defer { connection.cut() }
        let value = try await body(connection)
        await connection.close()
        return value
    }
}
