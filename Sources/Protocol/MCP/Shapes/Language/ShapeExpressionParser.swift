/// Reads one type of the shape language.
struct ShapeExpressionParser {
    private var tokens: ArraySlice<String>
    private let line: String

    init(_ words: ArraySlice<Substring>, _ line: String) {
        tokens = words.flatMap(ShapeExpressionParser.tokens)[...]
        self.line = line
    }

    /// Words carry the brackets of what they begin or end.
    private static func tokens(_ word: Substring) -> [String] {
        var (opening, closing): ([String], [String]) = ([], [])
        var word = word
        while let first = word.first, "[{".contains(first) {
            opening.append(String(first))
            word.removeFirst()
        }
        while let last = word.last, "]}".contains(last) {
            closing.insert(String(last), at: 0)
            word.removeLast()
        }
        return opening + (word.isEmpty ? [] : [String(word)]) + closing
    }

    /// The type, which must end where the line ends.
    mutating func whole() throws(ShapeTextError) -> ShapeExpression {
        let expression = try alternatives()
        if let rest = tokens.first { throw error("the end of the line", rest) }
        return expression
    }

    private mutating func alternatives() throws(ShapeTextError) -> ShapeExpression {
        var branches = [try intersection()]
        while take("|") { branches.append(try intersection()) }
        return branches.count == 1 ? branches[0] : .union(branches)
    }

    private mutating func intersection() throws(ShapeTextError) -> ShapeExpression {
        var parts = [try single()]
        while take("&") { parts.append(try single()) }
        return parts.count == 1 ? parts[0] : .intersection(parts)
    }

    private mutating func single() throws(ShapeTextError) -> ShapeExpression {
        guard let token = tokens.popFirst() else { throw error("a type", "the end of the line") }
        if let constant = Int(token) { return .constant(constant) }
        if let format = ShapeFormat(rawValue: token) { return .string(format) }
        switch token {
        case "any": return .any
        case "null": return .null
        case "boolean": return .boolean
        case "object": return .object
        case "string": return .string(nil)
        case "integer":
            let range = bounds()
            return .integer(least: range.least, most: range.most)
        case "number":
            let range = bounds()
            return .number(least: range.least, most: range.most)
        case "[":
            let element = try alternatives()
            var most: Int?
            if take("up"), take("to") { most = tokens.popFirst().flatMap { Int($0) } }
            guard take("]") else { throw error("\"]\"", tokens.first ?? "the end of the line") }
            return .array(element, most: most)
        case "{":
            let value = try alternatives()
            guard take("}") else { throw error("\"}\"", tokens.first ?? "the end of the line") }
            return .map(value)
        default: break
        }
        if token.count >= 2, token.first == "\"", token.last == "\"" {
            return .text(String(token.dropFirst().dropLast()))
        }
        guard token.first?.isUppercase == true else { throw error("a type", token) }
        return .named(token)
    }

    /// `0...1` or `0...`, if it is there.
    private mutating func bounds() -> (least: Int?, most: Int?) {
        guard let token = tokens.first, let dots = token.firstRange(of: "...") else { return (nil, nil) }
        tokens.removeFirst()
        return (Int(token[..<dots.lowerBound]), Int(token[dots.upperBound...]))
    }

    private mutating func take(_ token: String) -> Bool {
        guard tokens.first == token else { return false }
        tokens.removeFirst()
        return true
    }

    private func error(_ expected: String, _ seen: String) -> ShapeTextError {
        ShapeTextError(line: line, expected: expected, seen: seen)
    }
}
