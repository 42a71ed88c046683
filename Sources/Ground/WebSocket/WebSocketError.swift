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

    /// The kind of failure.
    public let code: Code
    /// What was expected, what was seen, and where.
    public let detail: String
    /// The rule of the protocol that was broken.
    public let violation: WebSocketViolation?
    /// The rule of the opening handshake that was broken.
    public let handshakeViolation: WebSocketHandshakeViolation?
    /// A client's answer from the server, when it came.
    public let response: HTTPResponseHead?
    /// The failure of the stream below.
    public let reactorError: ReactorError?

    /// Describes a failure.
    public init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
        (violation, handshakeViolation, response, reactorError) = (nil, nil, nil, nil)
    }

    init(_ violation: WebSocketViolation) {
        code = .violation
        detail = violation.description
        self.violation = violation
        (handshakeViolation, response, reactorError) = (nil, nil, nil)
    }

    init(_ violation: WebSocketHandshakeViolation, response: HTTPResponseHead? = nil) {
        code = .handshake
        detail = violation.description
        handshakeViolation = violation
        self.response = response
        (self.violation, reactorError) = (nil, nil)
    }

    init(_ error: ReactorError) {
        code = .stream
        detail = error.description
        reactorError = error
        (violation, handshakeViolation, response) = (nil, nil, nil)
    }

    init(_ error: HTTPWireError) { self.init(.http, error.description) }

    /// The sentence.
    public var description: String { "WebSocket: \(detail)" }
}
