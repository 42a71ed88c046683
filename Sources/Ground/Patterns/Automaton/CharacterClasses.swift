/// The code points sorted into classes that a pattern cannot tell apart.
struct CharacterClasses: Sendable {
    /// A code point of ASCII, or an interval beyond it combined with an outcome for each property.
    private enum Item {
        case ascii(UInt32)
        case interval(start: UInt32, outcomes: Int)
    }

    private static let maximumProperties = 4
    private static let maximumItems = 1 << 12
    private static let maximumCount = 255
    private static let maximumWork = 1 << 18

    /// The class of each ASCII character.
    private(set) var ascii: [UInt8] = []
    private(set) var count = 1
    /// Where the intervals beyond ASCII begin.
    private let starts: [UInt32]
    private let properties: [UnicodeProperty]
    /// The class for each interval and each outcome of the properties.
    private var beyond: [UInt8] = []
    private var representatives: [Item] = []

    /// Sorts code points by their membership in sets; nil when that takes too many classes.
    init?(for sets: [ScalarSet]) {
        var starts: Set<UInt32> = [0x80]
        var properties: [UnicodeProperty] = []
        for set in sets {
            for range in set.ranges where range.upperBound >= 0x80 {
                starts.insert(max(range.lowerBound, 0x80))
                if range.upperBound < ScalarSet.last { starts.insert(range.upperBound + 1) }
            }
            for test in set.properties where !properties.contains(test.property) { properties.append(test.property) }
            guard properties.count <= Self.maximumProperties, starts.count <= Self.maximumItems else { return nil }
        }
        let itemCount = starts.count << properties.count
        guard itemCount <= Self.maximumItems, sets.count * (itemCount + 128) <= Self.maximumWork else { return nil }
        self.starts = starts.sorted()
        self.properties = properties
        guard refine(by: sets) else { return nil }
    }

    private mutating func refine(by sets: [ScalarSet]) -> Bool {
        var items = (UInt32(0)..<128).map { Item.ascii($0) }
        for start in starts {
            for outcomes in 0..<1 << properties.count { items.append(.interval(start: start, outcomes: outcomes)) }
        }
        var classes = Array(repeating: 0, count: items.count)
        for set in sets {
            var renamed = Array(repeating: -1, count: 2 * count)
            var newCount = 0
            for (number, item) in items.enumerated() {
                let name = 2 * classes[number] + (contains(item, in: set) ? 1 : 0)
                if renamed[name] < 0 {
                    renamed[name] = newCount
                    newCount += 1
                }
                classes[number] = renamed[name]
            }
            count = newCount
            guard count <= Self.maximumCount else { return false }
        }
        ascii = classes[..<128].map(UInt8.init)
        beyond = classes[128...].map(UInt8.init)
        var known = Array(repeating: false, count: count)
        representatives = Array(repeating: .ascii(0), count: count)
        for (number, item) in items.enumerated() where !known[classes[number]] {
            known[classes[number]] = true
            representatives[classes[number]] = item
        }
        return true
    }

    private func contains(_ item: Item, in set: ScalarSet) -> Bool {
        switch item {
        case .ascii(let value): return set.contains(value)
        case .interval(let start, let outcomes):
            let hasProperty = set.properties.contains { test in
                guard let bit = properties.firstIndex(of: test.property) else { return false }
                return (outcomes >> bit & 1 == 1) != test.isNegative
            }
            return (hasProperty || set.rangesContain(start)) != set.isInverted
        }
    }

    /// Whether the code points of a class belong to a set among those that the classes were made for.
    func contains(_ number: Int, in set: ScalarSet) -> Bool { contains(representatives[number], in: set) }

    /// The class of a code point beyond ASCII.
    func classBeyondASCII(_ value: UInt32) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= value { low = middle } else { high = middle }
        }
        var outcomes = 0
        if !properties.isEmpty, let scalar = Unicode.Scalar(value) {
            for (bit, property) in properties.enumerated() where property.holds(for: scalar) { outcomes |= 1 << bit }
        }
        return Int(beyond[low << properties.count + outcomes])
    }
}
