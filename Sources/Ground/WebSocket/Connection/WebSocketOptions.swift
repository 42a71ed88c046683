public import WebSocketWire

/// How a connection behaves once it is open.
public struct WebSocketOptions: Sendable {
    /// How much a peer may make this side hold.
    public var limits = WebSocketLimits()
    /// Messages longer than this go out in several frames; nil for one frame a message.
    public var fragmentSize: Int?
    /// Messages shorter than this are not compressed.
    public var compressionThreshold = 64
    /// How hard to compress, from 1 to 9.
    public var compressionLevel = 6
    /// How long each step of closing may take before the connection is cut.
    public var closeTimeout = Duration.seconds(5)
    /// After so much silence a ping is sent, and after as much again the connection is cut; nil for neither.
    public var idlePing: Duration?
    /// Whether pings are answered without the caller's doing.
    public var answersPings = true
    /// The defaults.
    public init() {}
}
