extension JSONNumber {
    /// Rewrites a number that a tolerant reading accepted as RFC 8259 wants it; nil if it is not finite.
    init?(repairing lexeme: String) {
        var rest = lexeme.utf8[...]
        var repaired: [UInt8] = []
        if let sign = rest.first, sign == JSONByte.minus || sign == JSONByte.plus {
            if sign == JSONByte.minus { repaired.append(sign) }
            rest = rest.dropFirst()
        }
        guard let first = rest.first, JSONByte.isDigit(first) || first == JSONByte.dot else { return nil }
        let whole = rest.prefix(while: JSONByte.isDigit)
        rest = rest.dropFirst(whole.count)
        let significant = whole.drop { $0 == JSONByte.zero }
        repaired += significant.isEmpty ? [JSONByte.zero] : Array(significant)
        if rest.first == JSONByte.dot {
            rest = rest.dropFirst()
            let fraction = rest.prefix(while: JSONByte.isDigit)
            rest = rest.dropFirst(fraction.count)
            if !fraction.isEmpty { repaired += [JSONByte.dot] + fraction }
        }
        self.init(unchecked: String(decoding: repaired + rest, as: UTF8.self))
    }
}
