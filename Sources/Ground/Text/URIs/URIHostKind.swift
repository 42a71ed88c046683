/// What the host of a URI is.
public enum URIHostKind: Sendable, Equatable {
    /// Four decimal numbers.
    case ipv4
    /// An IPv6 address in brackets.
    case ipv6
    /// An address of a version yet to come, in brackets.
    case ipFuture
    /// A name; the empty host is one, too.
    case registeredName

    /// Sorts a host that was written in a URI.
    public init(of host: Span<UInt8>) {
        if host.count > 1, host[0] == UInt8(ascii: "[") {
            self = host[1] | 0x20 == UInt8(ascii: "v") ? .ipFuture : .ipv6
        } else {
            self = Self.isIPv4(host, 0..<host.count) ? .ipv4 : .registeredName
        }
    }

    /// Whether `text` is an IPv4 address: four decimal numbers up to 255 without leading zeros.
    public static func isIPv4(_ text: String) -> Bool { isIPv4(text.utf8.span, 0..<text.utf8.count) }

    /// Whether `text` is an IPv6 address without brackets and zone (RFC 4291 §2.2).
    public static func isIPv6(_ text: String) -> Bool { isIPv6(text.utf8.span, 0..<text.utf8.count) }

    static func isIPv4(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var position = range.lowerBound
        for part in 0..<4 {
            if part > 0 {
                guard position < range.upperBound, text[position] == UInt8(ascii: ".") else { return false }
                position += 1
            }
            let start = position
            var value = 0
            while position < range.upperBound, position - start < 3, ASCII.isDigit(text[position]) {
                value = value * 10 + Int(text[position] - 0x30)
                position += 1
            }
            let hasLeadingZero = position - start > 1 && text[start] == UInt8(ascii: "0")
            guard position > start, value <= 255, !hasLeadingZero else { return false }
        }
        return position == range.upperBound
    }

    static func isIPv6(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var position = range.lowerBound
        var groups = 0
        var hasGap = false
        func isColon(_ offset: Int) -> Bool { offset < range.upperBound && text[offset] == UInt8(ascii: ":") }
        while position < range.upperBound {
            if isColon(position) {
                // A single colon separates groups; two of them stand for the zeros that were left out, once.
                if isColon(position + 1) {
                    guard !hasGap else { return false }
                    hasGap = true
                    position += 2
                    guard position < range.upperBound else { break }
                } else {
                    guard groups > 0, position > range.lowerBound else { return false }
                    position += 1
                }
                guard position < range.upperBound, !isColon(position) else { return false }
            } else if groups > 0 {
                return false
            }
            if isIPv4(text, position..<range.upperBound) {
                groups += 2
                position = range.upperBound
                break
            }
            let start = position
            while position < range.upperBound, position - start < 4, ASCII.hexadecimalValue(text[position]) != nil {
                position += 1
            }
            guard position > start else { return false }
            groups += 1
            guard groups <= 8 else { return false }
        }
        return hasGap ? groups < 8 : groups == 8
    }

    /// Where a bracketed host stops being an address, or nil when it is one.
    static func offsetOfLiteralProblem(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard range.count > 2, text[range.upperBound - 1] == UInt8(ascii: "]") else { return range.upperBound }
        let inner = range.lowerBound + 1..<range.upperBound - 1
        if text[inner.lowerBound] | 0x20 != UInt8(ascii: "v") {
            return isIPv6(text, inner) ? nil : inner.lowerBound
        }
        // "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" )
        var position = inner.lowerBound + 1
        while position < inner.upperBound, ASCII.hexadecimalValue(text[position]) != nil { position += 1 }
        guard position > inner.lowerBound + 1, position + 1 < inner.upperBound, text[position] == UInt8(ascii: ".")
        else {
            return position
        }
        return (position + 1..<inner.upperBound).first { !ASCIISet.userInformation.contains(text[$0]) }
    }
}
