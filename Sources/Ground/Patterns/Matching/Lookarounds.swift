/// For each lookaround of a pattern, the positions of a text where its body matches.
///
/// One pass over the text towards the position decides a lookaround everywhere, which keeps matching linear.
struct Lookarounds {
    private var tables: [[Bool]] = []

    static let none = Lookarounds()

    private init() {}

    init(of pattern: CompiledPattern, in text: ScalarText, steps: inout Int) {
        tables.reserveCapacity(pattern.lookarounds.count)
        for lookaround in pattern.lookarounds {
            var simulation = SetSimulation(pattern: pattern, program: lookaround.inward, lookarounds: self)
            tables.append(simulation.matchEnds(in: text))
            steps += simulation.steps
        }
    }

    /// Whether the body of a lookaround matches at a position.
    func hold(_ index: Int32, at position: Int) -> Bool { tables[Int(index)][position] }
}
