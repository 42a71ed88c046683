/// Base64 of RFC 4648, read to the letter: alphabet, padding and the unused bits of the last character.
public struct Base64: Sendable, Equatable {
    /// The two alphabets.
    public enum Alphabet: Sendable, Equatable {
        /// Ends in `+/` (§4).
        case standard
        /// Ends in `-_`, safe in URLs and file names (§5).
        case url
    }

    /// Whether `=` fills the last group of four.
    public enum Padding: Sendable, Equatable {
        /// Written, and wanted when reading.
        case required
        /// Not written, and refused when reading.
        case forbidden
        /// Not written, but accepted when reading, if it is complete.
        case optional
    }

    /// Which 64 characters.
    public let alphabet: Alphabet
    /// What becomes of `=`.
    public let padding: Padding

    /// Chooses an alphabet and a rule for padding.
    public init(alphabet: Alphabet, padding: Padding) {
        self.alphabet = alphabet
        self.padding = padding
    }

    /// `+/` with padding: what most formats mean by base64.
    public static let standard = Base64(alphabet: .standard, padding: .required)
    /// `-_` without padding: what JOSE and most URLs use.
    public static let url = Base64(alphabet: .url, padding: .forbidden)

    /// How many characters `count` bytes take; counts near `Int.max` saturate.
    public func encodedCount(_ count: Int) -> Int {
        let (groups, rest) = count.quotientAndRemainder(dividingBy: 3)
        let (whole, overflow) = groups.multipliedReportingOverflow(by: 4)
        let tail = rest == 0 ? 0 : (padding == .required ? 4 : rest + 1)
        let (sum, carried) = whole.addingReportingOverflow(tail)
        return overflow || carried ? .max : sum
    }

    /// The characters for `bytes`, as ASCII.
    public func encodedBytes(_ bytes: Span<UInt8>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: encodedCount(bytes.count)) { output, count in
            count = encode(bytes, into: output)
        }
    }

    /// The characters for `bytes`.
    public func encode(_ bytes: Span<UInt8>) -> String {
        String(unsafeUninitializedCapacity: encodedCount(bytes.count)) { encode(bytes, into: $0) }
    }

    /// The characters for `bytes`.
    public func encode(_ bytes: [UInt8]) -> String { encode(bytes.span) }

    /// Writes into a buffer of exactly `encodedCount` bytes.
    private func encode(_ bytes: Span<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let table = (alphabet == .standard ? Base64Tables.standardPairs : Base64Tables.urlPairs).span
        let raw = bytes.bytes
        var (position, written) = (0, 0)
        // Six bytes are read as eight, of which the last two are left for the next round.
        while position &+ 8 <= bytes.count {
            let word = UInt64(bigEndian: raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
            for part in 0..<4 {
                let pair = table[Int(truncatingIfNeeded: word &>> UInt64(52 &- 12 &* part)) & 0xFFF]
                output[written] = UInt8(truncatingIfNeeded: pair)
                output[written &+ 1] = UInt8(truncatingIfNeeded: pair &>> 8)
                written &+= 2
            }
            position &+= 6
        }
        while position < bytes.count {
            let left = min(bytes.count &- position, 3)
            var group = UInt32(bytes[position]) &<< 16
            if left > 1 { group |= UInt32(bytes[position &+ 1]) &<< 8 }
            if left > 2 { group |= UInt32(bytes[position &+ 2]) }
            for part in 0..<4 where part <= left || padding == .required {
                let value = Int(group &>> UInt32(18 &- 6 &* part)) & 0x3F
                output[written] = part > left ? ASCII.equals : UInt8(truncatingIfNeeded: table[value] &>> 8)
                written &+= 1
            }
            position &+= left
        }
        return written
    }
}
