/// The first word of a value on the tape: what it is, where it starts, and how long it is.
///
/// From the low end: 4 bits kind, 28 bits length in bytes (scalars) or number of members (containers), 32 bits
/// start. A container has a second word: the end of its bytes above the tape index after its last descendant.
/// While a container is still open, that word holds the index of the container around it instead.
struct JSONTapeEntry {
    enum Kind: UInt64 {
        case null, `false`, `true`
        /// A number without fraction and exponent.
        case integer
        /// A number with fraction or exponent.
        case decimal
        /// A number that only a tolerant reading accepts.
        case deviantNumber
        /// A string whose raw bytes are its text.
        case plainString
        /// A string with escapes.
        case escapedString
        /// A string that has to be repaired when decoded.
        case illFormedString
        case array, object
    }

    static let maximumLength = (1 << 28) - 1

    var bits: UInt64

    @inline(__always) init(bits: UInt64) { self.bits = bits }

    @inline(__always) init(_ kind: Kind, start: Int, length: Int) {
        bits =
            UInt64(truncatingIfNeeded: start) &<< 32 | UInt64(truncatingIfNeeded: length) &<< 4 | kind.rawValue
    }

    @inline(__always) var rawKind: UInt64 { bits & 15 }
    @inline(__always) var kind: Kind { Kind(rawValue: rawKind) ?? .null }
    @inline(__always) var start: Int { Int(truncatingIfNeeded: bits &>> 32) }
    @inline(__always) var length: Int { Int(truncatingIfNeeded: (bits &>> 4) & 0xFFF_FFFF) }
    @inline(__always) var isContainer: Bool { rawKind >= Kind.array.rawValue }
    @inline(__always) var isObject: Bool { rawKind == Kind.object.rawValue }
    @inline(__always) var isString: Bool {
        rawKind &- Kind.plainString.rawValue <= Kind.illFormedString.rawValue - Kind.plainString.rawValue
    }
}
