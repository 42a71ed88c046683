/// One character in UTF-8, or the longest part of an ill-formed one that has to be replaced as a whole.
struct UTF8Sequence {
    let length: Int
    let problem: String?

    /// Reads the sequence that begins with the byte at `position`, which is not ASCII.
    @inline(__always) init(at position: Int, in bytes: Span<UInt8>) {
        let first = bytes[position]
        let count = bytes.count
        if first >= 0xE1 && first <= 0xEC, position &+ 2 < count,
            bytes[position &+ 1] & 0xC0 == 0x80, bytes[position &+ 2] & 0xC0 == 0x80
        {
            self.init(length: 3)
        } else if first >= 0xC2 && first <= 0xDF, position &+ 1 < count, bytes[position &+ 1] & 0xC0 == 0x80 {
            self.init(length: 2)
        } else {
            self.init(rareAt: position, in: bytes)
        }
    }

    private init(length: Int, problem: String? = nil) {
        self.length = length
        self.problem = problem
    }

    /// Table 3-7 of the Unicode Standard: the second byte has narrower bounds after E0, ED, F0 and F4.
    @inline(never) private init(rareAt position: Int, in bytes: Span<UInt8>) {
        let first = bytes[position]
        let wanted: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        var narrowing = ""
        switch first {
        case 0x80...0xBF: self.init(length: 1, problem: "a continuation byte without a first byte"); return
        case 0xC0, 0xC1: self.init(length: 1, problem: "an overlong sequence"); return
        case 0xC2...0xDF: wanted = 2
        case 0xE0: (wanted, second, narrowing) = (3, 0xA0...0xBF, "an overlong sequence")
        case 0xED: (wanted, second, narrowing) = (3, 0x80...0x9F, "an encoded surrogate")
        case 0xE1...0xEF: wanted = 3
        case 0xF0: (wanted, second, narrowing) = (4, 0x90...0xBF, "an overlong sequence")
        case 0xF4: (wanted, second, narrowing) = (4, 0x80...0x8F, "a character above U+10FFFF")
        case 0xF1...0xF3: wanted = 4
        case 0xF5...0xF7: self.init(length: 1, problem: "a character above U+10FFFF"); return
        default: self.init(length: 1, problem: "a byte that UTF-8 never uses"); return
        }
        for index in 1..<wanted {
            let bounds = index == 1 ? second : 0x80...0xBF
            guard position + index < bytes.count, bounds.contains(bytes[position + index]) else {
                let isNarrowed =
                    index == 1 && position + 1 < bytes.count && bytes[position + 1] & 0xC0 == 0x80
                self.init(length: index, problem: isNarrowed ? narrowing : "a sequence that is cut short")
                return
            }
        }
        self.init(length: wanted)
    }
}
