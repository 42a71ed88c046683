extension JSONNumber {
    /// Rewrites a number that a tolerant reading accepted as RFC 8259 wants it; nil if it is not finite.
    init?(repairing lexeme: String) {
        var rest = lexeme.utf8[...]
        var repaired: [UInt8] = []
        if let sign = rest.first, sign == ASCII.minus || sign == ASCII.plus {
            if sign == ASCII.minus { repaired.append(sign) }
            rest = rest.dropFirst()
        }
        guard let first = rest.first, ASCII.isDigit(first) || first == ASCII.dot else { return nil }
        let whole = rest.prefix(while: ASCII.isDigit)
        rest = rest.dropFirst(whole.count)
        let significant = whole.drop { $0 == ASCII.zero }
        repaired += significant.isEmpty ? [ASCII.zero] : Array(significant)
        if rest.first == ASCII.dot {
            rest = rest.dropFirst()
            let fraction = rest.prefix(while: ASCII.isDigit)
            rest = rest.dropFirst(fraction.count)
            if !fraction.isEmpty { repaired += [ASCII.dot] + fraction }
        }
        self.init(unchecked: String(decoding: repaired + rest, as: UTF8.self))
    }
}
