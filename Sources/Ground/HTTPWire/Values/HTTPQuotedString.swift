/// Quoted strings (RFC 9110 section 5.6.4).
public enum HTTPQuotedString {
    /// The text as a token where it is one, in quotes otherwise.
    public static func quotedIfNeeded(_ text: String) -> String {
        if !text.isEmpty, text.utf8.allSatisfy(HTTPByte.isToken) { return text }
        var bytes: [UInt8] = [0x22]
        for byte in text.utf8 {
            if byte == 0x22 || byte == 0x5C { bytes.append(0x5C) }
            bytes.append(byte)
        }
        bytes.append(0x22)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text inside of a whole quoted string; nil when it is none.
    public static func unquoted(_ text: String) -> String? {
        let bytes = text.utf8Span.span
        var cursor = HTTPCursor(0..<bytes.count)
        guard let range = cursor.quotedString(bytes), cursor.isAtEnd else { return nil }
        return content(bytes, range)
    }

    static func content(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        var content: [UInt8] = []
        var place = range.lowerBound + 1
        while place < range.upperBound - 1 {
            if bytes[place] == 0x5C { place += 1 }
            content.append(bytes[place])
            place += 1
        }
        return String(decoding: content, as: UTF8.self)
    }
}

extension HTTPCursor {
    /// Moves over a token or a quoted string and returns its text.
    mutating func tokenOrQuotedText(_ bytes: Span<UInt8>) -> String? {
        if let token = token(bytes) { return bytes.text(token) }
        if let quoted = quotedString(bytes) { return HTTPQuotedString.content(bytes, quoted) }
        return nil
    }
}
