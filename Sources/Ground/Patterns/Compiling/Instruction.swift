/// One step of a compiled pattern; targets are indices of instructions.
enum Instruction: Sendable, Hashable {
    /// Consumes one given code point.
    case character(UInt32)
    /// Consumes a code point of a set, by the set's index.
    case set(Int32)
    case jump(Int32)
    /// Goes on at the first target, or if that fails at the second.
    case split(Int32, Int32)
    /// Stores the position in a slot.
    case save(Int32)
    /// Empties the slots of the groups that a new pass of a loop forgets.
    case clear(from: Int32, to: Int32)
    /// Begins an optional pass of a loop, whose position a slot remembers.
    case beginPass(Int32)
    /// Fails when the pass consumed nothing.
    case requireProgress(Int32)
    case assertion(PatternAssertion)
    /// Goes on when a lookaround holds, by its index.
    case lookaround(Int32, isNegative: Bool)
    case backreference(Int32)
    case match
}

extension Instruction {
    /// The same instruction with its targets moved, for a copy of a block.
    func shifted(by distance: Int32) -> Instruction {
        switch self {
        case .jump(let target): .jump(target + distance)
        case .split(let first, let second): .split(first + distance, second + distance)
        default: self
        }
    }
}
