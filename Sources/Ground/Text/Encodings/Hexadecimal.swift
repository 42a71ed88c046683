/// Bytes as pairs of hexadecimal digits (base16 of RFC 4648).
public enum Hexadecimal {
    /// Two digits for each byte, small letters unless told otherwise.
    public static func encode(_ bytes: Span<UInt8>, uppercase: Bool = false) -> String {
        let letter: UInt8 = uppercase ? 0x37 : 0x57
        return String(unsafeUninitializedCapacity: bytes.count &* 2) { output in
            for index in 0..<bytes.count {
                let (upper, lower) = (bytes[index] &>> 4, bytes[index] & 0x0F)
                output[index &* 2] = upper &+ (upper < 10 ? 0x30 : letter)
                output[index &* 2 &+ 1] = lower &+ (lower < 10 ? 0x30 : letter)
            }
            return bytes.count &* 2
        }
    }

    /// Two digits for each byte, small letters unless told otherwise.
    public static func encode(_ bytes: [UInt8], uppercase: Bool = false) -> String {
        encode(bytes.span, uppercase: uppercase)
    }

    /// The bytes that pairs of digits stand for; letters may be large or small.
    public static func decode(_ text: Span<UInt8>) throws(TextError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        var position = 0
        while position < text.count {
            bytes.append(try digit(text, position) &<< 4 | digit(text, position &+ 1))
            position &+= 2
        }
        return bytes
    }

    /// The bytes that pairs of digits stand for; letters may be large or small.
    public static func decode(_ text: String) throws(TextError) -> [UInt8] { try decode(text.utf8.span) }

    private static func digit(_ text: Span<UInt8>, _ position: Int) throws(TextError) -> UInt8 {
        guard position < text.count, let value = ASCII.hexadecimalValue(text[position]) else {
            throw TextError(
                .unexpectedByte,
                format: "hexadecimal",
                at: position,
                in: text,
                expected: position & 1 == 0 ? "a hexadecimal digit" : "the second digit of a pair"
            )
        }
        return value
    }
}
