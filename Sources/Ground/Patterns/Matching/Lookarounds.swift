/// For each lookaround of a pattern, the positions of a text where its body matches.
///
/// One pass over the text towards the position decides a lookaround everywhere, which keeps matching linear.
struct Lookarounds {
    private var tables: [PositionSet] = []

    init(of pattern: CompiledPattern, in text: ScalarText, steps: inout Int) {
        for lookaround in pattern.lookarounds {
            var simulation = SetSimulation(pattern: pattern, program: lookaround.inward, lookarounds: self)
            tables.append(simulation.matchEnds(in: text))
            steps += simulation.steps
        }
    }

    /// Whether the body of a lookaround matches at a position.
    func hold(_ index: Int32, at position: Int) -> Bool { tables[Int(index)].contains(position) }
}

/// Some positions of a text, one bit each.
struct PositionSet {
    private var words: [UInt64]

    /// No position out of so many.
    init(count: Int) { words = Array(repeating: 0, count: count / 64 + 1) }

    func contains(_ position: Int) -> Bool { words[position / 64] >> UInt64(position % 64) & 1 == 1 }

    mutating func insert(_ position: Int) { words[position / 64] |= 1 << UInt64(position % 64) }
}
