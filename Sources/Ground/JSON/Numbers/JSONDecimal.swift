/// The exact value of a number: `0.d₁d₂d₃… × 10^exponent`, with a first and last digit that are not zero.
///
/// Its size depends on the length of the lexeme alone; `1e999999999` costs no more than `1`. Exponents of more than
/// 36 digits are not told apart.
struct JSONDecimal: Hashable {
    var isNegative = false
    /// The significant digits as bytes from 0 to 9; none for zero.
    var digits: [UInt8] = []
    var exponent: Int128 = 0

    private static let exponentLimit: Int128 = 1_000_000_000_000_000_000_000_000_000_000_000_000

    /// Takes apart a number that was written as RFC 8259 wants, or as a tolerant reading accepts it.
    init(_ lexeme: String) {
        var lexeme = lexeme
        self = lexeme.withUTF8 { JSONDecimal(bytes: $0.span) }
    }

    private init(bytes: Span<UInt8>) {
        var position = 0
        if position < bytes.count, bytes[position] == JSONByte.minus || bytes[position] == JSONByte.plus {
            isNegative = bytes[position] == JSONByte.minus
            position += 1
        }
        if position < bytes.count, bytes[position] == 0x49 || bytes[position] == 0x4E {
            // `Infinity` and `NaN` sort above all numbers, in this order.
            digits = [bytes[position] == 0x49 ? 1 : 2]
            exponent = .max
            return
        }
        digits.reserveCapacity(bytes.count - position)
        var seenDot = false
        while position < bytes.count, bytes[position] | 0x20 != 0x65 {
            let byte = bytes[position]
            position += 1
            if byte == JSONByte.dot {
                seenDot = true
                continue
            }
            let digit = byte &- JSONByte.zero
            if digits.isEmpty && digit == 0 {
                if seenDot { exponent -= 1 }
            } else {
                digits.append(digit)
                if !seenDot { exponent += 1 }
            }
        }
        while digits.last == 0 { digits.removeLast() }
        if digits.isEmpty {
            self = JSONDecimal()
        } else if position < bytes.count {
            exponent += Self.exponent(bytes.extracting((position + 1)...))
        }
    }

    private init() {}

    /// The value of the text after the letter of an exponent, bounded.
    private static func exponent(_ text: Span<UInt8>) -> Int128 {
        var value: Int128 = 0
        for index in 0..<text.count where JSONByte.isDigit(text[index]) && value < exponentLimit {
            value = value * 10 + Int128(text[index] - JSONByte.zero)
        }
        value = min(value, exponentLimit)
        return text.count > 0 && text[0] == JSONByte.minus ? -value : value
    }

    /// Whether the value is a whole number.
    var isInteger: Bool { isFinite && exponent >= digits.count }

    /// Whether the value is a number at all.
    var isFinite: Bool { exponent != .max }

    /// The whole number written out, if it is one of at most that many digits.
    func plainInteger(maximumDigits: Int) -> String? {
        guard isInteger, exponent <= maximumDigits else { return nil }
        if digits.isEmpty { return "0" }
        let text = String(decoding: digits.map { $0 + JSONByte.zero }, as: UTF8.self)
        return (isNegative ? "-" : "") + text + String(repeating: "0", count: Int(exponent) - digits.count)
    }

    /// Whether a text is a number as RFC 8259 wants it.
    static func isNumber(_ text: String.UTF8View) -> Bool {
        var rest = text[...]
        func skipDigits() -> Int {
            let digits = rest.prefix(while: JSONByte.isDigit).count
            rest = rest.dropFirst(digits)
            return digits
        }
        if rest.first == JSONByte.minus { rest = rest.dropFirst() }
        let startsWithZero = rest.first == JSONByte.zero
        let whole = skipDigits()
        guard whole == 1 || (whole > 1 && !startsWithZero) else { return false }
        if rest.first == JSONByte.dot {
            rest = rest.dropFirst()
            guard skipDigits() > 0 else { return false }
        }
        if let letter = rest.first, letter | 0x20 == 0x65 {
            rest = rest.dropFirst()
            if rest.first == JSONByte.plus || rest.first == JSONByte.minus { rest = rest.dropFirst() }
            guard skipDigits() > 0 else { return false }
        }
        return rest.isEmpty
    }
}

extension JSONDecimal: Comparable {
    static func < (left: JSONDecimal, right: JSONDecimal) -> Bool {
        if left.sign != right.sign { return left.sign < right.sign }
        return left.isNegative ? right.isSmallerInMagnitude(than: left) : left.isSmallerInMagnitude(than: right)
    }

    private var sign: Int { digits.isEmpty ? 0 : isNegative ? -1 : 1 }

    private func isSmallerInMagnitude(than other: JSONDecimal) -> Bool {
        exponent != other.exponent ? exponent < other.exponent : digits.lexicographicallyPrecedes(other.digits)
    }
}
