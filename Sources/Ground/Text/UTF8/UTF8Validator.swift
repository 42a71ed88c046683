/// Checks UTF-8 that arrives in pieces, and fails at the first byte that cannot continue a valid sequence.
///
/// A piece may end inside a character; ``isComplete`` tells whether it did. Overlong forms, surrogates and characters
/// above U+10FFFF are refused at their second byte (Unicode Standard, table 3-7).
public struct UTF8Validator: Sendable, Equatable {
    /// How many continuation bytes are still missing.
    private var missing: UInt8 = 0
    /// The bounds of the next continuation byte.
    private var least: UInt8 = 0x80
    private var most: UInt8 = 0xBF

    /// Begins at the start of a text.
    public init() {}

    /// Whether what was consumed so far ends with a whole character.
    public var isComplete: Bool { missing == 0 }

    /// Reads on; returns the offset in `bytes` of the first byte that makes the text invalid, or nil.
    ///
    /// After a failure the validator stands before that byte as if a new text began there.
    public mutating func consume(_ bytes: Span<UInt8>) -> Int? {
        var position = 0
        while missing > 0 {
            guard position < bytes.count else { return nil }
            guard accept(bytes[position]) else { return fail(at: position) }
            position &+= 1
        }
        while true {
            position = Self.skipWholeCharacters(bytes, from: position)
            guard position < bytes.count else { return nil }
            // Here stands a character that is cut short, or a byte that is wrong.
            guard start(bytes[position]) else { return fail(at: position) }
            position &+= 1
            while missing > 0 {
                guard position < bytes.count else { return nil }
                guard accept(bytes[position]) else { return fail(at: position) }
                position &+= 1
            }
        }
    }

    /// Whether `bytes` are UTF-8 from beginning to end.
    public static func isValid(_ bytes: Span<UInt8>) -> Bool {
        var validator = UTF8Validator()
        return validator.consume(bytes) == nil && validator.isComplete
    }

    private mutating func fail(at position: Int) -> Int {
        self = UTF8Validator()
        return position
    }

    /// Takes the first byte of a character.
    private mutating func start(_ byte: UInt8) -> Bool {
        (least, most) = (0x80, 0xBF)
        switch byte {
        case 0x00...0x7F: missing = 0
        case 0xC2...0xDF: missing = 1
        case 0xE0: (missing, least) = (2, 0xA0)
        case 0xED: (missing, most) = (2, 0x9F)
        case 0xE1...0xEF: missing = 2
        case 0xF0: (missing, least) = (3, 0x90)
        case 0xF4: (missing, most) = (3, 0x8F)
        case 0xF1...0xF3: missing = 3
        default: return false
        }
        return true
    }

    /// Takes a continuation byte.
    private mutating func accept(_ byte: UInt8) -> Bool {
        guard byte >= least && byte <= most else { return false }
        (least, most) = (0x80, 0xBF)
        missing &-= 1
        return true
    }

    /// Walks over characters that lie whole in `bytes`; stops at one that does not, or that is wrong.
    private static func skipWholeCharacters(_ bytes: Span<UInt8>, from start: Int) -> Int {
        let raw = bytes.bytes
        let count = bytes.count
        var position = start
        while position < count {
            if bytes[position] < 0x80 {
                position = skipASCII(bytes, raw, from: position)
                continue
            }
            guard position &+ 4 <= count else { return skipLastCharacters(bytes, from: position) }
            let word = UInt32(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt32.self))
            let length = lengthOfCharacter(word)
            guard length > 0 else { return position }
            position &+= length
        }
        return position
    }

    /// Sixteen bytes at a time while they are ASCII.
    @inline(__always)
    private static func skipASCII(_ bytes: Span<UInt8>, _ raw: RawSpan, from start: Int) -> Int {
        var position = start
        while position &+ 16 <= bytes.count {
            let first = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
            let second = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position &+ 8, as: UInt64.self))
            guard (first | second) & 0x8080_8080_8080_8080 == 0 else {
                let hits = first & 0x8080_8080_8080_8080
                if hits != 0 { return position &+ hits.trailingZeroBitCount / 8 }
                return position &+ 8 &+ (second & 0x8080_8080_8080_8080).trailingZeroBitCount / 8
            }
            position &+= 16
        }
        while position < bytes.count, bytes[position] < 0x80 { position &+= 1 }
        return position
    }

    /// The length of the character of several bytes with which a little-endian word begins, or 0 when it is wrong.
    @inline(__always)
    private static func lengthOfCharacter(_ word: UInt32) -> Int {
        // The marks of the first byte and of the continuation bytes are compared in one step.
        if word & 0x00C0_C0F0 == 0x0080_80E0 {
            // E0 must not begin an overlong form, ED not a surrogate.
            let payload = word & 0x0000_200F
            return payload != 0 && payload != 0x0000_200D ? 3 : 0
        }
        if word & 0x0000_C0E0 == 0x0000_80C0 { return word & 0x1E != 0 ? 2 : 0 }
        if word & 0xC0C0_C0F8 == 0x8080_80F0 {
            // Plane 0 would be overlong, and planes above 16 do not exist.
            let plane = (word & 0x07) &<< 2 | (word &>> 12) & 0x03
            return plane >= 1 && plane <= 16 ? 4 : 0
        }
        return 0
    }

    private static func skipLastCharacters(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var position = start
        while position < bytes.count {
            var word: UInt32 = 0
            for index in 0..<min(4, bytes.count &- position) {
                word |= UInt32(bytes[position &+ index]) &<< UInt32(index &* 8)
            }
            // The missing bytes are zero and therefore no continuation bytes.
            let length = bytes[position] < 0x80 ? 1 : lengthOfCharacter(word)
            guard length > 0 else { return position }
            position &+= length
        }
        return position
    }
}
