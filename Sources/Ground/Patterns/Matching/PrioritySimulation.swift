/// Finds the match that ECMA-262 prefers, with its captures, by threads in order of priority.
///
/// Of two threads that reach an instruction at the same position the first would be tried first by backtracking, and
/// the other can only repeat what it does: it is dropped, which bounds the work for each code point. What a thread does
/// also depends on whether the innermost pass it is in has consumed anything, because empty passes fail; no more need be
/// known, since a pass that ends has consumed something, and so have those around it.
struct PrioritySimulation {
    /// Threads in order of priority; slots of the n-th thread begin at n × slotCount.
    private struct Threads {
        var indices: [Int32] = []
        var slots: [Int32] = []

        mutating func removeAll() {
            indices.removeAll(keepingCapacity: true)
            slots.removeAll(keepingCapacity: true)
        }
    }

    private enum Task {
        case enter(Int32, hasProgress: Bool)
        /// Gives a slot the value it had before the instructions entered meanwhile.
        case restore(slot: Int, Int32)
    }

    private let pattern: CompiledPattern
    private let lookarounds: Lookarounds
    private var visitedIn: [Int]
    private var current = Threads()
    private var next = Threads()
    private var tasks: [Task] = []
    private var slots: [Int32]
    private(set) var steps = 0

    init(pattern: CompiledPattern, lookarounds: Lookarounds) {
        self.pattern = pattern
        self.lookarounds = lookarounds
        visitedIn = Array(repeating: -1, count: 2 * pattern.main.instructions.count)
        slots = Array(repeating: -1, count: 2 * (pattern.captureCount + 1))
    }

    /// The slots of the preferred match, as positions in code points.
    mutating func firstMatch(in text: ScalarText) -> [Int32]? {
        var found: [Int32]?
        var position = 0
        while true {
            if found == nil, position == 0 || !pattern.isAnchoredAtStart {
                for slot in slots.indices { slots[slot] = -1 }
                slots[0] = Int32(position)
                enter(0, at: position, of: text)
            }
            swap(&current, &next)
            next.removeAll()
            if current.indices.isEmpty, found != nil || pattern.isAnchoredAtStart { return found }
            advance(at: position, of: text, found: &found)
            if position == text.count { return found }
            position += 1
        }
    }

    /// Runs the threads at a position up to the first that matches, which ends all of lower priority.
    private mutating func advance(at position: Int, of text: ScalarText, found: inout [Int32]?) {
        for (number, index) in current.indices.enumerated() {
            let ownSlots = number * slots.count..<(number + 1) * slots.count
            if case .match = pattern.main.instructions[Int(index)] {
                found = Array(current.slots[ownSlots])
                found?[1] = Int32(position)
                return
            }
            guard position < text.count, pattern.consumes(pattern.main.instructions[Int(index)], text.values[position])
            else { continue }
            for (slot, place) in ownSlots.enumerated() { slots[slot] = current.slots[place] }
            enter(index + 1, at: position + 1, of: text)
        }
    }

    private mutating func enter(_ start: Int32, at position: Int, of text: ScalarText) {
        tasks.append(.enter(start, hasProgress: true))
        while let task = tasks.popLast() {
            switch task {
            case .restore(let slot, let value): slots[slot] = value
            case .enter(let index, let hasProgress):
                let visit = 2 * Int(index) + (hasProgress ? 1 : 0)
                guard visitedIn[visit] != position else { continue }
                visitedIn[visit] = position
                steps += 1
                pass(index, hasProgress, at: position, of: text)
            }
        }
    }

    private mutating func pass(_ index: Int32, _ hasProgress: Bool, at position: Int, of text: ScalarText) {
        let next: Int32
        switch pattern.main.instructions[Int(index)] {
        case .character, .set, .match:
            self.next.indices.append(index)
            self.next.slots.append(contentsOf: slots)
            return
        case .split(let first, let second):
            tasks.append(.enter(second, hasProgress: hasProgress))
            next = first
        case .jump(let target): next = target
        case .beginPass:
            tasks.append(.enter(index + 1, hasProgress: false))
            return
        case .requireProgress:
            guard hasProgress else { return }
            next = index + 1
        case .save(let slot):
            store(Int32(position), in: Int(slot))
            next = index + 1
        case .clear(let from, let to):
            for slot in Int(from)..<Int(to) where slots[slot] != -1 { store(-1, in: slot) }
            next = index + 1
        case .assertion(let assertion):
            guard text.satisfies(assertion, at: position) else { return }
            next = index + 1
        case .lookaround(let lookaround, let isNegative):
            guard lookarounds.hold(lookaround, at: position) != isNegative else { return }
            next = index + 1
        case .backreference: return  // Patterns with backreferences are matched by backtracking.
        }
        tasks.append(.enter(next, hasProgress: hasProgress))
    }

    private mutating func store(_ value: Int32, in slot: Int) {
        tasks.append(.restore(slot: slot, slots[slot]))
        slots[slot] = value
    }
}
