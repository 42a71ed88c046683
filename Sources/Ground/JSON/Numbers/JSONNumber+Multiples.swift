extension JSONNumber {
    /// Whether the exact value is a whole number of times the divisor's; false for a divisor of zero.
    ///
    /// Costs a few multiplications however large the exponents are. Of the divisor, 38 significant digits count.
    public func isMultiple(of divisor: JSONNumber) -> Bool {
        let dividend = JSONDecimal(lexeme)
        let divisor = JSONDecimal(divisor.lexeme)
        guard dividend.isFinite, divisor.isFinite, !divisor.digits.isEmpty, divisor.digits.count <= 38 else {
            return false
        }
        if dividend.digits.isEmpty { return true }
        // Both as whole numbers times a power of ten; neither whole number ends with a zero.
        let dividendPower = dividend.exponent - Int128(dividend.digits.count)
        let divisorPower = divisor.exponent - Int128(divisor.digits.count)
        guard dividendPower >= divisorPower else { return false }
        let modulus = divisor.digits.reduce(UInt128(0)) { $0 * 10 + UInt128($1) }
        let remainder = dividend.digits.reduce(UInt128(0)) { remainder, digit in
            Self.sum(Self.product(remainder, 10, modulo: modulus), UInt128(digit) % modulus, modulo: modulus)
        }
        let power = Self.powerOfTen(UInt128(dividendPower - divisorPower), modulo: modulus)
        return Self.product(remainder, power, modulo: modulus) == 0
    }

    private static func powerOfTen(_ exponent: UInt128, modulo modulus: UInt128) -> UInt128 {
        var result = 1 % modulus
        var square = 10 % modulus
        var exponent = exponent
        while exponent > 0 {
            if exponent & 1 == 1 { result = product(result, square, modulo: modulus) }
            square = product(square, square, modulo: modulus)
            exponent >>= 1
        }
        return result
    }

    private static func product(_ first: UInt128, _ second: UInt128, modulo modulus: UInt128) -> UInt128 {
        if first <= UInt128(UInt64.max) && second <= UInt128(UInt64.max) { return first * second % modulus }
        var (sum, doubled, rest): (UInt128, UInt128, UInt128) = (0, first % modulus, second)
        while rest > 0 {
            if rest & 1 == 1 { sum = self.sum(sum, doubled, modulo: modulus) }
            doubled = self.sum(doubled, doubled, modulo: modulus)
            rest >>= 1
        }
        return sum
    }

    /// Both must be below the modulus, which is below 10^38, so that their sum fits.
    private static func sum(_ first: UInt128, _ second: UInt128, modulo modulus: UInt128) -> UInt128 {
        (first + second) % modulus
    }
}
