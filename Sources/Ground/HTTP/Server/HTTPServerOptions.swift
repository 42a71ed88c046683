public import Crypto
public import HTTPWire
public import Reactor

/// How a server reads, how long it waits, and what happens around it.
public struct HTTPServerOptions: Sendable {
    /// How requests are read; the body limit is here too.
    ///
    /// A server refuses what it does not understand.
    public var reading: HTTPReadingOptions
    /// How long a connection may stay open without a request.
    public var idleTimeout: Duration = .seconds(75)
    /// How long a head may take from its first byte to its last.
    public var headTimeout: Duration = .seconds(10)
    /// How long the next bytes of a body may take.
    public var bodyIdleTimeout: Duration = .seconds(30)
    /// How long a peer may take to accept what is written.
    public var writeTimeout: Duration = .seconds(30)
    /// How long after an error this side waits for the peer to stop sending, so that it can read the answer.
    public var lingerTimeout: Duration = .seconds(2)
    /// How many bytes of a body that the handler did not read are read and dropped to keep the connection.
    public var maximumDrainedBytes = 64 * 1024
    /// How many requests one connection may carry.
    public var maximumRequestsPerConnection = Int.max
    /// Whether a peer that stops sending may still wait for a response.
    ///
    /// Normally the end of its sending means that it went away, and the handler is cancelled.
    public var toleratesHalfClose = false
    /// Whether responses get a Date field.
    public var sendsDate = true
    /// Makes the watcher of a connection's bytes; nil watches nothing and costs nothing.
    public var tap: (@Sendable (any ByteStream) -> (any ByteStreamTap)?)?
    /// Hears of what goes wrong.
    public var report: (@Sendable (HTTPServerIncident) -> Void)?

    /// The defaults: strict reading, bodies of at most 16 MiB.
    public init() {
        reading = .strict
        reading.maximumBodyBytes = 16 << 20
    }
}

/// Something that went wrong on a connection of a server.
public enum HTTPServerIncident: Sendable {
    /// A request was refused.
    case refused(HTTPViolation)
    /// A deadline passed, with the phase that it bounds.
    case timedOut(String)
    /// The handler threw.
    case handlerFailed(any Error)
    /// A client and the server could not agree on a secure channel.
    case handshakeFailed(TLSError)
    /// The peer went away while it was being served.
    case disconnected
}
