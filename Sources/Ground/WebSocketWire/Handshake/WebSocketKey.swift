internal import Text

/// The key with which a client proves that the answer belongs to its handshake.
public struct WebSocketKey: Sendable, Equatable, CustomStringConvertible {
    /// The field's value: 16 bytes in base64.
    public let text: String

    /// A new key from a random source.
    public init(using random: inout some RandomNumberGenerator) {
        var bytes: [UInt8] = []
        for _ in 0..<2 {
            let word = random.next()
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        text = Base64.standard.encode(bytes)
    }

    /// Takes a received value, which must be the canonical base64 of exactly 16 bytes.
    public init?(_ text: String) {
        // The strict reading refuses missing padding and bits that are left over.
        guard let bytes = try? Base64.standard.decode(text), bytes.count == 16 else { return nil }
        self.text = text
    }

    /// What the server puts into `Sec-WebSocket-Accept` for this key.
    public var accept: String { Self.accept(for: text) }

    /// What belongs to any value of `Sec-WebSocket-Key`, well-formed or not.
    public static func accept(for key: String) -> String {
        Base64.standard.encode(SHA1.digest(Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)))
    }

    /// The value.
    public var description: String { text }
}
