extension Span<UInt8> {
    /// Whether two runs of bytes are equal when ASCII letters are folded.
    @inlinable
    package func equalsFoldingASCII(_ other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in 0..<count where self[index] != other[index] {
            guard ASCII.lowercase(self[index]) == ASCII.lowercase(other[index]) else { return false }
        }
        return true
    }

    /// Where `byte` stands first at or after `start`; eight bytes are looked at together.
    @inlinable
    package func firstOffset(of byte: UInt8, from start: Int) -> Int? {
        var position = start
        let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
        let raw = bytes
        while position &+ 8 <= count {
            let word =
                UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)) ^ pattern
            // A byte that became zero sets the top bit of its place; only what lies above the first hit may lie.
            let hits = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
            if hits != 0 { return position &+ hits.trailingZeroBitCount / 8 }
            position &+= 8
        }
        while position < count {
            if self[position] == byte { return position }
            position &+= 1
        }
        return nil
    }

    /// A copy of some of the bytes.
    @inlinable
    package func copy(of range: Range<Int>) -> [UInt8] {
        extracting(range).withUnsafeBytes { unsafe in Array(unsafe) }
    }

    /// The bytes as text; what is not UTF-8 is replaced.
    @inlinable
    package func string(of range: Range<Int>) -> String {
        extracting(range).withUnsafeBytes { unsafe in String(decoding: unsafe, as: UTF8.self) }
    }
}

extension StringProtocol {
    /// Whether two texts are equal when ASCII letters are folded.
    public func equalsFoldingASCII(_ other: some StringProtocol) -> Bool {
        utf8.count == other.utf8.count
            && zip(utf8, other.utf8).allSatisfy { ASCII.lowercase($0) == ASCII.lowercase($1) }
    }
}
