public import Crypto
public import HTTPWire
public import Reactor

/// How carriers wait, and what they keep.
public struct CarrierOptions: Sendable {
    /// Sees every event on the wire; without one no event is made.
    public var observer: (any WireObserver)?
    /// How long connecting may take, or starting a program.
    public var connectTimeout: Duration = .seconds(10)
    /// How long the peer may take to accept what is sent.
    public var sendTimeout: Duration = .seconds(30)
    /// The most bytes of a message that comes in.
    public var maximumMessageBytes = 64 << 20
    /// How many bytes may wait to be sent before a sender waits, and how many at all.
    public var writeLimits = WriteLimits(highWater: 256 * 1024, most: 8 << 20)
    /// How many bytes that came may wait for their reader, where the transport cannot hold the peer back.
    public var maximumWaitingBytes = 16 << 20
    /// How many bytes of a child's diagnostics are kept, from their start and again from their end.
    public var keptDiagnostics = 16 * 1024
    /// Fields for each HTTP request and each WebSocket handshake, besides those of the target.
    public var fields = HTTPFields()
    /// How `https` and `wss` are spoken: as the system's authorities vouch for servers, unless told otherwise.
    public var tls = TLSConfiguration.client()
    /// Makes another stream of each connection, TLS taken off; nil leaves it alone.
    public var wrapStream: (@Sendable (any ByteStream) -> any ByteStream)?

    /// The defaults, without an observer.
    public init() {}

    /// The defaults, with an observer.
    public init(observer: (any WireObserver)?) { self.observer = observer }
}
