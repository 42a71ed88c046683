extension HTTPHeadScan {
    /// Reads the line end behind a chunk's data; false when it is not all there.
    mutating func chunkEnd(_ bytes: Span<UInt8>) throws(HTTPWireError) -> Bool {
        let byte = bytes[position]
        if byte == HTTPByte.lineFeed {
            try bareLineFeed()
            position += 1
            return true
        }
        if byte == HTTPByte.carriageReturn, position + 1 >= bytes.count { return false }
        guard byte == HTTPByte.carriageReturn, bytes[position + 1] == HTTPByte.lineFeed else {
            let place = byte == HTTPByte.carriageReturn ? position + 1 : position
            try violate(
                .chunkEnd,
                at: place,
                expected: "CR LF after the data of a chunk",
                seen: HTTPViolation.describe(bytes[place])
            )
            return false
        }
        position += 2
        return true
    }

    /// Reads the line before a chunk; nil when it is not all there.
    mutating func chunkLine(_ bytes: Span<UInt8>) throws(HTTPWireError) -> HTTPChunkHeader? {
        let begin = position
        window = begin + options.maximumChunkLineBytes
        let end = min(window, bytes.count)
        guard let size = try chunkSize(bytes, end) else { return nil }
        let extensionStart = position
        guard let lineEnd = try chunkExtensions(bytes, end) else {
            guard bytes.count <= window else {
                try violate(
                    .chunkLineLimit,
                    at: window,
                    expected: "a chunk line of at most \(options.maximumChunkLineBytes) bytes",
                    seen: "more bytes without an end"
                )
                return nil
            }
            position = begin
            return nil
        }
        let extensions = extensionStart < lineEnd ? bytes.array(extensionStart..<lineEnd) : []
        return HTTPChunkHeader(size: size, extensions: extensions, line: begin..<lineEnd)
    }

    private mutating func chunkSize(_ bytes: Span<UInt8>, _ end: Int) throws(HTTPWireError) -> Int? {
        let begin = position
        var size = 0
        while position < end, let digit = HTTPByte.hexDigit(bytes[position]) {
            guard size >> 58 == 0 else {
                try violate(.chunkSize, at: begin, expected: "a chunk size below 2^62", seen: "a larger one")
                return nil
            }
            size = size << 4 | Int(digit)
            position += 1
        }
        if position == end, position < window {
            position = begin
            return nil
        }
        if position == begin {
            try violate(
                .chunkSize,
                at: begin,
                expected: "hexadecimal digits",
                seen: HTTPViolation.describe(bytes[position])
            )
        }
        return size
    }

    /// Reads extensions and the line end; the position of the line end, or nil when it is not there.
    private mutating func chunkExtensions(_ bytes: Span<UInt8>, _ end: Int) throws(HTTPWireError) -> Int? {
        guard position < end else { return nil }
        if bytes[position] == HTTPByte.carriageReturn, position + 1 < end, bytes[position + 1] == HTTPByte.lineFeed {
            position += 2
            return position - 2
        }
        let begin = position
        guard let textEnd = try textEnd(bytes, from: begin, end) else { return nil }
        var place = begin
        while place < textEnd, HTTPByte.isBlank(bytes[place]) { place += 1 }
        let byte = place < textEnd ? bytes[place] : 0x3B
        guard byte == 0x3B else {
            // "0x10" or "5 5": how long the chunk is would be a guess.
            try violate(
                .chunkSize,
                at: place,
                expected: "hexadecimal digits, then ';' or the end of the line",
                seen: HTTPViolation.describe(byte)
            )
            return nil
        }
        if place == textEnd, place > begin {
            try violate(
                .chunkSizeWhitespace,
                at: begin,
                expected: "the end of the line after the chunk size",
                seen: HTTPViolation.describe(bytes[begin])
            )
        } else if let bad = HTTPChunkExtension.firstInvalidByte(bytes, begin..<textEnd) {
            try violate(
                .chunkExtension,
                at: bad,
                expected: ";name or ;name=value",
                seen: bad < textEnd ? HTTPViolation.describe(bytes[bad]) : "the end of the line"
            )
        }
        position = textEnd
        return try lineEnd(bytes, end) ? textEnd : nil
    }
}

/// The syntax of chunk extensions (RFC 9112 section 7.1.1).
enum HTTPChunkExtension {
    /// Where the bytes stop being extensions; nil for good ones.
    static func firstInvalidByte(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var cursor = HTTPCursor(range)
        while true {
            cursor.skipBlanks(bytes)
            guard cursor.skip(0x3B, bytes) else { return cursor.isAtEnd ? nil : cursor.place }
            cursor.skipBlanks(bytes)
            guard cursor.token(bytes) != nil else { return cursor.place }
            cursor.skipBlanks(bytes)
            guard cursor.skip(0x3D, bytes) else { continue }
            cursor.skipBlanks(bytes)
            guard cursor.token(bytes) != nil || cursor.quotedString(bytes) != nil else { return cursor.place }
        }
    }
}
