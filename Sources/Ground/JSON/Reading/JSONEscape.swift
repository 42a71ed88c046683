import Text

/// One backslash escape of a string: how long it is and which character it stands for.
struct JSONEscape {
    enum Problem {
        case truncated, loneSurrogate, unknown
    }

    /// The bytes it covers, the backslash included; both halves of a surrogate pair are one escape.
    let length: Int
    /// The character it stands for; U+FFFD for a lone surrogate, the character itself for an unknown escape.
    var scalar: Unicode.Scalar { Unicode.Scalar(codeUnit) ?? "\u{FFFD}" }
    /// The number of that character; of a lone surrogate, its own.
    let codeUnit: UInt32
    let problem: Problem?

    private init(_ length: Int, _ value: UInt32, _ problem: Problem? = nil) {
        self.length = length
        self.codeUnit = value
        self.problem = problem
    }

    /// Reads the escape whose backslash stands at `position`.
    init(at position: Int, in bytes: Span<UInt8>) {
        guard position + 1 < bytes.count else {
            self.init(1, 0xFFFD, .truncated)
            return
        }
        switch bytes[position + 1] {
        case JSONByte.quote: self.init(2, 0x22)
        case JSONByte.backslash: self.init(2, 0x5C)
        case JSONByte.slash: self.init(2, 0x2F)
        case 0x62: self.init(2, 0x08)
        case 0x66: self.init(2, 0x0C)
        case 0x6E: self.init(2, 0x0A)
        case 0x72: self.init(2, 0x0D)
        case 0x74: self.init(2, 0x09)
        case 0x75: self.init(unicodeAt: position, in: bytes)
        default: self.init(1, 0x5C, .unknown)
        }
    }

    private init(unicodeAt position: Int, in bytes: Span<UInt8>) {
        guard let unit = Self.codeUnit(at: position, in: bytes) else {
            self.init(1, 0x5C, .unknown)
            return
        }
        guard (0xD800...0xDFFF).contains(unit) else {
            self.init(6, unit)
            return
        }
        if unit < 0xDC00, let low = Self.codeUnit(at: position + 6, in: bytes), (0xDC00...0xDFFF).contains(low) {
            self.init(12, 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        } else {
            self.init(6, unit, .loneSurrogate)
        }
    }

    /// The code unit that a `\uXXXX` at `position` names.
    private static func codeUnit(at position: Int, in bytes: Span<UInt8>) -> UInt32? {
        guard position + 6 <= bytes.count, bytes[position] == JSONByte.backslash, bytes[position + 1] == 0x75 else {
            return nil
        }
        var unit: UInt32 = 0
        for index in (position + 2)..<(position + 6) {
            guard let digit = ASCII.hexadecimalValue(bytes[index]) else { return nil }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }
}
