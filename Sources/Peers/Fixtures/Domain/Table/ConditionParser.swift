internal import JSON

/// Reads what stands behind WHERE: `amount > 5 AND (customer LIKE 'a%' OR note IS NULL)`.
struct ConditionParser {
    /// Why a condition cannot be read.
    struct Problem: Error, Equatable, CustomStringConvertible {
        let expected: String
        let seen: String
        let position: Int

        var description: String { "expected \(expected), saw \(seen) at character \(position + 1) of the condition" }
    }

    private static let deepest = 100

    private let table: Table
    private let tokens: [ConditionToken]
    private let length: Int
    private var next = 0
    private var depth = 0

    /// The condition in a text.
    static func parse(_ text: String, for table: Table) throws(Problem) -> Condition {
        var parser = ConditionParser(
            table: table,
            tokens: try ConditionToken.all(in: text),
            length: text.unicodeScalars.count
        )
        let condition = try parser.alternatives()
        guard parser.next == parser.tokens.count else { throw parser.problem("AND, OR or the end") }
        return condition
    }

    private init(table: Table, tokens: [ConditionToken], length: Int) {
        (self.table, self.tokens, self.length) = (table, tokens, length)
    }

    private mutating func alternatives() throws(Problem) -> Condition {
        var condition = try conjunction()
        while take("OR") { condition = .or(condition, try conjunction()) }
        return condition
    }

    private mutating func conjunction() throws(Problem) -> Condition {
        var condition = try term()
        while take("AND") { condition = .and(condition, try term()) }
        return condition
    }

    private mutating func term() throws(Problem) -> Condition {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw problem("less nesting") }
        if take("NOT") { return .not(try term()) }
        guard take("(") else { return try predicate() }
        let condition = try alternatives()
        guard take(")") else { throw problem("a closing parenthesis") }
        return condition
    }

    private mutating func predicate() throws(Problem) -> Condition {
        guard case .word(let name)? = current?.kind, let column = table.column(name) else {
            throw problem("a column: \(table.columns.map(\.name).joined(separator: ", "))")
        }
        next += 1
        if take("IS") {
            let isNegated = take("NOT")
            guard take("NULL") else { throw problem("NULL") }
            return isNegated ? .not(.isNull(column: column)) : .isNull(column: column)
        }
        if take("NOT") {
            guard take("IN") else { return .not(try like(column)) }
            return .not(.isOneOf(column: column, try values()))
        }
        if take("IN") { return .isOneOf(column: column, try values()) }
        if let comparison = comparison() { return .compare(column: column, comparison, try value()) }
        return try like(column)
    }

    private mutating func like(_ column: Int) throws(Problem) -> Condition {
        guard take("LIKE") else { throw problem("a comparison, IS, IN or LIKE") }
        guard case .value(.string(let pattern))? = current?.kind else { throw problem("a pattern in quotes") }
        next += 1
        return .matches(column: column, pattern: pattern)
    }

    private mutating func values() throws(Problem) -> [JSON] {
        guard take("(") else { throw problem("an opening parenthesis") }
        var values = [try value()]
        while take(",") { values.append(try value()) }
        guard take(")") else { throw problem("a comma or a closing parenthesis") }
        return values
    }

    private mutating func value() throws(Problem) -> JSON {
        switch current?.kind {
        case .value(let value)?:
            next += 1
            return value
        case .word where take("TRUE"): return true
        case .word where take("FALSE"): return false
        case .word where take("NULL"): return .null
        default: throw problem("a number, a text in quotes, TRUE or FALSE")
        }
    }

    private mutating func comparison() -> Condition.Comparison? {
        guard case .sign(let sign)? = current?.kind else { return nil }
        let comparisons: [String: Condition.Comparison] = [
            "=": .equal, "<>": .unequal, "!=": .unequal, "<": .less, "<=": .lessOrEqual, ">": .greater,
            ">=": .greaterOrEqual,
        ]
        guard let comparison = comparisons[sign] else { return nil }
        next += 1
        return comparison
    }

    private var current: ConditionToken? { next < tokens.count ? tokens[next] : nil }

    private mutating func take(_ text: String) -> Bool {
        let isThere =
            switch current?.kind {
            case .word(let word)?: word.uppercased() == text
            case .sign(let sign)?: sign == text
            case .value?, nil: false
            }
        if isThere { next += 1 }
        return isThere
    }

    private func problem(_ expected: String) -> Problem {
        Problem(expected: expected, seen: current?.seen ?? "the end", position: current?.position ?? length)
    }
}
