internal import Text

/// Names and addresses of hosts.
enum HostFormats {
    static func isIPv4(_ text: String) -> Bool { URIHostKind.isIPv4(text) }

    static func isIPv6(_ text: String) -> Bool { URIHostKind.isIPv6(text) }

    /// RFC 1123 §2.1, with labels that begin with `xn--` held to RFC 5890 §2.3.2.1.
    static func isHostName(_ text: String) -> Bool {
        guard text.utf8.count <= 253 else { return false }
        return text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
            isPlainLabel(label) && isPlausibleALabel(label)
        }
    }

    /// RFC 5890 §2.3.2.3: labels beyond ASCII are admitted where RFC 5892 admits their characters.
    static func isInternationalHostName(_ text: String) -> Bool {
        let labels = text.unicodeScalars.split(omittingEmptySubsequences: false) { separators.contains($0) }
        var length = labels.count - 1
        for label in labels {
            if label.allSatisfy(\.isASCII) {
                let bytes = label.map { UInt8(truncatingIfNeeded: $0.value) }
                guard isPlainLabel(bytes), isPlausibleALabel(bytes) else { return false }
                length += bytes.count
            } else {
                let scalars = Array(label)
                guard InternationalLabel.isValid(scalars), let encoded = Punycode.encode(scalars),
                    encoded.count + 4 <= 63
                else { return false }
                length += encoded.count + 4
            }
        }
        return length <= 253
    }

    /// The full stops that RFC 3490 §3.1 takes for a dot.
    private static let separators: Set<Unicode.Scalar> = [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]

    private static func isPlainLabel(_ label: some BidirectionalCollection<UInt8>) -> Bool {
        guard !label.isEmpty, label.count <= 63, label.first != UInt8(ascii: "-"), label.last != UInt8(ascii: "-")
        else { return false }
        return label.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }

    /// Hyphens in the third and fourth place are reserved; after `xn` they announce an encoded label.
    private static func isPlausibleALabel(_ label: some Collection<UInt8>) -> Bool {
        let start = Array(label.prefix(4)).map { $0 | 0x20 }
        guard start.count == 4, start[2] == UInt8(ascii: "-") | 0x20, start[3] == UInt8(ascii: "-") | 0x20 else {
            return true
        }
        guard start[0] == UInt8(ascii: "x"), start[1] == UInt8(ascii: "n"),
            let decoded = Punycode.decode(label.dropFirst(4))
        else { return false }
        return InternationalLabel.isValid(decoded) && decoded.contains { !$0.isASCII }
    }
}
