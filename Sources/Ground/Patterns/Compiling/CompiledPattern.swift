/// The instructions for a pattern or for the body of a lookaround.
struct Program: Sendable {
    var instructions: [Instruction] = []
    /// Whether it consumes from the end of its text to the start.
    let isBackward: Bool
}

/// A lookaround's body, compiled for the two ways of deciding it.
struct LookaroundProgram: Sendable {
    /// Reads in the direction of the lookaround, from the position.
    let outward: Program
    /// Reads towards the position: one pass over the text finds every position where the lookaround holds.
    let inward: Program
}

/// A compiled pattern.
struct CompiledPattern: Sendable {
    let main: Program
    let sets: [ScalarSet]
    /// Bodies of lookarounds, inner ones before those that contain them.
    let lookarounds: [LookaroundProgram]
    let captureCount: Int
    /// How many slots the programs store positions in: two for the match and each group, one for each loop to watch.
    let slotCount: Int
    let isAnchoredAtStart: Bool
    let hasBackreferences: Bool
    /// Whether a group inside a lookaround captures, which only the backtracking matcher reports.
    let hasCapturesInLookarounds: Bool
    let hasWordBoundaries: Bool
    let maximumSteps: Int
}

extension CompiledPattern {
    /// Whether an instruction consumes a code point.
    func consumes(_ instruction: Instruction, _ value: UInt32) -> Bool {
        switch instruction {
        case .character(let character): character == value
        case .set(let set): sets[Int(set)].contains(value)
        default: false
        }
    }
}
