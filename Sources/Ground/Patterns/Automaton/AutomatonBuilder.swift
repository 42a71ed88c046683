/// Builds a pattern's automaton whole, by the subset construction, unless it grows beyond bounds.
struct AutomatonBuilder {
    /// A set of instructions at which the pattern may stand between two characters.
    private struct State: Hashable {
        /// Instructions that consume, and assertions that the next character decides; ascending.
        var indices: [Int32]
        var hasOpenAssertions = false
        /// What open assertions need to know of the text before.
        var isAtStart = false
        var isAfterWord = false
    }

    /// What is known of the characters around a position.
    private struct Surroundings {
        let isAtStart: Bool
        let isAtEnd: Bool
        let isAfterWord: Bool
        let isBeforeWord: Bool
    }

    private static let maximumStates = 1 << 12
    private static let maximumEntries = 1 << 18
    private static let maximumWork = 1 << 22

    private let pattern: CompiledPattern
    private let classes: CharacterClasses
    /// For each set and class, whether the class is inside.
    private let memberships: [[Bool]]
    private let wordClasses: [Bool]
    private var numbers: [State: Int] = [:]
    private var states: [State]
    private var visitedIn: [Int]
    private var round = 0
    private var pending: [Int32] = []
    private var work = 0

    /// The automaton, or nil when the pattern has lookarounds or needs too large a table.
    static func build(_ pattern: CompiledPattern) -> Automaton? {
        guard pattern.lookarounds.isEmpty, !pattern.hasBackreferences,
            var builder = AutomatonBuilder(pattern)
        else { return nil }
        return builder.build()
    }

    private init?(_ pattern: CompiledPattern) {
        self.pattern = pattern
        var characters: Set<UInt32> = []
        for case .character(let value) in pattern.main.instructions { characters.insert(value) }
        guard characters.count <= 255 else { return nil }
        let single = characters.sorted().map { ScalarSet(ranges: [$0...$0]) }
        let words = pattern.hasWordBoundaries ? [ScalarSet.word] : []
        guard let classes = CharacterClasses(for: pattern.sets + single + words) else { return nil }
        self.classes = classes
        memberships = pattern.sets.map { set in (0..<classes.count).map { classes.contains($0, in: set) } }
        wordClasses = (0..<classes.count).map { pattern.hasWordBoundaries && classes.contains($0, in: .word) }
        // Two states stand apart from all sets of instructions: dead and matched.
        states = [State(indices: []), State(indices: [])]
        visitedIn = Array(repeating: 0, count: pattern.main.instructions.count)
    }

    private mutating func build() -> Automaton? {
        guard let start = close([0], isAtStart: true, isAfterWord: false) else { return nil }
        var transitions = Array(repeating: Automaton.dead, count: classes.count)
        transitions += Array(repeating: Automaton.matched, count: classes.count)
        var acceptsAtEnd = [false, true]
        var number = 2
        while number < states.count {
            let state = states[number]
            for next in 0..<classes.count {
                guard let target = advance(state, over: next) else { return nil }
                transitions.append(target)
            }
            acceptsAtEnd.append(matchesAtEnd(state))
            guard transitions.count <= Self.maximumEntries else { return nil }
            number += 1
        }
        return Automaton(classes: classes, transitions: transitions, acceptsAtEnd: acceptsAtEnd, start: start)
    }

    /// The state after one more character, or nil when there are too many.
    private mutating func advance(_ state: State, over next: Int) -> Int? {
        var indices = state.indices
        if state.hasOpenAssertions {
            let surroundings = Surroundings(
                isAtStart: state.isAtStart,
                isAtEnd: false,
                isAfterWord: state.isAfterWord,
                isBeforeWord: wordClasses[next]
            )
            if reach(from: indices, surroundings, into: &indices) { return Automaton.matched }
        }
        work += indices.count
        guard work < Self.maximumWork else { return nil }
        var targets: [Int32] = []
        for index in indices where consumes(index, next) { targets.append(index + 1) }
        if !pattern.isAnchoredAtStart { targets.append(0) }
        return close(targets, isAtStart: false, isAfterWord: wordClasses[next])
    }

