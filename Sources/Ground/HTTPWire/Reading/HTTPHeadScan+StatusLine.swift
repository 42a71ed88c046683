/// The parts of a status line.
struct HTTPStatusLine {
    var version: HTTPVersion
    var status: HTTPStatus
    var reason: Range<Int>
}

extension HTTPHeadScan {
    /// Reads the status line at the start; nil when the bytes end inside it.
    mutating func statusLine(_ bytes: Span<UInt8>) throws(HTTPWireError) -> HTTPStatusLine? {
        let end = openWindow(bytes, options.maximumStartLineBytes, .startLineLimit)
        guard let version = try version(bytes, end, lastInLine: false) else {
            try ranOut(bytes)
            return nil
        }
        guard let status = try status(bytes, end), let reason = try reason(bytes, end) else {
            try ranOut(bytes)
            return nil
        }
        return HTTPStatusLine(version: version, status: status, reason: reason)
    }

    private mutating func status(_ bytes: Span<UInt8>, _ end: Int) throws(HTTPWireError) -> HTTPStatus? {
        guard position < end else { return nil }
        if bytes[position] != HTTPByte.space {
            try violate(
                .statusLine,
                at: position,
                expected: "a space after the version",
                seen: HTTPViolation.describe(bytes[position])
            )
        }
        var code: UInt16 = 0
        for place in position + 1..<position + 4 {
            guard place < end else { return nil }
            let byte = bytes[place]
            if !HTTPByte.isDigit(byte) || (place == position + 1 && byte == 0x30) {
                try violate(
                    .statusCode,
                    at: place,
                    expected: "three digits, the first not zero",
                    seen: HTTPViolation.describe(byte)
                )
            }
            code = code * 10 + UInt16(byte & 0x0F)
        }
        position += 4
        guard position < end else { return nil }
        if HTTPByte.isDigit(bytes[position]) {
            try violate(.statusCode, at: position, expected: "three digits", seen: "a fourth digit")
        }
        return HTTPStatus(code)
    }

    private mutating func reason(_ bytes: Span<UInt8>, _ end: Int) throws(HTTPWireError) -> Range<Int>? {
        if bytes[position] == HTTPByte.space {
            position += 1
        } else if bytes[position] == HTTPByte.carriageReturn || bytes[position] == HTTPByte.lineFeed {
            try violate(
                .missingReasonSpace,
                at: position,
                expected: "a space after the status code, even without a reason",
                seen: "the end of the line"
            )
        } else {
            try violate(
                .statusLine,
                at: position,
                expected: "a space after the status code",
                seen: HTTPViolation.describe(bytes[position])
            )
        }
        let begin = position
        guard let textEnd = try textEnd(bytes, from: begin, end) else { return nil }
        position = textEnd
        return try lineEnd(bytes, end) ? begin..<textEnd : nil
    }
}
