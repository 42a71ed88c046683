/// Reads code points out of bytes that may not be UTF-8.
enum UTF8Decoding {
    /// The code point at an offset and its length; bytes that make none are read one by one as U+FFFD.
    static func scalar(in bytes: Span<UInt8>, at offset: Int) -> (value: UInt32, length: Int) {
        let first = bytes[offset]
        if first < 0x80 { return (UInt32(first), 1) }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard first >= 0xC2, first <= 0xF4, length <= bytes.count - offset else { return (0xFFFD, 1) }
        var value = UInt32(first) & (0x7F >> UInt32(length))
        for index in offset + 1..<offset + length {
            guard bytes[index] & 0xC0 == 0x80 else { return (0xFFFD, 1) }
            value = value << 6 | UInt32(bytes[index] & 0x3F)
        }
        let isOverlong = value < (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000)
        guard !isOverlong, value <= ScalarSet.last, !(0xD800...0xDFFF).contains(value) else { return (0xFFFD, 1) }
        return (value, length)
    }
}

/// A text as code points with the offset of each, for matchers that go back and forth.
struct ScalarText {
    private(set) var values: [UInt32] = []
    /// One offset for each code point, and the end.
    private(set) var offsets: [Int] = []

    var count: Int { values.count }

    init(_ bytes: Span<UInt8>) {
        values.reserveCapacity(bytes.count)
        offsets.reserveCapacity(bytes.count + 1)
        var offset = 0
        while offset < bytes.count {
            let (value, length) = UTF8Decoding.scalar(in: bytes, at: offset)
            values.append(value)
            offsets.append(offset)
            offset += length
        }
        offsets.append(offset)
    }

    /// Whether an assertion holds before the code point at a position.
    func satisfies(_ assertion: PatternAssertion, at position: Int) -> Bool {
        switch assertion {
        case .start: position == 0
        case .end: position == count
        case .wordBoundary: isWord(position - 1) != isWord(position)
        case .noWordBoundary: isWord(position - 1) == isWord(position)
        }
    }

    private func isWord(_ position: Int) -> Bool {
        position >= 0 && position < count && ScalarSet.isWord(values[position])
    }
}