    private mutating func matchesAtEnd(_ state: State) -> Bool {
        guard state.hasOpenAssertions else { return false }
        let surroundings = Surroundings(
            isAtStart: state.isAtStart,
            isAtEnd: true,
            isAfterWord: state.isAfterWord,
            isBeforeWord: false
        )
        var indices: [Int32] = []
        return reach(from: state.indices, surroundings, into: &indices)
    }

    private func consumes(_ index: Int32, _ number: Int) -> Bool {
        switch pattern.main.instructions[Int(index)] {
        case .character(let value):
            value < 128 ? Int(classes.ascii[Int(value)]) == number : classes.classBeyondASCII(value) == number
        case .set(let set): memberships[Int(set)][number]
        default: false
        }
    }

    /// The state of all instructions reachable without consuming, or nil when there are too many states.
    private mutating func close(_ targets: [Int32], isAtStart: Bool, isAfterWord: Bool) -> Int? {
        var state = State(indices: [])
        var reached: [Int32] = []
        if reach(from: targets, isAtStart ? .start : .later, into: &reached) { return Automaton.matched }
        if reached.isEmpty { return Automaton.dead }
        state.indices = reached.sorted()
        for index in reached {
            guard case .assertion = pattern.main.instructions[Int(index)] else { continue }
            state.hasOpenAssertions = true
            state.isAtStart = isAtStart
            state.isAfterWord = isAfterWord
        }
        if let number = numbers[state] { return number }
        guard states.count < Self.maximumStates, work < Self.maximumWork else { return nil }
        numbers[state] = states.count
        states.append(state)
        return states.count - 1
    }

    private enum Knowledge {
        case start, later, all(Surroundings)
    }

    private mutating func reach(
        from targets: [Int32],
        _ surroundings: Surroundings,
        into reached: inout [Int32]
    ) -> Bool {
        reach(from: targets, .all(surroundings), into: &reached)
    }

    /// Collects what can be reached without consuming; true when that is a match.
    private mutating func reach(
        from targets: [Int32],
        _ knowledge: Knowledge,
        into reached: inout [Int32]
    ) -> Bool {
        round += 1
        reached.removeAll(keepingCapacity: true)
        pending.removeAll(keepingCapacity: true)
        pending.append(contentsOf: targets)
        while let index = pending.popLast() {
            guard visitedIn[Int(index)] != round else { continue }
            visitedIn[Int(index)] = round
            work += 1
            switch pattern.main.instructions[Int(index)] {
            case .character, .set: reached.append(index)
            case .jump(let target): pending.append(target)
            case .split(let first, let second):
                pending.append(second)
                pending.append(first)
            case .save, .clear, .beginPass, .requireProgress: pending.append(index + 1)
            case .assertion(let assertion):
                switch Self.holds(assertion, knowledge) {
                case true?: pending.append(index + 1)
                case false?: break
                case nil: reached.append(index)
                }
            case .lookaround, .backreference: break  // Patterns with these have no automaton.
            case .match: return true
            }
        }
        return false
    }

    /// Whether an assertion holds, or nil when the next character must tell.
    private static func holds(_ assertion: PatternAssertion, _ knowledge: Knowledge) -> Bool? {
        switch (assertion, knowledge) {
        case (.start, .start): true
        case (.start, .later): false
        case (_, .start), (_, .later): nil
        case (.start, .all(let surroundings)): surroundings.isAtStart
        case (.end, .all(let surroundings)): surroundings.isAtEnd
        case (.wordBoundary, .all(let surroundings)): surroundings.isAfterWord != surroundings.isBeforeWord
        case (.noWordBoundary, .all(let surroundings)): surroundings.isAfterWord == surroundings.isBeforeWord
        }
    }
}
