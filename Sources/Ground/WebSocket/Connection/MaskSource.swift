internal import Crypto

/// Unpredictable masks, taken from the kernel 128 at a time: one call for each frame would cost more than the frame.
struct MaskSource: RandomNumberGenerator {
    private var words: [UInt64] = []

    mutating func next() -> UInt64 {
        if let word = words.popLast() { return word }
        let bytes = SecureRandom.bytes(128 * 8)
        for start in stride(from: 8, to: bytes.count, by: 8) { words.append(Self.word(bytes, start)) }
        return Self.word(bytes, 0)
    }

    private static func word(_ bytes: [UInt8], _ start: Int) -> UInt64 {
        bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
