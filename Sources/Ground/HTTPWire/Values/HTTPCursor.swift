/// Moves through the bytes of a field value by the tokens of RFC 9110.
struct HTTPCursor {
    private(set) var place: Int
    let end: Int

    init(_ range: Range<Int>) { (place, end) = (range.lowerBound, range.upperBound) }

    var isAtEnd: Bool { place == end }

    @inline(__always)
    mutating func skipBlanks(_ bytes: Span<UInt8>) {
        while place < end, HTTPByte.isBlank(bytes[place]) { place &+= 1 }
    }

    /// Moves over a byte if it stands here.
    @inline(__always)
    mutating func skip(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
        guard place < end, bytes[place] == byte else { return false }
        place &+= 1
        return true
    }

    /// Moves over a token; nil, and nowhere, without one.
    @inline(__always)
    mutating func token(_ bytes: Span<UInt8>) -> Range<Int>? {
        let begin = place
        while place < end, HTTPByte.isToken(bytes[place]) { place &+= 1 }
        return place > begin ? begin..<place : nil
    }

    /// Moves over a quoted string, quotes included; nil, and nowhere, without a whole one.
    mutating func quotedString(_ bytes: Span<UInt8>) -> Range<Int>? {
        let begin = place
        guard skip(0x22, bytes) else { return nil }
        while place < end {
            let byte = bytes[place]
            if byte == 0x22 {
                place += 1
                return begin..<place
            }
            if HTTPByte.isControl(byte), byte != HTTPByte.tab { break }
            place += byte == 0x5C ? 2 : 1
        }
        place = begin
        return nil
    }
}
