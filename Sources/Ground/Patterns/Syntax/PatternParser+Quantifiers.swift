extension PatternParser {
    /// Reads the quantifier after a term, if there is one.
    mutating func parseQuantifier(
        of term: PatternSyntax,
        isQuantifiable: Bool,
        from start: Int
    ) throws(PatternError) -> PatternSyntax {
        let offset = position
        guard let bounds = try parseQuantifierBounds() else { return term }
        let isLazy = skip(UInt8(ascii: "?"))
        if !isQuantifiable {
            guard case .lookaround(let kind, _) = term, !kind.isBehind else {
                throw unexpected("a character or group before the quantifier", code: .nothingToRepeat, at: offset)
            }
            try violate(.nothingToRepeat, from: start, expected: "no quantifier after a lookahead")
        }
        let quantifier = PatternQuantifier(minimum: bounds.minimum, maximum: bounds.maximum, isLazy: isLazy)
        return .repetition(term, quantifier, offset: offset)
    }

    private mutating func parseQuantifierBounds() throws(PatternError) -> (minimum: Int, maximum: Int?)? {
        switch peek {
        case UInt8(ascii: "*"):
            position += 1
            return (0, nil)
        case UInt8(ascii: "+"):
            position += 1
            return (1, nil)
        case UInt8(ascii: "?"):
            position += 1
            return (0, 1)
        case UInt8(ascii: "{"): return try parseBounds()
        default: return nil
        }
    }

    /// Reads `{n}`, `{n,}` or `{n,m}`; nil, and the position unchanged, when something else stands there.
    mutating func parseBounds() throws(PatternError) -> (minimum: Int, maximum: Int?)? {
        let start = position
        position += 1
        guard let minimum = takeDecimal() else {
            position = start
            return nil
        }
        var maximum: Int? = minimum
        if skip(UInt8(ascii: ",")) { maximum = takeDecimal() }
        guard skip(UInt8(ascii: "}")) else {
            guard isTolerant else { throw unexpected("'}' after the bounds of a quantifier") }
            position = start
            return nil
        }
        if let maximum, maximum < minimum {
            throw PatternError(
                .outOfOrder,
                offset: start,
                expected: "an upper bound of \(minimum) or more",
                seen: "\(maximum)"
            )
        }
        return (minimum, maximum)
    }

    /// Reads decimal digits; numbers too great to count with become the greatest one.
    mutating func takeDecimal() -> Int? {
        let start = position
        var value = 0
        while let byte = peek, (0x30...0x39).contains(byte) {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int(byte - 0x30))
            value = overflow || carry || value == .max ? .max : sum
            position += 1
        }
        return position > start ? value : nil
    }
}
