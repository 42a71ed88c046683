/// The classes of bytes that the grammar of RFC 9110 and RFC 9112 tells apart.
enum HTTPByte {
    static let carriageReturn: UInt8 = 0x0D
    static let lineFeed: UInt8 = 0x0A
    static let space: UInt8 = 0x20
    static let tab: UInt8 = 0x09
    static let colon: UInt8 = 0x3A

    /// One bit for each byte below 128.
    struct Class {
        private var low: UInt64 = 0
        private var high: UInt64 = 0

        init(low: UInt64, high: UInt64) { (self.low, self.high) = (low, high) }

        /// For the tests, which derive the constants from the characters.
        init(_ characters: String) {
            for byte in characters.utf8 where byte < 128 {
                if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
            }
        }

        @inline(__always)
        func contains(_ byte: UInt8) -> Bool {
            guard byte < 128 else { return false }
            return ((byte < 64 ? low : high) >> UInt64(byte & 63)) & 1 != 0
        }
    }

    /// `tchar`: letters, digits and ``!#$%&'*+-.^_`|~``.
    @inline(__always) static var token: Class {
        Class(low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE)
    }

    /// What a path with a query may hold beside `%`: letters, digits and `-._~!$&'()*+,;=:@/?`.
    @inline(__always) static var target: Class {
        Class(low: 0xAFFF_FFD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFF)
    }

    @inline(__always) static func isToken(_ byte: UInt8) -> Bool { token.contains(byte) }

    @inline(__always) static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

    /// Control characters, which no field value may hold; a tab is one of them here.
    @inline(__always) static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }

    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    @inline(__always) static func lowercase(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    /// The value of a hexadecimal digit, or nil.
    @inline(__always) static func hexDigit(_ byte: UInt8) -> UInt8? {
        if isDigit(byte) { return byte &- 0x30 }
        let letter = (byte | 0x20) &- 0x61
        return letter < 6 ? letter &+ 10 : nil
    }
}

extension Span<UInt8> {
    /// Whether the bytes in `range` are `lowercase` when ASCII letters are folded.
    @inline(__always)
    func matches(_ range: Range<Int>, ignoringCase lowercase: StaticString) -> Bool {
        guard range.count == lowercase.utf8CodeUnitCount else { return false }
        return lowercase.withUTF8Buffer { expected in
            for index in 0..<expected.count
            where HTTPByte.lowercase(self[range.lowerBound &+ index]) != expected[index] {
                return false
            }
            return true
        }
    }

    /// Whether the bytes in `range` are those of `text`.
    @inline(__always)
    func isExactly(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { expected in
            for index in 0..<expected.count where self[range.lowerBound &+ index] != expected[index] { return false }
            return true
        }
    }

    /// Whether two runs of bytes are equal when ASCII letters are folded.
    func equalsIgnoringCase(_ other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in 0..<count {
            let (left, right) = (self[index], other[index])
            if left != right, HTTPByte.lowercase(left) != HTTPByte.lowercase(right) { return false }
        }
        return true
    }

    /// The first control character from `position` up to `end`, or `end`; eight bytes at a time.
    @inline(__always)
    func firstControl(from position: Int, to end: Int) -> Int {
        var position = position
        let bytes = self.bytes
        while position &+ 8 <= end {
            let word = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
            // A byte below 0x20 or equal to 0x7F sets the top bit of its place; what lies above the first hit may lie.
            let below = (word &- 0x2020_2020_2020_2020) & ~word
            let flipped = word ^ 0x7F7F_7F7F_7F7F_7F7F
            let delete = (flipped &- 0x0101_0101_0101_0101) & ~flipped
            let hits = (below | delete) & 0x8080_8080_8080_8080
            if hits != 0 { return position &+ hits.trailingZeroBitCount / 8 }
            position &+= 8
        }
        while position < end, !HTTPByte.isControl(self[position]) { position &+= 1 }
        return position
    }

    /// A copy of some of the bytes.
    @inline(__always)
    func array(_ range: Range<Int>) -> [UInt8] {
        extracting(range).withUnsafeBytes { Array($0) }
    }

    /// The bytes as text; what is not UTF-8 is replaced.
    func text(_ range: Range<Int>) -> String {
        extracting(range).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }
}
