/// Names an armed timer, so that it can be cancelled; a number that was used up names nothing.
package struct TimerIdentity: Hashable, Sendable {
    fileprivate let slot: Int32
    fileprivate let generation: UInt32

    package static let none = TimerIdentity(slot: -1, generation: 0)
}

/// A heap of timers, ordered by the moment they fire; arming and cancelling take a few dozen nanoseconds.
///
/// A four-way heap of (moment, slot) pairs, and a table of slots that know their place in the heap, so that a timer in
/// the middle can be taken out. Deadlines mostly grow, so most insertions stay where they are appended.
package struct TimerHeap<Action> {
    private struct Entry {
        var moment: Int64
        var slot: Int32
    }

    private struct Slot {
        var place: Int32
        var generation: UInt32
        var action: Action?
    }

    private var heap: [Entry] = []
    private var slots: [Slot] = []
    private var free: [Int32] = []

    package init() {}

    package var count: Int { heap.count }

    /// The earliest moment, in nanoseconds, or nil without timers.
    package var earliest: Int64? { heap.first?.moment }

    package mutating func arm(at moment: Int64, _ action: Action) -> TimerIdentity {
        let slot: Int32
        if let reused = free.popLast() {
            slot = reused
            slots[Int(slot)].action = action
        } else {
            slot = Int32(slots.count)
            slots.append(Slot(place: 0, generation: 1, action: action))
        }
        heap.append(Entry(moment: moment, slot: slot))
        siftUp(from: heap.count - 1)
        return TimerIdentity(slot: slot, generation: slots[Int(slot)].generation)
    }

    /// Takes a timer out; harmless when it has fired or was cancelled before.
    @discardableResult
    package mutating func cancel(_ identity: TimerIdentity) -> Bool {
        let slot = Int(identity.slot)
        guard slot >= 0, slot < slots.count, slots[slot].generation == identity.generation, slots[slot].action != nil
        else { return false }
        _ = remove(at: Int(slots[slot].place))
        return true
    }

    /// Takes out the earliest timer if its moment is not after `now`.
    package mutating func popDue(at now: Int64) -> Action? {
        guard let first = heap.first, first.moment <= now else { return nil }
        return remove(at: 0)
    }

    private mutating func remove(at place: Int) -> Action? {
        let slot = Int(heap[place].slot)
        let last = heap.removeLast()
        if place < heap.count {
            heap[place] = last
            slots[Int(last.slot)].place = Int32(place)
            siftDown(from: place)
            siftUp(from: place)
        }
        let action = slots[slot].action
        slots[slot].action = nil
        slots[slot].generation &+= 1
        free.append(Int32(slot))
        return action
    }

    private mutating func siftUp(from start: Int) {
        var place = start
        let entry = heap[place]
        while place > 0 {
            let parent = (place - 1) / 4
            guard entry.moment < heap[parent].moment else { break }
            heap[place] = heap[parent]
            slots[Int(heap[place].slot)].place = Int32(place)
            place = parent
        }
        heap[place] = entry
        slots[Int(entry.slot)].place = Int32(place)
    }

    private mutating func siftDown(from start: Int) {
        var place = start
        let entry = heap[place]
        while true {
            let firstChild = 4 * place + 1
            guard firstChild < heap.count else { break }
            var smallest = firstChild
            for child in firstChild..<min(firstChild + 4, heap.count)
            where heap[child].moment < heap[smallest].moment {
                smallest = child
            }
            guard heap[smallest].moment < entry.moment else { break }
            heap[place] = heap[smallest]
            slots[Int(heap[place].slot)].place = Int32(place)
            place = smallest
        }
        heap[place] = entry
        slots[Int(entry.slot)].place = Int32(place)
    }
}
