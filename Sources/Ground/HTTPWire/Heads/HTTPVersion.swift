/// A version as written in a start line.
public struct HTTPVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The digit before the dot.
    public let major: UInt8
    /// The digit after the dot.
    public let minor: UInt8

    /// The version `major.minor`.
    public init(major: UInt8, minor: UInt8) { (self.major, self.minor) = (major, minor) }

    /// HTTP/1.1.
    public static let http11 = HTTPVersion(major: 1, minor: 1)
    /// HTTP/1.0.
    public static let http10 = HTTPVersion(major: 1, minor: 0)

    /// Orders by number.
    public static func < (left: Self, right: Self) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }

    /// `HTTP/1.1`.
    public var description: String { "HTTP/\(major).\(minor)" }

    /// Reads the eight bytes of a version at `position`.
    @inline(__always)
    init?(_ bytes: Span<UInt8>, at position: Int) {
        let raw = bytes.bytes
        let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
        // "HTTP/1.1" and "HTTP/1.0" as little-endian words.
        if word == 0x312E_312F_5054_5448 {
            self = HTTPVersion(major: 1, minor: 1)
            return
        }
        guard word & 0x00FF_00FF_FFFF_FFFF == 0x002E_002F_5054_5448,
            HTTPByte.isDigit(bytes[position &+ 5]), HTTPByte.isDigit(bytes[position &+ 7])
        else { return nil }
        self = HTTPVersion(major: bytes[position &+ 5] &- 0x30, minor: bytes[position &+ 7] &- 0x30)
    }
}
