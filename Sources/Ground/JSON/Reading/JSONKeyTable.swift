/// Finds keys that occurred before, in constant time for each, whoever chose them.
struct JSONKeyTable {
    /// Tape indices of keys plus one, zero where free; at most half of the slots are used.
    private var slots: [UInt32]

    /// Makes room for a number of keys.
    init(capacity: Int) {
        var size = 8
        while size < 2 * capacity { size *= 2 }
        slots = [UInt32](repeating: 0, count: size)
    }

    /// Looks for a text among the keys.
    func find(hash: UInt64, isKey: (Int) -> Bool) -> Int? {
        let slot = slot(hash: hash, isKey: isKey)
        return slots[slot] == 0 ? nil : Int(slots[slot]) - 1
    }

    /// Enters the key at a tape index and returns the index of the equal key it stands in for, if there is one.
    mutating func insert(_ index: Int, hash: UInt64, isKey: (Int) -> Bool) -> Int? {
        let slot = slot(hash: hash, isKey: isKey)
        let earlier = slots[slot]
        slots[slot] = UInt32(truncatingIfNeeded: index + 1)
        return earlier == 0 ? nil : Int(earlier) - 1
    }

    private func slot(hash: UInt64, isKey: (Int) -> Bool) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0, !isKey(Int(slots[slot]) - 1) { slot = (slot + 1) & mask }
        return slot
    }
}
