public import Crypto
public import HTTPWire
public import Reactor

/// How a client connects, waits, reads and follows.
public struct HTTPClientOptions: Sendable {
    /// How responses are read; the body limit is here too.
    public var reading: HTTPReadingOptions = .strict
    /// How long a connection may take to be made, encryption included.
    public var connectTimeout: Duration = .seconds(10)
    /// How long the head of a response may take once the request is sent.
    public var headTimeout: Duration = .seconds(30)
    /// How long the next bytes of a response may take; event streams want more.
    public var bodyIdleTimeout: Duration = .seconds(60)
    /// How long the server may take to accept what is written.
    public var writeTimeout: Duration = .seconds(30)
    /// How long an exchange may take as a whole; nil sets no bound.
    public var totalTimeout: Duration?
    /// How long a request with `Expect: 100-continue` waits before it sends its content all the same.
    public var continueTimeout: Duration = .seconds(1)
    /// How many connections to one origin may be open at once; further requests wait.
    public var maximumConnectionsPerOrigin = 64
    /// How long a connection is kept without a request; below what most servers do.
    public var keepIdle: Duration = .seconds(30)
    /// How many redirects are followed; normally none.
    public var maximumRedirects = 0
    /// How many bytes of a response nobody read are read and dropped to keep the connection.
    public var maximumDrainedBytes = 64 * 1024
    /// How `https` is spoken: as the system's authorities vouch for servers, unless told otherwise.
    public var tls = TLSConfiguration.client()
    /// Makes the watcher of a connection's bytes; nil watches nothing and costs nothing.
    public var tap: (@Sendable (any ByteStream) -> (any ByteStreamTap)?)?
    /// Makes another stream of each connection, TLS taken off; nil leaves it alone.
    public var wrapStream: (@Sendable (any ByteStream) -> any ByteStream)?

    /// The defaults.
    public init() {}
}
