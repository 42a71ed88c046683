/// A number as it was written; its value is exact, whatever its size.
///
/// Equality, order and hash are those of the exact decimal value: `1`, `1.0` and `10e-1` are equal.
public struct JSONNumber: Sendable, CustomStringConvertible {
    /// The number as written.
    public let lexeme: String

    /// Takes a text that is known to be a number.
    init(unchecked lexeme: String) { self.lexeme = lexeme }

    /// Takes a number written as RFC 8259 wants, nil otherwise.
    public init?(_ lexeme: String) {
        guard JSONDecimal.isNumber(lexeme.utf8) else { return nil }
        self.lexeme = lexeme
    }

    /// The integer, written without fraction.
    public init(_ integer: some BinaryInteger) { lexeme = String(integer) }

    /// The shortest decimal that reads as the double; nil for infinities and NaN.
    public init?(_ double: Double) {
        guard double.isFinite else { return nil }
        lexeme = double.description
    }

    /// The number as written.
    public var description: String { lexeme }

    /// Whether the value is a whole number, however it is written: `1.0` and `1e2` are.
    public var isInteger: Bool { JSONDecimal(lexeme).isInteger }

    /// The value as a 64-bit integer, if it is a whole number in range.
    public var int64: Int64? { integer(Int64.self) }

    /// The value as an unsigned 64-bit integer, if it is a whole number in range.
    public var uint64: UInt64? { integer(UInt64.self) }

    /// The value as an integer of any width, if it is a whole number in range.
    public func integer<Integer: FixedWidthInteger>(_ type: Integer.Type) -> Integer? {
        if let plain = Integer(lexeme) { return plain }
        return JSONDecimal(lexeme).plainInteger(maximumDigits: 1 + Integer.bitWidth * 3 / 10).flatMap { Integer($0) }
    }

    /// The nearest double; infinite if the value is too large for one, zero if it is too small.
    public var double: Double { Double(lexeme) ?? .nan }
}

extension JSONNumber: Comparable, Hashable {
    /// Whether the exact values are equal.
    public static func == (left: JSONNumber, right: JSONNumber) -> Bool {
        left.lexeme == right.lexeme || JSONDecimal(left.lexeme) == JSONDecimal(right.lexeme)
    }

    /// Whether the exact value on the left is the smaller one.
    public static func < (left: JSONNumber, right: JSONNumber) -> Bool {
        if let first = left.shortInteger, let second = right.shortInteger { return first < second }
        return JSONDecimal(left.lexeme) < JSONDecimal(right.lexeme)
    }

    /// Hashes the exact value.
    public func hash(into hasher: inout Hasher) { JSONDecimal(lexeme).hash(into: &hasher) }

    /// The value, if it is a plain integer of few digits: the quick way for the common case.
    private var shortInteger: Int64? { lexeme.utf8.count <= 18 ? Int64(lexeme) : nil }
}
