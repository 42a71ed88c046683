internal import JSON

/// What rows must fulfil: comparisons of columns with values, joined by AND, OR and NOT.
///
/// As in SQL a comparison with null is neither true nor false, and such rows are left out.
indirect enum Condition: Sendable {
    /// How a column is compared.
    enum Comparison: String, Sendable { case equal, unequal, less, lessOrEqual, greater, greaterOrEqual }

    case compare(column: Int, Comparison, JSON)
    case matches(column: Int, pattern: String)
    case isNull(column: Int)
    case isOneOf(column: Int, [JSON])
    case not(Condition)
    case and(Condition, Condition)
    case or(Condition, Condition)

    /// Whether a row is to be found.
    func holds(for row: Table.Row) -> Bool { truth(for: row) == true }

    /// True, false, or nil for unknown.
    private func truth(for row: Table.Row) -> Bool? {
        switch self {
        case .compare(let column, let comparison, let value): Self.compare(row[column], comparison, value)
        case .matches(let column, let pattern): row[column].string.map { LikePattern.matches($0, pattern) }
        case .isNull(let column): row[column].isNull
        case .isOneOf(let column, let values): row[column].isNull ? nil : values.contains { Self.same(row[column], $0) }
        case .not(let condition): condition.truth(for: row).map { !$0 }
        case .and(let left, let right): Self.both(left.truth(for: row), right.truth(for: row))
        case .or(let left, let right):
            Self.both(left.truth(for: row).map { !$0 }, right.truth(for: row).map { !$0 }).map { !$0 }
        }
    }

    private static func both(_ left: Bool?, _ right: Bool?) -> Bool? {
        if left == false || right == false { return false }
        return left == nil || right == nil ? nil : true
    }

    private static func same(_ left: JSON, _ right: JSON) -> Bool { compare(left, .equal, right) == true }

    /// Numbers are compared digit by digit, never as floating point.
    private static func compare(_ left: JSON, _ comparison: Comparison, _ right: JSON) -> Bool? {
        if left.isNull || right.isNull { return nil }
        let isLess: Bool
        let isGreater: Bool
        if let one = left.number, let other = right.number {
            (isLess, isGreater) = (one < other, other < one)
        } else if let one = left.string, let other = right.string {
            (isLess, isGreater) = (one < other, other < one)
        } else if let one = left.bool, let other = right.bool {
            (isLess, isGreater) = (!one && other, one && !other)
        } else {
            return comparison == .unequal
        }
        switch comparison {
        case .equal: return !isLess && !isGreater
        case .unequal: return isLess || isGreater
        case .less: return isLess
        case .lessOrEqual: return !isGreater
        case .greater: return isGreater
        case .greaterOrEqual: return !isLess
        }
    }
}

/// The patterns of SQL's LIKE: `%` stands for anything, `_` for one character.
enum LikePattern {
    static func matches(_ text: String, _ pattern: String) -> Bool {
        let (text, pattern) = (Array(text), Array(pattern))
        var (place, sign) = (0, 0)
        var restart: (place: Int, sign: Int)?
        while place < text.count {
            if sign < pattern.count, pattern[sign] == "%" {
                restart = (place, sign)
                sign += 1
            } else if sign < pattern.count, pattern[sign] == "_" || pattern[sign] == text[place] {
                (place, sign) = (place + 1, sign + 1)
            } else if let last = restart {
                restart = (last.place + 1, last.sign)
                (place, sign) = (last.place + 1, last.sign + 1)
            } else {
                return false
            }
        }
        return pattern[sign...].allSatisfy { $0 == "%" }
    }
}
