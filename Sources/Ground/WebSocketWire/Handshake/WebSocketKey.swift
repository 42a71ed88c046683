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
        text = Self.base64(bytes)
    }

    /// Takes a received value, which must be the canonical base64 of exactly 16 bytes.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 24, bytes[22] == 0x3D, bytes[23] == 0x3D,
            bytes[..<22].allSatisfy({ Self.alphabet.contains($0) }),
            // 16 bytes leave four bits of the 22nd letter over, which are zero.
            let last = Self.alphabet.firstIndex(of: bytes[21]), last & 0x0F == 0
        else { return nil }
        self.text = text
    }

    /// What the server puts into `Sec-WebSocket-Accept` for this key.
    public var accept: String { Self.accept(for: text) }

    /// What belongs to any value of `Sec-WebSocket-Key`, well-formed or not.
    public static func accept(for key: String) -> String {
        base64(SHA1.digest(Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)))
    }

    /// The value.
    public var description: String { text }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func base64(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            bits <<= UInt32(8 * (3 - group.count))
            for index in 0..<4 {
                let letter = alphabet[Int(bits >> UInt32(18 - 6 * index) & 0x3F)]
                text.append(index > group.count ? 0x3D : letter)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
