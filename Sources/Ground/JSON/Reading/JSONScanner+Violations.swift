import Text

extension JSONScanner {
    /// Skips a byte order mark at the start and reports it.
    @_lifetime(self: copy self)
    mutating func skipByteOrderMark() throws(JSONError) -> Int {
        guard bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF else { return 0 }
        try violation(.byteOrderMark, 0..<3, expected: "a value", seen: "a byte order mark")
        return 3
    }

    /// Skips a comment in a tolerant reading and reports it.
    @_lifetime(self: copy self)
    mutating func skipComment(from start: Int) throws(JSONError) -> Int {
        guard start + 1 < bytes.count else { throw unexpected(at: start, expected: "a value or separator") }
        var end = start + 2
        switch bytes[start + 1] {
        case JSONByte.slash:
            while end < bytes.count, bytes[end] != JSONByte.lineFeed { end += 1 }
        case JSONByte.asterisk:
            while end + 1 < bytes.count, bytes[end] != JSONByte.asterisk || bytes[end + 1] != JSONByte.slash {
                end += 1
            }
            guard end + 1 < bytes.count else {
                throw unexpected(at: bytes.count, expected: "the end of the comment at byte \(start)")
            }
            end += 2
        default:
            throw unexpected(at: start, expected: "a value or separator")
        }
        try violation(.comment, start..<end, expected: "no comment", seen: "a comment")
        return end
    }

    /// Refuses a violation in a strict reading, records it in a tolerant one.
    @inline(never) @_lifetime(self: copy self)
    mutating func violation(
        _ code: JSONError.Code,
        _ range: Range<Int>,
        expected: String,
        seen: String? = nil
    ) throws(JSONError) {
        try note(options.reading == .strict ? .refuse : .report, code, range, expected: expected, seen: seen)
    }

    /// Refuses or records a deviation, as the policy says.
    @inline(never) @_lifetime(self: copy self)
    mutating func note(
        _ policy: JSONReadingOptions.Policy,
        _ code: JSONError.Code,
        _ range: Range<Int>,
        expected: String,
        seen: String? = nil
    ) throws(JSONError) {
        switch policy {
        case .refuse: throw failure(code, at: range.lowerBound, expected: expected, seen: seen)
        case .ignore: return
        case .report:
            violationCount += 1
            guard violations.count < options.maximumViolations else { return }
            violations.append(
                JSONViolation(
                    code: code,
                    byteRange: range,
                    expected: expected,
                    seen: seen ?? sight(at: range.lowerBound)
                )
            )
        }
    }

    /// Leaves the violations with the document, in the order of the text.
    func handViolations(to storage: JSONStorage) {
        // Duplicate keys are seen at the end of their object, after others.
        let sorted = violations.sorted { $0.offset < $1.offset }
        storage.buffer.withUnsafeMutablePointerToHeader { header in
            header.pointee.violations = sorted
            header.pointee.violationCount = violationCount
        }
    }

    /// The error for a byte, or the end, that no reading can go on from.
    @inline(never) func unexpected(at position: Int, expected: String) -> JSONError {
        failure(position < bytes.count ? .unexpectedByte : .unexpectedEnd, at: position, expected: expected)
    }

    @inline(never) func missingSeparator(at position: Int, isObject: Bool) -> JSONError {
        unexpected(at: position, expected: isObject ? "',' or '}'" : "',' or ']'")
    }

    @inline(never) func tooDeep(at position: Int) -> JSONError {
        failure(
            .depthLimit,
            at: position,
            expected: "at most \(options.maximumDepth) nested arrays and objects",
            seen: "one more"
        )
    }

    @inline(never) func tooManyValues(at position: Int) -> JSONError {
        failure(
            .valueLimit,
            at: position,
            expected: "at most \(options.maximumValues) values",
            seen: "more of them"
        )
    }

    @inline(never) func scalarTooLong(_ entry: JSONTapeEntry) -> JSONError {
        let limit = min(options.maximumScalarBytes, JSONTapeEntry.maximumLength)
        return failure(
            .scalarLimit,
            at: entry.start,
            expected: "a string or number of at most \(limit) bytes",
            seen: "a longer one"
        )
    }

    @inline(never)
    func failure(_ code: JSONError.Code, at position: Int, expected: String, seen: String? = nil) -> JSONError {
        JSONError(
            code,
            at: position,
            in: bytes,
            expected: expected,
            seen: seen ?? sight(at: position)
        )
    }

    /// Names the byte at a position for an error message.
    private func sight(at position: Int) -> String {
        guard position < bytes.count else { return "the end of the input" }
        let byte = bytes[position]
        if byte > 0x20 && byte < 0x7F { return "'\(Unicode.Scalar(byte))'" }
        return "byte 0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}
