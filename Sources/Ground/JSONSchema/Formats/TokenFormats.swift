internal import Patterns

/// UUIDs and patterns.
enum TokenFormats {
    /// RFC 9562 §4: thirty-two hexadecimal digits in five groups.
    static func isUUID(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return false }
        return bytes.indices.allSatisfy { place in
            [8, 13, 18, 23].contains(place) ? bytes[place] == UInt8(ascii: "-") : isHexadecimal(bytes[place])
        }
    }

    /// ECMA-262 in Unicode mode.
    static func isPattern(_ text: String) -> Bool { (try? Pattern(text)) != nil }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
