/// The syntax of `host[:port]`, as in Host fields and CONNECT targets.
enum HTTPAuthority {
    /// Letters, digits, `-._~`, `%` and `!$&'()*+,;=`.
    private static var name: HTTPByte.Class { HTTPByte.Class(low: 0x2BFF_7FF2_0000_0000, high: 0x47FF_FFFE_87FF_FFFE) }

    /// Where the text stops being a host with an optional port; nil for a good one.
    ///
    /// An empty host is good.
    static func firstInvalidByte(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var place = range.lowerBound
        let end = range.upperBound
        if place < end, bytes[place] == 0x5B {
            // An address in brackets.
            place += 1
            while place < end, bytes[place] == 0x3A || bytes[place] == 0x2E || isAddressByte(bytes[place]) {
                place += 1
            }
            guard place < end, bytes[place] == 0x5D, place > range.lowerBound + 1 else { return min(place, end) }
            place += 1
        } else {
            while place < end, name.contains(bytes[place]) { place += 1 }
        }
        guard place < end else { return nil }
        guard bytes[place] == HTTPByte.colon else { return place }
        place += 1
        var port = 0
        while place < end, HTTPByte.isDigit(bytes[place]) {
            port = port * 10 + Int(bytes[place] & 0x0F)
            guard port <= 65535 else { return place }
            place += 1
        }
        return place < end ? place : nil
    }

    /// Whether a port stands at the end, as CONNECT wants it.
    static func hasPort(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var place = range.upperBound
        while place > range.lowerBound, HTTPByte.isDigit(bytes[place - 1]) { place -= 1 }
        return place < range.upperBound && place - 1 > range.lowerBound && bytes[place - 1] == HTTPByte.colon
    }

    private static func isAddressByte(_ byte: UInt8) -> Bool { HTTPByte.hexDigit(byte) != nil || byte == 0x76 }
}
