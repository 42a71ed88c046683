internal import JSON

extension Table {
    /// The table of the fixtures, with so many rows more than it has anyway.
    static func orders(more count: Int = 0) -> Table {
        let columns = [
            Column(name: "id", kind: .integer), Column(name: "customer", kind: .text),
            Column(name: "amount", kind: .integer), Column(name: "rate", kind: .real),
            Column(name: "paid", kind: .boolean), Column(name: "note", kind: .text, isNullable: true),
        ]
        return Table("orders", columns, rows: fixed.count + count) { position in
            position < fixed.count ? fixed[position] : generated(position)
        }
    }

    /// Amounts that a reader with 53 bits gets wrong: 2^53 + 1, and both ends of 64 bits.
    private static let fixed: [Row] = [
        [1, "ada", 9_007_199_254_740_993, 0.25, true, nil],
        [2, "grace", 9_223_372_036_854_775_807, 1.5, false, "the largest amount"],
        [3, "alan", -9_223_372_036_854_775_808, 0.1, true, "the smallest amount"],
        [4, "ada", 9_007_199_254_740_992, 2, false, "a neighbour of the first"],
        [5, "edsger", 0, 0.5, true, "it's free"],
        [6, "barbara", 42, 1, true, nil],
    ]

    private static func generated(_ position: Int) -> Row {
        let id = position + 1
        let hash = StableDigest.fowlerNollVo("order \(id)")
        return [
            JSON(id), JSON("customer-\(hash % 97)"), JSON(Int64(bitPattern: hash)), JSON(Double(hash % 400) / 100),
            JSON(hash & 1 == 0), hash % 3 == 0 ? .null : JSON("order \(id)"),
        ]
    }
}
