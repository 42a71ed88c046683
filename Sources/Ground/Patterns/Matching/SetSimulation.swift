/// Runs a program over a text with all alternatives side by side: each code point visits each instruction once.
struct SetSimulation {
    private let pattern: CompiledPattern
    private let program: Program
    private let lookarounds: Lookarounds
    private var visitedIn: [Int32]
    private var round: Int32 = 0
    private var current: [Int32] = []
    private var next: [Int32] = []
    private var pending: [Int32] = []
    private var hasMatched = false
    /// How many instructions were visited: the measure of cost.
    private(set) var steps = 0

    init(pattern: CompiledPattern, program: Program, lookarounds: Lookarounds) {
        self.pattern = pattern
        self.program = program
        self.lookarounds = lookarounds
        visitedIn = Array(repeating: 0, count: program.instructions.count)
    }

    /// Whether the program matches anywhere.
    mutating func matches(_ text: ScalarText) -> Bool {
        var isFound = false
        run(over: text, startsEverywhere: !pattern.isAnchoredAtStart) { _ in
            isFound = true
            return false
        }
        return isFound
    }

    /// The positions at which a match ends that began anywhere.
    mutating func matchEnds(in text: ScalarText) -> PositionSet {
        var ends = PositionSet(count: text.count + 1)
        run(over: text, startsEverywhere: true) { position in
            ends.insert(position)
            return true
        }
        return ends
    }

    private mutating func run(over text: ScalarText, startsEverywhere: Bool, onMatch: (Int) -> Bool) {
        let isBackward = program.isBackward
        var position = isBackward ? text.count : 0
        beginRound()
        enter(0, at: position, of: text)
        while true {
            swap(&current, &next)
            next.removeAll(keepingCapacity: true)
            if hasMatched, !onMatch(position) { return }
            if isBackward ? position == 0 : position == text.count { return }
            if current.isEmpty, !startsEverywhere { return }
            let value = text.values[isBackward ? position - 1 : position]
            position += isBackward ? -1 : 1
            beginRound()
            for index in current where pattern.consumes(program.instructions[Int(index)], value) {
                enter(index + 1, at: position, of: text)
            }
            if startsEverywhere { enter(0, at: position, of: text) }
        }
    }

    private mutating func beginRound() {
        round += 1
        hasMatched = false
        if round == .max {
            round = 1
            for index in visitedIn.indices { visitedIn[index] = 0 }
        }
    }

    /// Adds what can be reached from an instruction without consuming.
    private mutating func enter(_ start: Int32, at position: Int, of text: ScalarText) {
        pending.append(start)
        while let index = pending.popLast() {
            guard visitedIn[Int(index)] != round else { continue }
            visitedIn[Int(index)] = round
            steps += 1
            switch program.instructions[Int(index)] {
            case .character, .set: next.append(index)
            case .jump(let target): pending.append(target)
            case .split(let first, let second):
                pending.append(second)
                pending.append(first)
            case .save, .clear, .beginPass, .requireProgress: pending.append(index + 1)
            case .assertion(let assertion):
                if text.satisfies(assertion, at: position) { pending.append(index + 1) }
            case .lookaround(let lookaround, let isNegative):
                if lookarounds.hold(lookaround, at: position) != isNegative { pending.append(index + 1) }
            case .backreference: break  // Patterns with backreferences are matched by backtracking.
            case .match: hasMatched = true
            }
        }
    }
}
