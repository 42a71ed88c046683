extension JSONScanner {
    /// Reads the string whose opening quotation mark stands at `start`.
    @inline(__always) @_lifetime(self: copy self)
    mutating func readString(at start: Int, in bytes: Span<UInt8>) throws(JSONError) -> JSONTapeEntry {
        let end = Self.endOfPlainRun(from: start &+ 1, in: bytes)
        if end < bytes.count, bytes[end] == JSONByte.quote {
            return JSONTapeEntry(.plainString, start: start, length: end &+ 1 &- start)
        }
        return try readLongString(from: start, position: end)
    }

    /// The first position at or after `start` whose byte is a quotation mark, a backslash, a control character
    /// or not JSONByte.
    @inline(__always) static func endOfPlainRun(from start: Int, in bytes: Span<UInt8>) -> Int {
        let raw = bytes.bytes
        var position = start
        let end = bytes.count &- 8
        while position <= end {
            // In bounds: eight bytes follow, see `end`.
            let word = raw.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt64.self).littleEndian
            let marks = specialBytes(word)
            if marks != 0 { return position &+ marks.trailingZeroBitCount &>> 3 }
            position &+= 8
        }
        while position < bytes.count {
            let byte = bytes[position]
            if byte < JSONByte.space || byte >= 0x80 || byte == JSONByte.quote || byte == JSONByte.backslash { break }
            position &+= 1
        }
        return position
    }

    /// Marks, by their high bits, the bytes of a word that end a plain run; exact up to the lowest mark.
    @inline(__always) static func specialBytes(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = (word ^ (ones &* UInt64(JSONByte.quote))) &- ones
        let backslashes = (word ^ (ones &* UInt64(JSONByte.backslash))) &- ones
        let controls = word &- (ones &* UInt64(JSONByte.space))
        return (quotes | backslashes | controls | word) & (ones &* 0x80)
    }

    /// Reads on in a string after its first byte that is not plain.
    @inline(never) @_lifetime(self: copy self)
    private mutating func readLongString(from start: Int, position first: Int) throws(JSONError) -> JSONTapeEntry {
        var position = first
        var kind = JSONTapeEntry.Kind.plainString
        while position < bytes.count {
            let byte = bytes[position]
            if byte == JSONByte.quote {
                return JSONTapeEntry(kind, start: start, length: position + 1 - start)
            } else if byte == JSONByte.backslash {
                let escape = JSONEscape(at: position, in: bytes)
                if escape.problem != nil {
                    try report(escape, at: position)
                    kind = .illFormedString
                } else if kind == .plainString {
                    kind = .escapedString
                }
                position += escape.length
            } else if byte < JSONByte.space {
                try violation(
                    .controlCharacter,
                    position..<(position + 1),
                    expected: "an escaped control character"
                )
                kind = .illFormedString
                position += 1
            } else {
                let sequence = UTF8Sequence(at: position, in: bytes)
                if let problem = sequence.problem {
                    try violation(
                        .invalidUTF8,
                        position..<(position + sequence.length),
                        expected: "UTF-8",
                        seen: problem
                    )
                    kind = .illFormedString
                }
                position += sequence.length
            }
            position = Self.endOfPlainRun(from: position, in: bytes)
        }
        throw unexpected(at: bytes.count, expected: "the closing quotation mark of the string at byte \(start)")
    }

    @_lifetime(self: copy self)
    private mutating func report(_ escape: JSONEscape, at position: Int) throws(JSONError) {
        let range = position..<(position + escape.length)
        switch escape.problem {
        case .truncated:
            throw unexpected(at: bytes.count, expected: "the rest of an escape")
        case .loneSurrogate:
            try note(
                options.loneSurrogates,
                .loneSurrogate,
                range,
                expected: "both halves of a surrogate pair",
                seen: "one half alone"
            )
        case .unknown:
            try violation(
                .invalidEscape,
                range,
                expected: #"one of \" \\ \/ \b \f \n \r \t or \u with four hexadecimal digits"#
            )
        case nil:
            break
        }
    }
}
