public import Carriers
public import Crypto
public import HTTP
public import Reactor

/// How an endpoint is served.
public struct ServingOptions: Sendable {
    /// Certificate and key for all network transports; nil for none.
    public var tls: TLSContext?
    /// Which host names and web pages may use the server.
    public var access = AccessRules()
    /// Finds out who sends a request, before anything else of it is looked at; nil admits everybody.
    public var admit: (@Sendable (HTTPRequest) async -> Admission)?
    /// What clients may make the server hold.
    public var limits = ServingLimits()
    /// How long a stream may be silent before a comment is sent on it.
    public var keepAlive: Duration = .seconds(15)
    /// How long a client is told to wait before it comes back for the rest of a stream.
    public var retry: Duration = .seconds(1)
    /// Sees every event on the wire; without one no event is made.
    public var observer: (any WireObserver)?
    /// Makes another stream of each connection, TLS taken off; nil leaves it alone.
    public var wrapStream: (@Sendable (any ByteStream) -> any ByteStream)?
    /// Puts something around the handler of HTTP requests; nil leaves it alone.
    public var wrapHandler: (@Sendable (@escaping HTTPHandler) -> HTTPHandler)?
    /// Hears of what goes wrong on HTTP connections.
    public var report: (@Sendable (HTTPServerIncident) -> Void)?

    /// The defaults: protected, without TLS, open to everybody on this machine.
    public init() {}
}

/// Whether a request comes in.
public enum Admission: Sendable {
    /// It does; results are shared among requests of one principal only.
    case admitted(principal: String?)
    /// It does not, and this is the answer: `401 (Unauthorized)` with a challenge, mostly.
    case refused(HTTPResponse)
}

/// Bounds for what clients may make a server hold.
public struct ServingLimits: Sendable {
    /// How many bytes one message may have.
    public var messageBytes = 16 << 20
    /// How many legacy sessions there may be over HTTP.
    public var sessions = 100_000
    /// How long a legacy session over HTTP is kept without any request or open stream.
    public var sessionIdleTime: Duration = .seconds(30 * 60)
    /// How many streams one legacy session may have open or in store.
    public var streamsPerSession = 64
    /// How many bytes of messages are kept for a stream whose client is away, or does not read.
    public var queuedBytes = 256 * 1024
    /// How many messages are kept for a stream whose client is away, or does not read.
    public var queuedMessages = 1024
    /// How many requests of one connection may be under way at once.
    public var requestsInFlight = 1024
    /// How long requests may go on when their client sends no more but still reads.
    public var finishTime: Duration = .seconds(5)
    /// How long a client may take to accept what is written.
    public var writeTime: Duration = .seconds(30)

    /// The defaults.
    public init() {}
}
