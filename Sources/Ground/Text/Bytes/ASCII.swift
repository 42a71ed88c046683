/// The bytes that text formats name, and what can be asked of one of them.
public enum ASCII {
    /// Horizontal tab.
    public static let tab: UInt8 = 0x09
    /// Line feed, which ends a line.
    public static let lineFeed: UInt8 = 0x0A
    /// Carriage return.
    public static let carriageReturn: UInt8 = 0x0D
    /// Space.
    public static let space: UInt8 = 0x20
    /// `%`.
    public static let percent: UInt8 = 0x25
    /// `=`.
    public static let equals: UInt8 = 0x3D

    /// Whether a byte is a decimal digit.
    @inlinable @inline(__always)
    public static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// Whether a byte is a letter of the English alphabet.
    @inlinable @inline(__always)
    public static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    /// Whether a byte is a control character.
    @inlinable @inline(__always)
    public static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }

    /// The byte with capital letters folded to small ones.
    @inlinable @inline(__always)
    public static func lowercase(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    /// The byte with small letters folded to capital ones.
    @inlinable @inline(__always)
    public static func uppercase(_ byte: UInt8) -> UInt8 { byte &- 0x61 < 26 ? byte & 0xDF : byte }

    /// The value of a hexadecimal digit of either case.
    @inlinable @inline(__always)
    public static func hexadecimalValue(_ byte: UInt8) -> UInt8? {
        if isDigit(byte) { return byte &- 0x30 }
        let letter = (byte | 0x20) &- 0x61
        return letter < 6 ? letter &+ 10 : nil
    }

    /// The capital hexadecimal digit of the lower four bits.
    @inlinable @inline(__always)
    public static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
        let digit = value & 0x0F
        return digit < 10 ? 0x30 &+ digit : 0x37 &+ digit
    }
}
