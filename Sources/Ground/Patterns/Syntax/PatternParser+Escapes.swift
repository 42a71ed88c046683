extension PatternParser {
    private static let syntaxCharacters = Set("^$\\.*+?()[]{}|/".utf8)

    /// Reads an escape outside a class.
    mutating func parseAtomEscape() throws(PatternError) -> (term: PatternSyntax, isQuantifiable: Bool) {
        let start = position
        position += 1
        guard let byte = peek else { throw unexpected("a character after '\\'") }
        switch byte {
        case UInt8(ascii: "b"):
            position += 1
            return (.assertion(.wordBoundary), false)
        case UInt8(ascii: "B"):
            position += 1
            return (.assertion(.noWordBoundary), false)
        case UInt8(ascii: "1")...UInt8(ascii: "9"):
            if let reference = try parseNumberedBackreference(from: start) { return (reference, true) }
        case UInt8(ascii: "k"):
            if let reference = try parseNamedBackreference(from: start) { return (reference, true) }
        default: break
        }
        if let set = try parseSetEscape(from: start) { return (.set(set), true) }
        return (.character(try parseCharacterEscape(from: start, isInClass: false)), true)
    }

    private mutating func parseNumberedBackreference(from start: Int) throws(PatternError) -> PatternSyntax? {
        let digits = position
        let index = takeDecimal() ?? 0
        if index <= totalCaptures { return .backreference(index: index, offset: start) }
        let expected = totalCaptures == 0 ? "no backreference, as there is no group" : "a group up to \(totalCaptures)"
        guard isTolerant else { throw unexpectedEscape(.unknownGroup, from: start, expected: expected) }
        position = digits
        return nil
    }

    private mutating func parseNamedBackreference(from start: Int) throws(PatternError) -> PatternSyntax? {
        if isTolerant, indicesByName.isEmpty { return nil }
        position += 1
        guard skip(UInt8(ascii: "<")) else { throw unexpected("'<' and a group name after '\\k'") }
        let name = try parseGroupName()
        guard let index = indicesByName[name] else {
            throw unexpectedEscape(.unknownGroup, from: start, expected: "the name of a group")
        }
        return .backreference(index: index, offset: start)
    }

    private func unexpectedEscape(_ code: PatternError.Code, from start: Int, expected: String) -> PatternError {
        let text = String(decoding: bytes[start..<min(position, bytes.count)], as: UTF8.self)
        return PatternError(code, offset: start, expected: expected, seen: "'\(text)'")
    }

    /// Reads `\d`, `\D`, `\s`, `\S`, `\w`, `\W`, `\p{…}` or `\P{…}` from the letter on.
    mutating func parseSetEscape(from start: Int) throws(PatternError) -> ScalarSet? {
        let set: ScalarSet
        switch peek {
        case UInt8(ascii: "d"): set = .digit
        case UInt8(ascii: "D"): set = .noDigit
        case UInt8(ascii: "s"): set = .space
        case UInt8(ascii: "S"): set = .noSpace
        case UInt8(ascii: "w"): set = .word
        case UInt8(ascii: "W"): set = .noWord
        case UInt8(ascii: "p"): return try parseProperty(isNegative: false, from: start)
        case UInt8(ascii: "P"): return try parseProperty(isNegative: true, from: start)
        default: return nil
        }
        position += 1
        return set
    }

    private mutating func parseProperty(isNegative: Bool, from start: Int) throws(PatternError) -> ScalarSet? {
        if isTolerant, peek(at: 1) != UInt8(ascii: "{") { return nil }
        position += 1
        guard skip(UInt8(ascii: "{")) else { throw unexpected("'{' and a property name after '\\p'") }
        let nameStart = position
        while let byte = peek, byte != UInt8(ascii: "}") { position += 1 }
        guard peek != nil else { throw unexpected("'}' after a property name") }
        let name = String(decoding: bytes[nameStart..<position], as: UTF8.self)
        position += 1
        switch PropertyExpression(name[...]) {
        case .property(let property):
            return ScalarSet(ranges: [], properties: [.init(property: property, isNegative: isNegative)])
        case .ranges(let ranges):
            let set = ScalarSet(ranges: ranges)
            return isNegative ? ScalarSet(ranges: ScalarSet.complement(set.ranges)) : set
        case .unsupported:
            throw unexpectedEscape(.unsupportedProperty, from: start, expected: "a property or script with data here")
        case .unknown:
            throw unexpectedEscape(.unknownProperty, from: start, expected: "the name of a Unicode property")
        }
    }

    /// Reads the escape of a single character from the byte after the backslash at `start`.
    mutating func parseCharacterEscape(from start: Int, isInClass: Bool) throws(PatternError) -> UInt32 {
        guard let byte = peek else { throw unexpected("a character after '\\'") }
        switch byte {
        case UInt8(ascii: "t"): return take(0x09)
        case UInt8(ascii: "n"): return take(0x0A)
        case UInt8(ascii: "v"): return take(0x0B)
        case UInt8(ascii: "f"): return take(0x0C)
        case UInt8(ascii: "r"): return take(0x0D)
        case UInt8(ascii: "c"): return try parseControlEscape(from: start, isInClass: isInClass)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return try parseDigitEscape(from: start)
        case UInt8(ascii: "x"):
            position += 1
            if let value = takeHexadecimal(digits: 2) { return value }
            try violate(.invalidEscape, from: start, expected: "two hexadecimal digits after '\\x'")
            return UInt32(byte)
        case UInt8(ascii: "u"):
            position += 1
            if let value = takeUnicodeEscape() { return value }
            try violate(
                .invalidEscape,
                from: start,
                expected: "four hexadecimal digits or a code point in braces after '\\u'"
            )
            return UInt32(byte)
        case _ where Self.syntaxCharacters.contains(byte) || (isInClass && byte == UInt8(ascii: "-")):
            return take(UInt32(byte))
        case UInt8(ascii: "k") where !indicesByName.isEmpty:
            throw unexpected("no '\\k' in a class of a pattern with named groups", code: .invalidEscape, at: start)
        default:
            let value = takeCodePoint()
            try violate(.invalidEscape, from: start, expected: "an escape of Unicode mode")
            return value
        }
    }

    private mutating func take(_ value: UInt32) -> UInt32 {
        position += 1
        return value
    }

    private mutating func parseControlEscape(from start: Int, isInClass: Bool) throws(PatternError) -> UInt32 {
        let isLetter: (UInt8) -> Bool = { (0x61...0x7A).contains($0 | 0x20) }
        if let letter = peek(at: 1), isLetter(letter) {
            position += 2
            return UInt32(letter % 32)
        }
        if isTolerant, isInClass, let byte = peek(at: 1), byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte) {
            position += 2
            try violate(.invalidEscape, from: start, expected: "a letter after '\\c'")
            return UInt32(byte % 32)
        }
        // Annex B lets the backslash stand for itself, and the letter c follow it.
        try violate(.invalidEscape, from: start, expected: "a letter after '\\c'")
        return UInt32(UInt8(ascii: "\\"))
    }

    /// Reads `\0`, or a legacy octal escape where the reading is tolerant.
    private mutating func parseDigitEscape(from start: Int) throws(PatternError) -> UInt32 {
        let isDigit: (UInt8?) -> Bool = { $0.map { (0x30...0x39).contains($0) } ?? false }
        if peek == UInt8(ascii: "0"), !isDigit(peek(at: 1)) { return take(0) }
        var value: UInt32 = 0
        var length = 0
        while length < 3, let byte = peek(at: length), (0x30...0x37).contains(byte),
            value * 8 + UInt32(byte - 0x30) < 256
        {
            value = value * 8 + UInt32(byte - 0x30)
            length += 1
        }
        if length == 0, let byte = peek { (value, length) = (UInt32(byte), 1) }
        position += length
        try violate(.invalidEscape, from: start, expected: "'\\0' not followed by a digit, or '\\x' and two digits")
        return value
    }

    private mutating func takeHexadecimal(digits: Int) -> UInt32? {
        var value: UInt32 = 0
        for distance in 0..<digits {
            guard let digit = peek(at: distance).flatMap(Self.hexadecimalValue) else { return nil }
            value = value << 4 | digit
        }
        position += digits
        return value
    }

    private static func hexadecimalValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46: UInt32(byte - 0x41 + 10)
        case 0x61...0x66: UInt32(byte - 0x61 + 10)
        default: nil
        }
    }

    /// Reads what follows `\u`; nil, and the position unchanged, when it is no code point.
    mutating func takeUnicodeEscape() -> UInt32? {
        if peek == UInt8(ascii: "{") { return takeBracedCodePoint() }
        guard let first = takeHexadecimal(digits: 4) else { return nil }
        let afterFirst = position
        if (0xD800...0xDBFF).contains(first), skip("\\u") {
            if let second = takeHexadecimal(digits: 4), (0xDC00...0xDFFF).contains(second) {
                return 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
            }
            position = afterFirst
        }
        return first
    }

    private mutating func takeBracedCodePoint() -> UInt32? {
        var distance = 1
        var value: UInt32 = 0
        while let digit = peek(at: distance).flatMap(Self.hexadecimalValue), value <= ScalarSet.last {
            value = value << 4 | digit
            distance += 1
        }
        guard distance > 1, value <= ScalarSet.last, peek(at: distance) == UInt8(ascii: "}") else { return nil }
        position += distance + 1
        return value
    }
}
