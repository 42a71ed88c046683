public import HTTPWire
public import Reactor
public import WebSocketWire

/// Why a WebSocket could not be opened, or cannot be used any more.
public struct WebSocketError: Error, Sendable, CustomStringConvertible {
    /// The kinds of failure that callers tell apart.
    public enum Code: Sendable, Equatable {
        /// The URL is not one of a WebSocket.
        case url
        /// The server could not be reached.
        case connecting
        /// The peer's half of the opening handshake breaks a rule, or says no.
        case handshake
        /// What the peer sent in the opening handshake is not HTTP.
        case http
        /// The peer broke a rule of the protocol, or a bound; it was told so, as far as possible.
        case violation
        /// The closing handshake has begun or the connection has ended: nothing can be sent.
        case closed
        /// The peer answered no ping in time.
        case unresponsive
        /// A message could not be compressed.
        case compression
        /// The stream below failed; see ``WebSocketError/reactorError``.
        case stream
    }

    /// One allocation for each error keeps every function that may throw one small, and with it every idle connection.
    private final class Storage: Sendable {
        let code: Code
        let detail: String
        let violation: WebSocketViolation?
        let handshakeViolation: WebSocketHandshakeViolation?
        let response: HTTPResponseHead?
        let reactorError: ReactorError?

        init(
            _ code: Code,
            _ detail: String,
            violation: WebSocketViolation? = nil,
            handshakeViolation: WebSocketHandshakeViolation? = nil,
            response: HTTPResponseHead? = nil,
            reactorError: ReactorError? = nil
        ) {
            self.code = code
            self.detail = detail
            self.violation = violation
            self.handshakeViolation = handshakeViolation
            self.response = response
            self.reactorError = reactorError
        }
    }

    private let storage: Storage

    /// The kind of failure.
    public var code: Code { storage.code }
    /// What was expected, what was seen, and where.
    public var detail: String { storage.detail }
    /// The rule of the protocol that was broken.
    public var violation: WebSocketViolation? { storage.violation }
    /// The rule of the opening handshake that was broken.
    public var handshakeViolation: WebSocketHandshakeViolation? { storage.handshakeViolation }
    /// A client's answer from the server, when it came.
    public var response: HTTPResponseHead? { storage.response }
    /// The failure of the stream below.
    public var reactorError: ReactorError? { storage.reactorError }

    /// Describes a failure.
    @inline(never)
    public init(_ code: Code, _ detail: String) { storage = Storage(code, detail) }

    @inline(never)
    init(_ violation: WebSocketViolation) {
        storage = Storage(.violation, violation.description, violation: violation)
    }

    @inline(never)
    init(_ violation: WebSocketHandshakeViolation, response: HTTPResponseHead? = nil) {
        storage = Storage(.handshake, violation.description, handshakeViolation: violation, response: response)
    }

    @inline(never)
    init(_ error: ReactorError) { storage = Storage(.stream, error.description, reactorError: error) }

    init(_ error: HTTPWireError) { self.init(.http, error.description) }

    /// The sentence.
    public var description: String { "WebSocket: \(detail)" }
}
