internal import Text

/// A digest that is the same everywhere and for ever; it names things and protects nothing.
enum StableDigest {
    /// Forty hexadecimal digits.
    static func hexadecimal(_ text: String) -> String {
        let bytes = ([0, 1, 2] as [UInt64]).flatMap { seed -> [UInt8] in
            let hash = fowlerNollVo(text, seed)
            return (0..<8).map { UInt8(truncatingIfNeeded: hash >> (56 - 8 * $0)) }
        }
        return String(Hexadecimal.encode(bytes).prefix(40))
    }

    /// FNV-1a with 64 bits, then mixed so that every bit counts for every digit.
    static func fowlerNollVo(_ text: String, _ seed: UInt64 = 0) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ (seed &* 0x9E37_79B9_7F4A_7C15)
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return mixed(hash)
    }

    /// A number in which every bit depends on every bit of another.
    static func mixed(_ number: UInt64) -> UInt64 {
        var hash = (number ^ (number >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        return hash ^ (hash >> 31)
    }
}
