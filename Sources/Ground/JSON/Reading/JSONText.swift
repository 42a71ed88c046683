/// The text of string entries: decoding, comparing and hashing without making strings where that can be avoided.
enum JSONText {
    /// How a lone surrogate comes out of decoding.
    enum LoneSurrogates {
        /// As U+FFFD, for people.
        case replaced
        /// As three bytes that no UTF-8 has, so that different ones stay different.
        case kept
    }

    /// The bytes between the quotation marks of a string entry.
    @inline(__always) static func body(of entry: JSONTapeEntry) -> Range<Int> {
        (entry.start &+ 1)..<(entry.start &+ entry.length &- 1)
    }

    /// The text of a string entry; what is not UTF-8 becomes U+FFFD.
    static func string(of entry: JSONTapeEntry, in bytes: [UInt8]) -> String {
        if entry.kind == .plainString { return String(decoding: bytes[body(of: entry)], as: UTF8.self) }
        return String(decoding: decoded(entry, in: bytes.span, loneSurrogates: .replaced), as: UTF8.self)
    }

    /// The text of a string entry with escapes resolved; bytes that are not UTF-8 stay as they are.
    static func decoded(_ entry: JSONTapeEntry, in bytes: Span<UInt8>, loneSurrogates: LoneSurrogates) -> [UInt8] {
        let range = body(of: entry)
        var text: [UInt8] = []
        text.reserveCapacity(range.count)
        var position = range.lowerBound
        while position < range.upperBound {
            let byte = bytes[position]
            if byte != JSONByte.backslash {
                text.append(byte)
                position += 1
                continue
            }
            let escape = JSONEscape(at: position, in: bytes)
            if loneSurrogates == .kept && escape.problem == .loneSurrogate {
                let unit = escape.codeUnit
                text += [0xED, 0x80 | UInt8(unit >> 6 & 0x3F), 0x80 | UInt8(unit & 0x3F)]
            } else {
                text.append(contentsOf: String(escape.scalar).utf8)
            }
            position += escape.length
        }
        return text
    }

    /// Whether the text of a string entry is the given UTF-8.
    @inline(__always)
    static func isText(of entry: JSONTapeEntry, in bytes: Span<UInt8>, equalTo text: Span<UInt8>) -> Bool {
        guard entry.kind == .plainString else { return isEscapedText(of: entry, in: bytes, equalTo: text) }
        guard entry.length == text.count &+ 2 else { return false }
        return equal(bytes.bytes, from: entry.start &+ 1, text.bytes)
    }

    private static func isEscapedText(
        of entry: JSONTapeEntry,
        in bytes: Span<UInt8>,
        equalTo text: Span<UInt8>
    ) -> Bool {
        guard entry.isString else { return false }
        var decoded = decoded(entry, in: bytes, loneSurrogates: .replaced)
        if entry.kind == .illFormedString { decoded = [UInt8](String(decoding: decoded, as: UTF8.self).utf8) }
        return decoded.count == text.count && equal(decoded.span.bytes, from: 0, text.bytes)
    }

    /// Whether two string entries have the same text, to the code unit.
    static func areEqual(
        _ first: JSONTapeEntry,
        in firstBytes: Span<UInt8>,
        _ second: JSONTapeEntry,
        in secondBytes: Span<UInt8>
    ) -> Bool {
        if first.kind == .plainString && second.kind == .plainString {
            return isText(of: first, in: firstBytes, equalTo: secondBytes.extracting(body(of: second)))
        }
        return decoded(first, in: firstBytes, loneSurrogates: .kept)
            == decoded(second, in: secondBytes, loneSurrogates: .kept)
    }

    /// A hash of the text of a string entry that strangers cannot foresee.
    static func hash(of entry: JSONTapeEntry, in bytes: Span<UInt8>) -> UInt64 {
        if entry.kind == .plainString { return hash(bytes.extracting(body(of: entry))) }
        return hash(decoded(entry, in: bytes, loneSurrogates: .kept).span)
    }

    /// A hash of bytes that strangers cannot foresee.
    static func hash(_ text: Span<UInt8>) -> UInt64 {
        let raw = text.bytes
        var state = seed ^ UInt64(truncatingIfNeeded: text.count)
        var offset = 0
        while offset &+ 8 <= text.count {
            // In bounds: eight bytes follow.
            state = fold(state ^ raw.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
            offset &+= 8
        }
        var rest: UInt64 = 0
        while offset < text.count {
            rest = rest &<< 8 | UInt64(text[offset])
            offset &+= 1
        }
        return fold(fold(state ^ rest))
    }

    @inline(__always) private static func fold(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }

    /// Differs from process to process, as Swift's own hashing does.
    private static let seed = UInt64(bitPattern: Int64(Hasher().finalize()))

    /// Whether `text` stands in `bytes` at `start`.
    static func equal(_ bytes: RawSpan, from start: Int, _ text: RawSpan) -> Bool {
        let count = text.byteCount
        guard start >= 0, start &+ count <= bytes.byteCount else { return false }
        var offset = 0
        while offset &+ 8 <= count {
            // In bounds: both hold eight bytes more.
            let ours = bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start &+ offset, as: UInt64.self)
            let theirs = text.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
            if ours != theirs { return false }
            offset &+= 8
        }
        while offset < count {
            let ours = bytes.unsafeLoad(fromUncheckedByteOffset: start &+ offset, as: UInt8.self)
            if ours != text.unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self) { return false }
            offset &+= 1
        }
        return true
    }
}
