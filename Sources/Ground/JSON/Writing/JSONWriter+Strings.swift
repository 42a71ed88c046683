extension JSONWriter {
    /// Appends a text in quotation marks, with the escapes it needs and no others.
    mutating func appendQuoted(_ text: String) {
        var text = text
        text.withUTF8 { appendQuoted($0) }
    }

    private mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.append(JSONByte.quote)
        let span = text.span
        var position = 0
        while true {
            let end = Self.endOfPlainRun(in: span, from: position)
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[position..<end]))
            guard end < span.count else { break }
            appendEscape(span[end])
            position = end + 1
        }
        bytes.append(JSONByte.quote)
    }

    /// The first position at or after `start` whose byte needs an escape.
    private static func endOfPlainRun(in text: Span<UInt8>, from start: Int) -> Int {
        var position = start
        while position &+ 8 <= text.count {
            // In bounds: eight bytes follow.
            let word = text.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt64.self).littleEndian
            // The high bits are masked because bytes that are not ASCII need no escape. Such a byte can make the one
            // after it look special, so the loop below has the last word.
            if JSONScanner.specialBytes(word & 0x7F7F_7F7F_7F7F_7F7F) & ~word != 0 { break }
            position &+= 8
        }
        while position < text.count {
            let byte = text[position]
            if byte < JSONByte.space || byte == JSONByte.quote || byte == JSONByte.backslash { break }
            position &+= 1
        }
        return position
    }

    private mutating func appendEscape(_ byte: UInt8) {
        bytes.append(JSONByte.backslash)
        switch byte {
        case JSONByte.quote, JSONByte.backslash: bytes.append(byte)
        case 0x08: bytes.append(0x62)
        case 0x0C: bytes.append(0x66)
        case JSONByte.lineFeed: bytes.append(0x6E)
        case JSONByte.carriageReturn: bytes.append(0x72)
        case JSONByte.tab: bytes.append(0x74)
        default:
            let digits = StaticString("0123456789abcdef")
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(digits.utf8Start[Int(byte >> 4)])
            bytes.append(digits.utf8Start[Int(byte & 15)])
        }
    }
}
