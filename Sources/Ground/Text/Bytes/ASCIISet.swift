/// A set of ASCII characters as one bit each, small enough to live in two registers.
public struct ASCIISet: Sendable, Equatable {
    @usableFromInline let low: UInt64
    @usableFromInline let high: UInt64

    /// The set whose members below 64 are bits of `low` and the others bits of `high`.
    @inlinable @inline(__always)
    package init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// The ASCII characters that occur in `characters`.
    public init(_ characters: String) {
        var (low, high): (UInt64, UInt64) = (0, 0)
        for byte in characters.utf8 where byte < 128 {
            if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
        }
        self.init(low: low, high: high)
    }

    /// Whether a byte belongs to the set; bytes above 127 never do.
    @inlinable @inline(__always)
    public func contains(_ byte: UInt8) -> Bool {
        guard byte < 128 else { return false }
        return ((byte < 64 ? low : high) &>> UInt64(byte & 63)) & 1 != 0
    }

    /// The characters of both sets.
    @inlinable
    public func union(_ other: ASCIISet) -> ASCIISet { ASCIISet(low: low | other.low, high: high | other.high) }

    /// The characters of this set that `other` lacks.
    @inlinable
    public func subtracting(_ other: ASCIISet) -> ASCIISet {
        ASCIISet(low: low & ~other.low, high: high & ~other.high)
    }
}

/// The constants are spelled out so that a test of membership needs no lazy initialiser; the tests derive them.
extension ASCIISet {
    /// What a token of HTTP may hold: letters, digits and ``!#$%&'*+-.^_`|~`` (RFC 9110 §5.6.2).
    @inlinable public static var token: ASCIISet { ASCIISet(low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE) }

    /// Letters, digits and `-._~` (RFC 3986 §2.3): what never needs an escape in a URI.
    @inlinable public static var unreserved: ASCIISet {
        ASCIISet(low: 0x03FF_6000_0000_0000, high: 0x47FF_FFFE_87FF_FFFE)
    }

    /// `:/?#[]@` and `!$&'()*+,;=` (RFC 3986 §2.2): what delimits the parts of a URI.
    @inlinable public static var reserved: ASCIISet {
        ASCIISet(low: 0xAC00_9FDA_0000_0000, high: 0x0000_0000_2800_0001)
    }

    /// What may follow the first letter of a scheme (RFC 3986 §3.1).
    @inlinable public static var schemeCharacters: ASCIISet {
        ASCIISet(low: 0x03FF_6800_0000_0000, high: 0x07FF_FFFE_07FF_FFFE)
    }

    /// What user information may hold unescaped (RFC 3986 §3.2.1).
    @inlinable public static var userInformation: ASCIISet {
        ASCIISet(low: 0x2FFF_7FD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFE)
    }

    /// What a registered name may hold unescaped (RFC 3986 §3.2.2).
    @inlinable public static var registeredName: ASCIISet {
        ASCIISet(low: 0x2BFF_7FD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFE)
    }

    /// What one segment of a path may hold unescaped (RFC 3986 §3.3).
    @inlinable public static var pathSegment: ASCIISet {
        ASCIISet(low: 0x2FFF_7FD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFF)
    }

    /// What a whole path may hold unescaped: segments and the slashes between them.
    @inlinable public static var path: ASCIISet { ASCIISet(low: 0x2FFF_FFD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFF) }

    /// What a query or a fragment may hold unescaped (RFC 3986 §3.4 and §3.5).
    @inlinable public static var query: ASCIISet { ASCIISet(low: 0xAFFF_FFD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFF) }
}
