/// A masking key of four bytes, turned to the place in the payload where it is applied next.
public struct WebSocketMask: Sendable, Hashable {
    /// The key with its next byte lowest.
    @usableFromInline var key: UInt32

    /// The key that changes nothing.
    public static let identity = WebSocketMask(key: 0)

    /// Takes a key whose lowest byte comes first on the wire.
    @inlinable public init(key: UInt32) { self.key = key }

    /// Takes a key in the order of the wire.
    @inlinable
    public init(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) {
        key = UInt32(first) | UInt32(second) << 8 | UInt32(third) << 16 | UInt32(fourth) << 24
    }

    /// The same key for the byte that comes `count` bytes later.
    @inlinable
    public func advanced(by count: Int) -> WebSocketMask {
        let bits = UInt32(truncatingIfNeeded: count & 3) * 8
        return bits == 0 ? self : WebSocketMask(key: key >> bits | key << (32 - bits))
    }

    /// Masks or unmasks bytes in place, from `start` to the end.
    ///
    /// Eight bytes at a time, which the compiler turns into vectors; masking is its own inverse.
    @inlinable
    public func apply(to bytes: inout [UInt8], from start: Int = 0) {
        guard key != 0, start < bytes.count else { return }
        let word = UInt64(key) | UInt64(key) << 32
        bytes.withUnsafeMutableBytes { raw in
            let end = raw.count
            var place = start
            let wordsEnd = start + (end - start) & ~7
            while place < wordsEnd {
                let masked = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self) ^ word.littleEndian
                raw.storeBytes(of: masked, toByteOffset: place, as: UInt64.self)
                place += 8
            }
            var rest = word
            while place < end {
                raw[place] ^= UInt8(truncatingIfNeeded: rest)
                rest >>= 8
                place += 1
            }
        }
    }

    /// Appends bytes, masked or unmasked on the way.
    @inlinable
    public func append(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
        let start = output.count
        bytes.withUnsafeBufferPointer { output.append(contentsOf: $0) }
        apply(to: &output, from: start)
    }

    /// Writes the key itself.
    @inlinable
    func appendKey(to output: inout [UInt8]) {
        var rest = key
        for _ in 0..<4 {
            output.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }
}
