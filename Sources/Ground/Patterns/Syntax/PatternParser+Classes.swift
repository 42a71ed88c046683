extension PatternParser {
    private enum ClassAtom {
        case character(UInt32)
        case set(ScalarSet)
    }

    /// Reads a class from its opening bracket.
    mutating func parseClass() throws(PatternError) -> ScalarSet {
        let start = position
        position += 1
        let isNegative = skip(UInt8(ascii: "^"))
        var ranges: [ClosedRange<UInt32>] = []
        var properties: [ScalarSet.PropertyTest] = []
        func add(_ atom: ClassAtom) {
            switch atom {
            case .character(let value): ranges.append(value...value)
            case .set(let set):
                ranges += set.ranges
                properties += set.properties
            }
        }
        while true {
            guard peek != nil else { throw unexpected("']' for the '[' at byte \(start)") }
            if skip(UInt8(ascii: "]")) {
                return ScalarSet(ranges: ranges, properties: properties, isInverted: isNegative)
            }
            let atomStart = position
            let first = try parseClassAtom()
            guard peek == UInt8(ascii: "-"), let next = peek(at: 1), next != UInt8(ascii: "]") else {
                add(first)
                continue
            }
            position += 1
            let last = try parseClassAtom()
            if case .character(let low) = first, case .character(let high) = last {
                guard low <= high else {
                    let text = String(decoding: bytes[atomStart..<position], as: UTF8.self)
                    throw PatternError(
                        .outOfOrder,
                        offset: atomStart,
                        expected: "a range from a lower to a higher character",
                        seen: "'\(text)'"
                    )
                }
                ranges.append(low...high)
            } else {
                try violate(.invalidClassRange, from: atomStart, expected: "single characters around '-'")
                add(first)
                add(.character(UInt32(UInt8(ascii: "-"))))
                add(last)
            }
        }
    }

    private mutating func parseClassAtom() throws(PatternError) -> ClassAtom {
        guard peek == UInt8(ascii: "\\") else {
            guard peek != nil else { throw unexpected("a character or ']' in a class") }
            return .character(takeCodePoint())
        }
        let start = position
        position += 1
        if skip(UInt8(ascii: "b")) { return .character(0x08) }
        if let set = try parseSetEscape(from: start) { return .set(set) }
        return .character(try parseCharacterEscape(from: start, isInClass: true))
    }
}
