/// Comma-separated lists in field values (RFC 9110 section 5.6.1).
public enum HTTPList {
    /// The elements of a list without white space around; commas in quoted strings do not separate, and empty elements
    /// do not count.
    public static func elements(_ value: String) -> [String] {
        let bytes = value.utf8Span.span
        var elements: [String] = []
        forEach(bytes, 0..<bytes.count) { elements.append(bytes.text($0)) }
        return elements
    }

    /// Whether one element is `token`, ignoring ASCII case.
    static func hasToken(_ token: String, in bytes: Span<UInt8>) -> Bool {
        var found = false
        let wanted = token.utf8Span.span
        forEach(bytes, 0..<bytes.count) { element in
            if bytes.extracting(element).equalsIgnoringCase(wanted) { found = true }
        }
        return found
    }

    static func forEach(_ bytes: Span<UInt8>, _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
        var begin = range.lowerBound
        // A quote without a partner is looked for once, or hostile values would cost quadratic time.
        var mayQuote = true
        while begin <= range.upperBound {
            var cursor = HTTPCursor(begin..<range.upperBound)
            while !cursor.isAtEnd, bytes[cursor.place] != 0x2C {
                if mayQuote, bytes[cursor.place] == 0x22 {
                    if cursor.quotedString(bytes) != nil { continue }
                    mayQuote = false
                }
                _ = cursor.skip(bytes[cursor.place], bytes)
            }
            var (low, high) = (begin, cursor.place)
            while low < high, HTTPByte.isBlank(bytes[low]) { low += 1 }
            while high > low, HTTPByte.isBlank(bytes[high - 1]) { high -= 1 }
            if low < high { body(low..<high) }
            begin = cursor.place + 1
        }
    }
}
