/// A byte sequence that is not UTF-8: where, how long, and why.
public struct UTF8Problem: Sendable, Equatable, CustomStringConvertible {
    /// The ways in which UTF-8 can be wrong.
    public enum Kind: Sendable, Equatable {
        /// A continuation byte without a first byte.
        case strayContinuation
        /// More bytes than the character needs.
        case overlong
        /// Half of a surrogate pair.
        case surrogate
        /// A character above U+10FFFF.
        case tooLarge
        /// A byte that UTF-8 never uses.
        case impossibleByte
        /// A character whose last bytes are missing.
        case cutShort
    }

    /// What is wrong.
    public let kind: Kind
    /// Where the ill-formed sequence begins.
    public let offset: Int
    /// How many bytes belong to it; a decoder that repairs puts one U+FFFD in their place.
    public let length: Int

    /// The first ill-formed sequence at or after `start`, which must not lie inside a character.
    public static func first(in bytes: Span<UInt8>, from start: Int = 0) -> UTF8Problem? {
        guard start < bytes.count else { return nil }
        let rest = bytes.extracting(start..<bytes.count)
        var validator = UTF8Validator()
        let failure = validator.consume(rest)
        if failure == nil && validator.isComplete { return nil }
        var begin = failure ?? rest.count
        // The bytes before the failing one that already belong to the broken character: at most three.
        var back = 1
        while back <= 3, begin &- back >= 0 {
            let byte = rest[begin &- back]
            if byte & 0xC0 == 0xC0 {
                if wantedLength(byte) > back { begin &-= back }
                break
            }
            if byte < 0x80 { break }
            back &+= 1
        }
        let length = max(1, (failure ?? rest.count) &- begin)
        let next = begin &+ 1 < rest.count ? rest[begin &+ 1] : 0
        return UTF8Problem(kind: kind(rest[begin], next, length), offset: start &+ begin, length: length)
    }

    private static func wantedLength(_ first: UInt8) -> Int {
        switch first {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 1
        }
    }

    private static func kind(_ first: UInt8, _ second: UInt8, _ length: Int) -> Kind {
        let continues = second & 0xC0 == 0x80
        switch first {
        case 0x80...0xBF: return .strayContinuation
        case 0xC0, 0xC1: return .overlong
        case 0xE0 where length == 1 && continues: return .overlong
        case 0xED where length == 1 && continues: return .surrogate
        case 0xF0 where length == 1 && continues: return .overlong
        case 0xF4 where length == 1 && continues: return .tooLarge
        case 0xF5...0xF7: return .tooLarge
        case 0xF8...0xFF: return .impossibleByte
        default: return .cutShort
        }
    }

    /// The problem as an error of the given format.
    public func error(format: String) -> TextError {
        TextError(.invalidUTF8, format: format, offset: offset, expected: "UTF-8", seen: name)
    }

    /// What is wrong, without the place.
    package var name: String {
        switch kind {
        case .strayContinuation: "a continuation byte without a first byte"
        case .overlong: "an overlong sequence"
        case .surrogate: "an encoded surrogate"
        case .tooLarge: "a character above U+10FFFF"
        case .impossibleByte: "a byte that UTF-8 never uses"
        case .cutShort: "a character that is cut short"
        }
    }

    /// What is wrong, and where.
    public var description: String { "\(name) at byte \(offset)" }
}

extension String {
    /// Text from bytes that must be UTF-8; unlike `String(validating:)` it says where and why they are not.
    public init(strictUTF8 bytes: Span<UInt8>) throws(TextError) {
        if let problem = UTF8Problem.first(in: bytes) { throw problem.error(format: "text") }
        self = bytes.string(of: 0..<bytes.count)
    }
}
