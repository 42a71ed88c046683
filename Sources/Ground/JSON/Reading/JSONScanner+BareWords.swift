extension JSONScanner {
    /// Reads a number or one of the three names.
    @inline(never) @_lifetime(self: copy self)
    mutating func readBareWord(at start: Int, byte: UInt8) throws(JSONError) -> JSONTapeEntry {
        switch byte {
        case 0x6E where matches("null", at: start): JSONTapeEntry(.null, start: start, length: 4)
        case 0x74 where matches("true", at: start): JSONTapeEntry(.true, start: start, length: 4)
        case 0x66 where matches("false", at: start): JSONTapeEntry(.false, start: start, length: 5)
        default: try readNumber(at: start)
        }
    }

    @_lifetime(self: copy self)
    private mutating func readNumber(at start: Int) throws(JSONError) -> JSONTapeEntry {
        var position = start
        if position < bytes.count, bytes[position] == JSONByte.minus { position &+= 1 }
        let digits = position
        position = endOfDigits(from: digits)
        guard position > digits, position == digits &+ 1 || bytes[digits] != JSONByte.zero else {
            return try readDeviantNumber(at: start)
        }
        var kind = JSONTapeEntry.Kind.integer
        if position < bytes.count, bytes[position] == JSONByte.dot {
            let fraction = position &+ 1
            position = endOfDigits(from: fraction)
            guard position > fraction else { return try readDeviantNumber(at: start) }
            kind = .decimal
        }
        if position < bytes.count, bytes[position] | 0x20 == 0x65 {
            guard let end = endOfExponent(from: position) else { return try readDeviantNumber(at: start) }
            position = end
            kind = .decimal
        }
        return JSONTapeEntry(kind, start: start, length: position &- start)
    }

    /// Reads a number that RFC 8259 does not allow but that can be understood.
    @inline(never) @_lifetime(self: copy self)
    private mutating func readDeviantNumber(at start: Int) throws(JSONError) -> JSONTapeEntry {
        var position = start
        if position < bytes.count, bytes[position] == JSONByte.minus || bytes[position] == JSONByte.plus {
            position += 1
        }
        for name: StaticString in ["NaN", "Infinity"] where matches(name, at: position) {
            position += name.utf8CodeUnitCount
            try violation(.notFinite, start..<position, expected: "a value")
            return JSONTapeEntry(.deviantNumber, start: start, length: position - start)
        }
        let whole = position
        position = endOfDigits(from: whole)
        var digits = position - whole
        if position < bytes.count, bytes[position] == JSONByte.dot {
            let fraction = position + 1
            position = endOfDigits(from: fraction)
            digits += position - fraction
        }
        guard digits > 0 else {
            throw whole == start
                ? unexpected(at: start, expected: "a value") : unexpected(at: position, expected: "a digit")
        }
        if position < bytes.count, bytes[position] | 0x20 == 0x65 {
            guard let end = endOfExponent(from: position) else {
                var digit = position + 1
                if digit < bytes.count, bytes[digit] == JSONByte.plus || bytes[digit] == JSONByte.minus { digit += 1 }
                throw unexpected(at: digit, expected: "a digit of the exponent")
            }
            position = end
        }
        try violation(
            .malformedNumber,
            start..<position,
            expected: "digits without leading zero or plus sign, and digits on both sides of a point"
        )
        return JSONTapeEntry(.deviantNumber, start: start, length: position - start)
    }

    @inline(__always) private func endOfDigits(from start: Int) -> Int {
        var position = start
        while position < bytes.count, JSONByte.isDigit(bytes[position]) { position &+= 1 }
        return position
    }

    /// The position after an exponent whose letter stands at `start`; nil if it has no digits.
    private func endOfExponent(from start: Int) -> Int? {
        var position = start &+ 1
        if position < bytes.count, bytes[position] == JSONByte.plus || bytes[position] == JSONByte.minus {
            position &+= 1
        }
        let end = endOfDigits(from: position)
        return end > position ? end : nil
    }

    @inline(__always) private func matches(_ name: StaticString, at position: Int) -> Bool {
        let length = name.utf8CodeUnitCount
        guard bytes.count &- position >= length else { return false }
        for index in 0..<length where bytes[position &+ index] != name.utf8Start[index] { return false }
        return true
    }
}
