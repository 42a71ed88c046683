extension PatternParser {
    /// Reads a group or lookaround from its opening parenthesis.
    mutating func parseGroup() throws(PatternError) -> (term: PatternSyntax, isQuantifiable: Bool) {
        let start = position
        depth += 1
        defer { depth -= 1 }
        guard depth <= options.maximumDepth else {
            throw PatternError(
                .depthLimit,
                offset: start,
                expected: "groups nested at most \(options.maximumDepth) deep",
                seen: "one more"
            )
        }
        position += 1
        if skip("?:") { return (try parseGroupBody(from: start), true) }
        if skip("?=") { return try parseLookaround(isBehind: false, isNegative: false, from: start) }
        if skip("?!") { return try parseLookaround(isBehind: false, isNegative: true, from: start) }
        if skip("?<=") { return try parseLookaround(isBehind: true, isNegative: false, from: start) }
        if skip("?<!") { return try parseLookaround(isBehind: true, isNegative: true, from: start) }
        var name: String?
        if skip("?<") {
            name = try parseGroupName()
        } else if peek == UInt8(ascii: "?") {
            position += 1
            throw unexpected("':', '=', '!', '<=', '<!' or '<name>' after '(?'")
        }
        captureCount += 1
        let index = captureCount
        if let name, indicesByName[name] != index {
            throw PatternError(
                .duplicateGroupName,
                offset: start,
                expected: "a group name not used before",
                seen: "'\(name)'"
            )
        }
        return (.capture(index: index, name: name, try parseGroupBody(from: start)), true)
    }

    private mutating func parseLookaround(
        isBehind: Bool,
        isNegative: Bool,
        from start: Int
    ) throws(PatternError) -> (term: PatternSyntax, isQuantifiable: Bool) {
        let kind = PatternLookaround(isBehind: isBehind, isNegative: isNegative, offset: start)
        return (.lookaround(kind, try parseGroupBody(from: start)), false)
    }

    private mutating func parseGroupBody(from start: Int) throws(PatternError) -> PatternSyntax {
        let body = try parseAlternatives()
        guard skip(UInt8(ascii: ")")) else {
            throw unexpected("')' for the '(' at byte \(start)")
        }
        return body
    }

    /// Reads a group name and the `>` after it.
    mutating func parseGroupName() throws(PatternError) -> String {
        var name = String.UnicodeScalarView()
        while true {
            let start = position
            if peek == nil { throw unexpected("'>' after a group name") }
            if skip(UInt8(ascii: ">")) {
                guard !name.isEmpty else { throw unexpected("a group name", code: .invalidGroupName, at: start) }
                return String(name)
            }
            var value = takeCodePoint()
            if value == 0x5C {
                guard skip(UInt8(ascii: "u")), let escaped = takeUnicodeEscape() else {
                    throw unexpected("a '\\u' escape in a group name", code: .invalidGroupName, at: start)
                }
                value = escaped
            }
            guard let scalar = Unicode.Scalar(value), Self.isIdentifier(scalar, isFirst: name.isEmpty) else {
                throw unexpected("a letter, digit, '$' or '_' in a group name", code: .invalidGroupName, at: start)
            }
            name.append(scalar)
        }
    }

    private static func isIdentifier(_ scalar: Unicode.Scalar, isFirst: Bool) -> Bool {
        if scalar == "$" || scalar == "_" || scalar.properties.isIDStart { return true }
        return !isFirst && (scalar.properties.isIDContinue || scalar == "\u{200C}" || scalar == "\u{200D}")
    }

    /// Counts and names the groups ahead of the parse, because backreferences may point forward.
    ///
    /// A name that occurs twice keeps the first index, which the parse notices.
    mutating func countGroups() {
        guard bytes.contains(UInt8(ascii: "(")) else { return }
        var isInClass = false
        while let byte = peek {
            position += 1
            switch byte {
            case UInt8(ascii: "\\"): position += 1
            case UInt8(ascii: "["): isInClass = true
            case UInt8(ascii: "]"): isInClass = false
            case UInt8(ascii: "(") where !isInClass:
                guard peek == UInt8(ascii: "?") else {
                    totalCaptures += 1
                    continue
                }
                guard peek(at: 1) == UInt8(ascii: "<"), let next = peek(at: 2), next != UInt8(ascii: "="),
                    next != UInt8(ascii: "!")
                else { continue }
                totalCaptures += 1
                position += 2
                if let name = try? parseGroupName(), indicesByName[name] == nil { indicesByName[name] = totalCaptures }
            default: break
            }
        }
        position = 0
    }
}
