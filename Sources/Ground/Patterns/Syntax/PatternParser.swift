/// Reads the pattern grammar of ECMA-262 §22.2.1 in Unicode mode, and Annex B.1.2 where the reading is tolerant.
struct PatternParser {
    let bytes: [UInt8]
    let options: PatternOptions
    var position = 0
    var violations: [PatternViolation] = []
    /// How many groups have been opened.
    var captureCount = 0
    /// How many groups the whole pattern has: backreferences may point forward.
    var totalCaptures = 0
    var indicesByName: [String: Int] = [:]
    var depth = 0

    var isTolerant: Bool { options.reading == .tolerant }

    /// What a parse yields besides violations.
    struct Result {
        let syntax: PatternSyntax
        let violations: [PatternViolation]
        let captureCount: Int
        let groupNames: [String: Int]
    }

    static func parse(_ source: String, options: PatternOptions) throws(PatternError) -> Result {
        let bytes = Array(source.utf8)
        guard bytes.count <= options.maximumLength else {
            throw PatternError(
                .lengthLimit,
                offset: options.maximumLength,
                expected: "at most \(options.maximumLength) bytes",
                seen: "\(bytes.count)"
            )
        }
        var parser = PatternParser(bytes: bytes, options: options)
        parser.countGroups()
        let syntax = try parser.parseAlternatives()
        if parser.peek != nil {
            throw parser.unexpected("'(' before ')'")
        }
        return Result(
            syntax: syntax,
            violations: parser.violations,
            captureCount: parser.totalCaptures,
            groupNames: parser.indicesByName
        )
    }

    // MARK: Reading

    var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    func peek(at distance: Int) -> UInt8? {
        position + distance < bytes.count ? bytes[position + distance] : nil
    }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    mutating func skip(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard position + length <= bytes.count else { return false }
        let isSame = text.withUTF8Buffer { buffer in
            buffer.indices.allSatisfy { buffer[$0] == bytes[position + $0] }
        }
        if isSame { position += length }
        return isSame
    }

    /// The code point at the position, which must not be the end.
    mutating func takeCodePoint() -> UInt32 {
        let decoded = UTF8Decoding.scalar(in: bytes.span, at: position)
        position += decoded.length
        return decoded.value
    }

    // MARK: Failing

    /// What stands at an offset, in words.
    func describe(at offset: Int) -> String {
        guard offset < bytes.count else { return "the end" }
        let value = UTF8Decoding.scalar(in: bytes.span, at: offset).value
        guard value >= 0x20, let scalar = Unicode.Scalar(value) else { return "U+" + String(value, radix: 16) }
        return "'\(Character(scalar))'"
    }

    func unexpected(
        _ expected: String,
        code: PatternError.Code = .unexpectedCharacter,
        at offset: Int? = nil
    ) -> PatternError {
        let place = offset ?? position
        let code = place >= bytes.count && code == .unexpectedCharacter ? .unexpectedEnd : code
        return PatternError(code, offset: place, expected: expected, seen: describe(at: place))
    }

    /// Refuses syntax outside Unicode mode, or notes it where the reading is tolerant.
    mutating func violate(
        _ code: PatternError.Code,
        from start: Int,
        expected: String
    ) throws(PatternError) {
        let seen =
            start < position ? "'\(String(decoding: bytes[start..<position], as: UTF8.self))'" : describe(at: start)
        guard isTolerant else { throw PatternError(code, offset: start, expected: expected, seen: seen) }
        violations.append(
            PatternViolation(code: code, byteRange: start..<max(position, start), expected: expected, seen: seen)
        )
    }

    // MARK: Grammar

    mutating func parseAlternatives() throws(PatternError) -> PatternSyntax {
        let first = try parseSequence()
        guard peek == UInt8(ascii: "|") else { return first }
        var alternatives = [first]
        while skip(UInt8(ascii: "|")) { alternatives.append(try parseSequence()) }
        return .alternatives(alternatives)
    }

    private mutating func parseSequence() throws(PatternError) -> PatternSyntax {
        var terms: [PatternSyntax] = []
        while let byte = peek, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
            let start = position
            let (term, isQuantifiable) = try parseTerm(byte)
            terms.append(try parseQuantifier(of: term, isQuantifiable: isQuantifiable, from: start))
        }
        switch terms.count {
        case 0: return .empty
        case 1: return terms[0]
        default: return .sequence(terms)
        }
    }

    /// Reads a term without its quantifier.
    private mutating func parseTerm(
        _ byte: UInt8
    ) throws(PatternError) -> (term: PatternSyntax, isQuantifiable: Bool) {
        switch byte {
        case UInt8(ascii: "^"):
            position += 1
            return (.assertion(.start), false)
        case UInt8(ascii: "$"):
            position += 1
            return (.assertion(.end), false)
        case UInt8(ascii: "("): return try parseGroup()
        case UInt8(ascii: "["): return (.set(try parseClass()), true)
        case UInt8(ascii: "."):
            position += 1
            return (.set(.noLineTerminator), true)
        case UInt8(ascii: "\\"): return try parseAtomEscape()
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
            throw unexpected("something to repeat before the quantifier", code: .nothingToRepeat)
        case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "]"):
            let start = position
            if byte == UInt8(ascii: "{"), try parseBounds() != nil {
                throw unexpected("something to repeat before the quantifier", code: .nothingToRepeat, at: start)
            }
            position = start + 1
            let name = Character(Unicode.Scalar(byte))
            try violate(.unexpectedCharacter, from: start, expected: "'\\\(name)' for a literal '\(name)'")
            return (.character(UInt32(byte)), true)
        default: return (.character(takeCodePoint()), true)
        }
    }
}
