extension JSONStorage {
    /// The text of a string entry.
    func text(of entry: JSONTapeEntry) -> String {
        let range = (entry.start + 1)..<(entry.start + entry.length - 1)
        if entry.kind == .plainString { return String(decoding: bytes[range], as: UTF8.self) }
        return String(decoding: decodedBytes(of: entry), as: UTF8.self)
    }

    /// The text of a string entry in UTF-8, escapes resolved; ill-formed UTF-8 stays as it is.
    func decodedBytes(of entry: JSONTapeEntry) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(entry.length)
        let bytes = self.bytes.span
        var position = entry.start + 1
        let end = entry.start + entry.length - 1
        while position < end {
            let byte = bytes[position]
            if byte == ASCII.backslash {
                let escape = JSONEscape(at: position, in: bytes)
                text.append(contentsOf: String(escape.scalar).utf8)
                position += escape.length
            } else {
                text.append(byte)
                position += 1
            }
        }
        return text
    }

    /// Whether the text of a string entry is the given UTF-8.
    func text(of entry: JSONTapeEntry, equals text: Span<UInt8>) -> Bool {
        guard entry.kind == .plainString else { return decodedText(of: entry, equals: text) }
        guard entry.length == text.count + 2 else { return false }
        return buffer.withUnsafeMutablePointerToHeader { header in
            Self.equal(header.pointee.bytes.span.bytes, from: entry.start + 1, text.bytes)
        }
    }

    private func decodedText(of entry: JSONTapeEntry, equals text: Span<UInt8>) -> Bool {
        // Escapes only ever shorten a text.
        guard entry.length >= text.count + 2 else { return false }
        let repaired = [UInt8](self.text(of: entry).utf8)
        return repaired.count == text.count && Self.equal(repaired.span.bytes, from: 0, text.bytes)
    }

    /// Whether `text` stands in `bytes` at `start`.
    static func equal(_ bytes: RawSpan, from start: Int, _ text: RawSpan) -> Bool {
        let count = text.byteCount
        guard start >= 0, start + count <= bytes.byteCount else { return false }
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
