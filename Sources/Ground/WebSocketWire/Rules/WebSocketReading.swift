/// Whether a reader refuses or reports what breaks a rule.
public enum WebSocketReading: Sendable, Equatable {
    /// The first violation is thrown and nothing is read after it.
    case strict
    /// Each violation is an event, and reading goes on while it is clear where the next frame begins.
    case tolerant
}

/// Which side of a connection this program is.
public enum WebSocketRole: Sendable, Equatable {
    /// It opened the connection: it masks what it sends.
    case client
    /// It accepted the connection: it sends unmasked.
    case server

    /// The peer's role.
    public var peer: WebSocketRole { self == .client ? .server : .client }
}

/// How much a peer may make a reader hold.
public struct WebSocketLimits: Sendable, Equatable {
    /// The most bytes in the payload of one frame.
    public var frame: UInt64
    /// The most bytes in one message, after decompression.
    public var message: Int
    /// The most frames that make up one message.
    public var fragments: Int

    /// Limits; 16 MiB and 131,072 fragments unless told otherwise.
    public init(frame: UInt64 = 1 << 24, message: Int = 1 << 24, fragments: Int = 1 << 17) {
        self.frame = frame
        self.message = message
        self.fragments = fragments
    }
}
