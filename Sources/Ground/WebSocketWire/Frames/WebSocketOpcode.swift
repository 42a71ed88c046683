/// What a frame is for: four bits, of which RFC 6455 uses six values.
public struct WebSocketOpcode: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The four bits.
    public let rawValue: UInt8

    /// Takes the lower four bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue & 0x0F }

    /// The next part of a fragmented message.
    public static let continuation = WebSocketOpcode(rawValue: 0)
    /// A text message or its first part.
    public static let text = WebSocketOpcode(rawValue: 1)
    /// A binary message or its first part.
    public static let binary = WebSocketOpcode(rawValue: 2)
    /// The beginning or the answer of the closing handshake.
    public static let close = WebSocketOpcode(rawValue: 8)
    /// Asks for a pong.
    public static let ping = WebSocketOpcode(rawValue: 9)
    /// Answers a ping, or comes unasked.
    public static let pong = WebSocketOpcode(rawValue: 10)

    /// Whether frames of this kind may come between the fragments of a message.
    @inlinable public var isControl: Bool { rawValue & 0x08 != 0 }

    /// Whether no specification gives it a meaning.
    @inlinable public var isReserved: Bool { rawValue & 0x07 > 2 }

    /// The name, or the number of a reserved one.
    public var description: String {
        switch self {
        case .continuation: "continuation"
        case .text: "text"
        case .binary: "binary"
        case .close: "close"
        case .ping: "ping"
        case .pong: "pong"
        default: "reserved opcode \(rawValue)"
        }
    }
}
