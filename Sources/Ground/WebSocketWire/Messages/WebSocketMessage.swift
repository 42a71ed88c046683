/// What a message is.
public enum WebSocketMessageKind: Sendable, Equatable {
    /// UTF-8.
    case text
    /// Any bytes.
    case binary

    /// The opcode of the first frame.
    @inlinable public var opcode: WebSocketOpcode { self == .text ? .text : .binary }
}

/// A whole message, decompressed.
public struct WebSocketMessage: Sendable, Equatable {
    /// What it is.
    public var kind: WebSocketMessageKind
    /// Its bytes; valid UTF-8 for a text message that a strict reader let through.
    public var bytes: [UInt8]
    /// Whether it came compressed.
    public var wasCompressed = false
    /// How many frames it came in.
    public var fragments = 1

    /// Makes a message.
    public init(_ kind: WebSocketMessageKind, _ bytes: [UInt8]) {
        self.kind = kind
        self.bytes = bytes
    }

    /// The bytes as text; replacement characters stand for what is not UTF-8.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// What a message reader finds next.
public enum WebSocketEvent: Sendable, Equatable {
    /// A whole message.
    case message(WebSocketMessage)
    /// A ping with what the pong must carry.
    case ping([UInt8])
    /// A pong.
    case pong([UInt8])
    /// The peer's close frame.
    case close(WebSocketClosePayload)
    /// A frame began; only when asked for.
    case frame(WebSocketFrameHeader)
    /// A broken rule; only a tolerant reader says so and goes on.
    case violation(WebSocketViolation)
}
