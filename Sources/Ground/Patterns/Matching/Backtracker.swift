/// Matches by trying one alternative after the other, as ECMA-262 describes it, within a number of steps.
///
/// Backreferences, and captures inside lookarounds, need it: their cost has no linear bound.
struct Backtracker {
    private struct Alternative {
        let index: Int32
        let position: Int32
        let changeCount: Int
    }

    private struct Change {
        let slot: Int
        let value: Int32
    }

    private let pattern: CompiledPattern
    private let text: ScalarText
    private var slots: [Int32]
    private var alternatives: [Alternative] = []
    private var changes: [Change] = []
    private var stepsLeft: Int

    init(pattern: CompiledPattern, text: ScalarText) {
        self.pattern = pattern
        self.text = text
        slots = Array(repeating: -1, count: pattern.slotCount)
        stepsLeft = pattern.maximumSteps
    }

    var steps: Int { pattern.maximumSteps - stepsLeft }

    /// The slots of the preferred match, as positions in code points.
    mutating func firstMatch() throws(PatternError) -> [Int32]? {
        let lastStart = pattern.isAnchoredAtStart ? 0 : text.count
        for start in 0...lastStart {
            if let end = try run(pattern.main, from: start) {
                slots[0] = Int32(start)
                slots[1] = Int32(end)
                return slots
            }
        }
        return nil
    }

    /// Runs a program from a position; the end of its match, or nil with all slots as they were.
    private mutating func run(_ program: Program, from start: Int) throws(PatternError) -> Int? {
        let base = alternatives.count
        let changeBase = changes.count
        var index: Int32 = 0
        var position = start
        while true {
            if let next = try step(program, index, &position) {
                guard next != Self.matched else {
                    // A lookaround that held is not entered again.
                    alternatives.removeSubrange(base...)
                    return position
                }
                index = next
            } else {
                guard alternatives.count > base, let alternative = alternatives.popLast() else {
                    undo(to: changeBase)
                    return nil
                }
                undo(to: alternative.changeCount)
                index = alternative.index
                position = Int(alternative.position)
            }
        }
    }

    private static let matched: Int32 = -1

    /// Takes one step; the next instruction, or nil when this way fails.
    private mutating func step(
        _ program: Program,
        _ index: Int32,
        _ position: inout Int
    ) throws(PatternError) -> Int32? {
        stepsLeft -= 1
        guard stepsLeft >= 0 else { throw exhausted }
        switch program.instructions[Int(index)] {
        case .character(let character):
            return consume(&position, program.isBackward) { $0 == character } ? index + 1 : nil
        case .set(let number):
            let set = pattern.sets[Int(number)]
            return consume(&position, program.isBackward) { set.contains($0) } ? index + 1 : nil
        case .jump(let target): return target
        case .split(let first, let second):
            alternatives.append(
                Alternative(index: second, position: Int32(position), changeCount: changes.count)
            )
            return first
        case .save(let slot), .beginPass(let slot): store(Int32(position), in: Int(slot))
        case .clear(let from, let to):
            for slot in Int(from)..<Int(to) where slots[slot] != -1 { store(-1, in: slot) }
        case .requireProgress(let slot): return slots[Int(slot)] == Int32(position) ? nil : index + 1
        case .assertion(let assertion): return text.satisfies(assertion, at: position) ? index + 1 : nil
        case .lookaround(let number, let isNegative):
            return try holds(number, isNegative: isNegative, at: position) ? index + 1 : nil
        case .backreference(let group):
            return try repeatsGroup(Int(group), &position, program.isBackward) ? index + 1 : nil
        case .match: return Self.matched
        }
        return index + 1
    }

    private func consume(_ position: inout Int, _ isBackward: Bool, _ condition: (UInt32) -> Bool) -> Bool {
        let place = isBackward ? position - 1 : position
        guard place >= 0, place < text.count, condition(text.values[place]) else { return false }
        position += isBackward ? -1 : 1
        return true
    }

    private mutating func holds(
        _ number: Int32,
        isNegative: Bool,
        at position: Int
    ) throws(PatternError) -> Bool {
        let changeCount = changes.count
        let isFound = try run(pattern.lookarounds[Int(number)].outward, from: position) != nil
        if isFound, isNegative { undo(to: changeCount) }
        return isFound != isNegative
    }

    private mutating func repeatsGroup(
        _ group: Int,
        _ position: inout Int,
        _ isBackward: Bool
    ) throws(PatternError) -> Bool {
        let start = Int(slots[2 * group])
        let end = Int(slots[2 * group + 1])
        // A group that has not matched is repeated by nothing.
        guard start >= 0, end >= 0 else { return true }
        let length = end - start
        let place = isBackward ? position - length : position
        guard place >= 0, place + length <= text.count else { return false }
        stepsLeft -= length
        guard stepsLeft >= 0 else { throw exhausted }
        for distance in 0..<length where text.values[start + distance] != text.values[place + distance] {
            return false
        }
        position += isBackward ? -length : length
        return true
    }

    private mutating func store(_ value: Int32, in slot: Int) {
        changes.append(Change(slot: slot, value: slots[slot]))
        slots[slot] = value
    }

    private mutating func undo(to count: Int) {
        while changes.count > count {
            let change = changes.removeLast()
            slots[change.slot] = change.value
        }
    }

    private var exhausted: PatternError {
        PatternError(
            .stepLimit,
            offset: 0,
            expected:
                "a decision within \(pattern.maximumSteps) steps of matching with backreferences or captures in lookarounds",
            seen: "none"
        )
    }
}
