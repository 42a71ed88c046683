internal import Crypto
internal import HTTP
internal import HTTPWire
public import Reactor
public import WebSocket
public import WebSocketWire

/// Carries one message a text message.
///
/// `@unchecked Sendable`: confined to the thread of the connection's loop.
public final class WebSocketCarrier: MessageCarrier, @unchecked Sendable {
    /// The connection; for pings and close codes.
    public let connection: WebSocketConnection
    /// How many binary messages came, which this transport does not know.
    public private(set) var binaryMessages = 0
    private let options: CarrierOptions

    /// The loop of the connection.
    public var loop: EventLoop { connection.loop }
    /// How the connection ended; nil while it has not.
    public var closure: WebSocketClosure? { connection.closure }

    /// Carries messages over a connection that is open.
    public init(_ connection: WebSocketConnection, options: CarrierOptions = CarrierOptions()) {
        (self.connection, self.options) = (connection, options)
    }

    /// Carries messages over a connection that was just accepted, or opened by somebody else.
    public convenience init(_ opened: OpenedWebSocket, options: CarrierOptions = CarrierOptions()) {
        var settings = WebSocketOptions()
        settings.limits = WebSocketLimits(
            frame: UInt64(options.maximumMessageBytes),
            message: options.maximumMessageBytes
        )
        self.init(opened.connection(settings), options: options)
    }

    /// The subprotocol of MCP.
    public static let subprotocol = "mcp"

    /// Connects to a `ws` or `wss` URL; `loop` must be the current one.
    ///
    /// - Parameter subprotocols: What to offer; a server that chooses something else is refused.
    public static func connect(
        to url: WebSocketURL,
        on loop: EventLoop,
        options: CarrierOptions = CarrierOptions(),
        subprotocols: [String] = [subprotocol]
    ) async throws(CarrierError) -> WebSocketCarrier {
        let opened = try await open(url, on: loop, options: options, subprotocols: subprotocols)
        return WebSocketCarrier(opened, options: options)
    }

    /// Connects, and goes on with exact frames and bytes instead of messages.
    ///
    /// Unlike ``connect(to:on:options:subprotocols:)`` it tolerates handshakes that break rules, as long as they say 101.
    public static func connectRaw(
        to url: WebSocketURL,
        on loop: EventLoop,
        options: CarrierOptions = CarrierOptions(),
        subprotocols: [String] = [subprotocol]
    ) async throws(CarrierError) -> OpenedWebSocket {
        try await open(url, on: loop, options: options, subprotocols: subprotocols, reading: .tolerant)
    }

    private static func open(
        _ url: WebSocketURL,
        on loop: EventLoop,
        options: CarrierOptions,
        subprotocols: [String],
        reading: WebSocketReading = .strict
    ) async throws(CarrierError) -> OpenedWebSocket {
        var client = WebSocketClientOptions()
        client.subprotocols = subprotocols
        client.fields = options.fields
        client.reading = reading
        client.tap = HTTPWireTap.maker(options.observer, role: .client)
        client.wrapStream = options.wrapStream
        if url.origin.isSecure {
            do throws(TLSError) { client.tls = try TLSContext(options.tls) } catch {
                throw CarrierError(.unreachable, operation: "connect to \(url)", detail: error.description)
            }
        }
        do throws(WebSocketError) {
            let deadline = Deadline.after(options.connectTimeout)
            return try await WebSocketClient.connect(to: url, on: loop, options: client, until: deadline)
        } catch {
            throw CarrierError(error, opening: url)
        }
    }

    // MARK: Messages

    /// Sends a text message.
    public func send(_ message: [UInt8]) async throws(CarrierError) {
        do throws(WebSocketError) {
            try await connection.send(WebSocketMessage(.text, message), until: .after(options.sendTimeout))
        } catch {
            throw CarrierError(error, operation: "send a message")
        }
    }

    /// Queues a text message.
    public func post(_ message: [UInt8]) -> Bool { connection.trySend(WebSocketMessage(.text, message)) }

    /// The next text message; nil when the connection was closed as it should be.
    ///
    /// A binary message is a violation, after which receiving goes on.
    public func receive(until deadline: Deadline) async throws(CarrierError) -> [UInt8]? {
        guard let message = try await receiveMessage(until: deadline) else { return nil }
        guard message.kind == .text else {
            binaryMessages += 1
            throw CarrierError(
                .violation,
                operation: "receive a message",
                detail: "expected a text message, saw a binary one of \(message.bytes.count) bytes"
            )
        }
        return message.bytes
    }

    /// The next message of either kind; nil at the end.
    public func receiveMessage(until deadline: Deadline = .never) async throws(CarrierError) -> WebSocketMessage? {
        do throws(WebSocketError) { return try await connection.next(until: deadline) } catch {
            throw CarrierError(error, operation: "receive a message")
        }
    }

    /// Closes with code 1000, and waits a moment for the peer to do the same.
    public func close() async { await connection.close() }

    /// Closes with another code.
    public func close(_ code: WebSocketCloseCode, reason: String) async { await connection.close(code, reason: reason) }
}

extension CarrierError {
    /// A connection failed.
    init(_ error: WebSocketError, operation: String) {
        if let below = error.reactorError {
            self.init(below, operation: operation)
            return
        }
        let code: Code =
            switch error.code {
            case .violation, .http: .violation
            case .compression: .misuse
            case .url, .connecting, .handshake: .unreachable
            case .closed, .unresponsive, .stream: .closed
            }
        self.init(code, operation: operation, detail: error.detail)
    }

    /// A connection could not be opened.
    fileprivate init(_ error: WebSocketError, opening url: WebSocketURL) {
        let operation = "connect to \(url)"
        switch error.code {
        case .handshake where error.response.map { $0.status != .switchingProtocols } ?? false:
            self.init(.refused, operation: operation, detail: error.detail)
        case .handshake, .http: self.init(.violation, operation: operation, detail: error.detail)
        case _ where error.reactorError?.code == .cancelled:
            self.init(.cancelled, operation: operation, detail: error.detail)
        default: self.init(.unreachable, operation: operation, detail: error.detail)
        }
    }
}
