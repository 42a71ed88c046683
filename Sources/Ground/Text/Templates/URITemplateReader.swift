/// Reads templates by the grammar of RFC 6570 §2.
struct URITemplateReader {
    private static let byteLimit = 65_536
    private var position = 0

    mutating func read(_ text: Span<UInt8>) throws(TextError) -> [URITemplate.Part] {
        guard text.count <= Self.byteLimit else {
            throw TextError(
                .limit,
                format: "URI template",
                offset: Self.byteLimit,
                expected: "at most \(Self.byteLimit) bytes",
                seen: "\(text.count) bytes"
            )
        }
        var parts: [URITemplate.Part] = []
        while position < text.count {
            if text[position] == UInt8(ascii: "{") {
                parts.append(.expression(try expression(text)))
            } else {
                parts.append(.literal(try literal(text)))
            }
        }
        return parts
    }

    /// Everything but controls, space, `"'<>\^`{|}` and a lone `%` (§2.1; the apostrophe was let in by erratum 6937).
    private static var literals: ASCIISet { ASCIISet(low: 0xAFFF_FFDA_0000_0000, high: 0x47FF_FFFE_AFFF_FFFF) }

    private mutating func literal(_ text: Span<UInt8>) throws(TextError) -> [UInt8] {
        let start = position
        while position < text.count, text[position] != UInt8(ascii: "{") {
            let byte = text[position]
            if byte == ASCII.percent {
                guard PercentEncoding.escapedByte(text, at: position) != nil else {
                    throw PercentEncoding.brokenEscape(text, at: position, format: "URI template")
                }
                position += 3
            } else if byte >= 0x80 || Self.literals.contains(byte) {
                position += 1
            } else {
                throw unexpected(text, "a character that a template may hold, or an expression in braces")
            }
        }
        var output: [UInt8] = []
        PercentEncoding.append(
            text.extracting(start..<position),
            keeping: .unreserved.union(.reserved),
            keepingEscapes: true,
            to: &output
        )
        return output
    }

    private mutating func expression(_ text: Span<UInt8>) throws(TextError) -> URITemplate.Expression {
        position += 1
        var style = URITemplateStyle.simple
        if position < text.count {
            if let named = URITemplateStyle(operator: text[position]) {
                style = named
                position += 1
            } else if ASCIISet("=,!@|").contains(text[position]) {
                throw TextError(
                    .unsupported,
                    format: "URI template",
                    at: position,
                    in: text,
                    expected: "one of the operators + # . / ; ? &"
                )
            }
        }
        var variables = [try variable(text)]
        while position < text.count, text[position] == UInt8(ascii: ",") {
            position += 1
            variables.append(try variable(text))
        }
        guard position < text.count, text[position] == UInt8(ascii: "}") else {
            throw unexpected(text, "\",\" or \"}\" after a variable")
        }
        position += 1
        return URITemplate.Expression(style: style, variables: variables)
    }

    private mutating func variable(_ text: Span<UInt8>) throws(TextError) -> URITemplate.Variable {
        let start = position
        var isAfterDot = true
        while position < text.count {
            let byte = text[position]
            if ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "_") {
                position += 1
                isAfterDot = false
            } else if byte == ASCII.percent, PercentEncoding.escapedByte(text, at: position) != nil {
                position += 3
                isAfterDot = false
            } else if byte == UInt8(ascii: "."), !isAfterDot {
                position += 1
                isAfterDot = true
            } else {
                break
            }
        }
        guard !isAfterDot else { throw unexpected(text, "a letter, a digit, \"_\" or an escape of a variable's name") }
        let name = text.string(of: start..<position)
        return URITemplate.Variable(name: name, modifier: try modifier(text))
    }

    private mutating func modifier(_ text: Span<UInt8>) throws(TextError) -> URITemplate.Modifier {
        guard position < text.count else { return .none }
        if text[position] == UInt8(ascii: "*") {
            position += 1
            return .explode
        }
        guard text[position] == UInt8(ascii: ":") else { return .none }
        position += 1
        let start = position
        var length = 0
        while position < text.count, position - start < 4, ASCII.isDigit(text[position]) {
            length = length * 10 + Int(text[position] - 0x30)
            position += 1
        }
        guard position > start, text[start] != UInt8(ascii: "0") else {
            position = start
            throw unexpected(text, "a length between 1 and 9999")
        }
        return .prefix(length)
    }

    private func unexpected(_ text: Span<UInt8>, _ expected: String) -> TextError {
        TextError(.unexpectedByte, format: "URI template", at: position, in: text, expected: expected)
    }
}
