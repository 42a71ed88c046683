/// Counts of values over many orders of magnitude with a fixed relative precision.
///
/// Recording costs a few nanoseconds and allocates nothing; histograms of several threads or machines are added
/// together afterwards. Counts saturate instead of overflowing.
public struct Histogram: Sendable, Equatable {
    /// Which values are told apart.
    public let layout: HistogramLayout
    /// One count a slot.
    private(set) var counts: [Int64]
    /// How many values were recorded.
    public private(set) var totalCount: Int64 = 0
    /// How many values were below 0 or above the greatest, and were recorded as the nearest that has a slot.
    public private(set) var clampedCount: Int64 = 0
    /// The smallest and the largest value, while there are any.
    private var least: Int64 = .max
    private var most: Int64 = -1

    /// An empty histogram.
    public init(_ layout: HistogramLayout = .nanoseconds) {
        self.layout = layout
        counts = [Int64](repeating: 0, count: layout.slotCount)
    }

    /// Whether nothing was recorded.
    public var isEmpty: Bool { totalCount == 0 }

    /// The smallest value that shares a slot with the smallest recorded one; 0 when there is none.
    public var minimum: Int64 { isEmpty ? 0 : layout.lowestEquivalent(least) }

    /// The largest value that shares a slot with the largest recorded one; 0 when there is none.
    public var maximum: Int64 { isEmpty ? 0 : layout.highestEquivalent(most) }

    /// Counts a value once.
    @inline(__always)
    public mutating func record(_ value: Int64) { record(value, count: 1) }

    /// Counts a value several times; a count of 0 or less does nothing.
    public mutating func record(_ value: Int64, count: Int64) {
        guard count > 0 else { return }
        let held = layout.clamped(value)
        if held != value { clampedCount = clampedCount.addingSaturated(count) }
        let slot = layout.slot(of: held)
        counts[slot] = counts[slot].addingSaturated(count)
        totalCount = totalCount.addingSaturated(count)
        if held < least { least = held }
        if held > most { most = held }
    }

    /// Counts a value, and the ones that were not measured while it blocked the measuring.
    ///
    /// A load generator that waits for each answer sends nothing during a stall. The requests that it should have sent
    /// every `interval` would have taken `value - interval`, `value - 2 * interval` and so on.
    public mutating func record(_ value: Int64, expectedInterval interval: Int64, count: Int64 = 1) {
        record(value, count: count)
        guard interval > 0, count > 0 else { return }
        var missing = layout.clamped(value) - interval
        // As many steps as there are slots, however short the interval is.
        while missing >= interval {
            let floor = max(layout.lowestEquivalent(missing), interval)
            let steps = (missing - floor) / interval + 1
            let (product, overflow) = steps.multipliedReportingOverflow(by: count)
            // The last of them is recorded apart, so that the smallest value is exact.
            let last = missing - (steps - 1) * interval
            record(missing, count: overflow ? .max : product - count)
            record(last, count: count)
            missing = last - interval
        }
    }

    /// How often values that share the slot of `value` were recorded.
    public func count(at value: Int64) -> Int64 {
        layout.holds(value) ? counts[layout.slot(of: value)] : 0
    }

    /// How many values between the slots of the bounds were recorded.
    public func count(in values: ClosedRange<Int64>) -> Int64 {
        guard values.upperBound >= 0, values.lowerBound <= layout.greatest else { return 0 }
        let slots =
            layout.slot(of: layout.clamped(values.lowerBound))...layout.slot(of: layout.clamped(values.upperBound))
        return counts[slots].reduce(0) { $0.addingSaturated($1) }
    }

    /// Forgets all values; the memory stays.
    public mutating func reset() {
        for slot in counts.indices { counts[slot] = 0 }
        (totalCount, clampedCount, least, most) = (0, 0, .max, -1)
    }

    /// Adds to a slot whose values are known only as a group.
    mutating func add(_ count: Int64, toSlot slot: Int) {
        guard count > 0 else { return }
        counts[slot] = counts[slot].addingSaturated(count)
        totalCount = totalCount.addingSaturated(count)
        least = min(least, layout.firstValue(ofSlot: slot))
        most = max(most, layout.lastValue(ofSlot: slot))
    }

    /// Takes counts away and finds the bounds anew; all of them must be there.
    mutating func remove(_ removed: [(slot: Int, count: Int64)]) {
        for (slot, count) in removed { counts[slot] -= count }
        totalCount = counts.reduce(0) { $0.addingSaturated($1) }
        clampedCount = min(clampedCount, totalCount)
        least = counts.firstIndex { $0 > 0 }.map { max(layout.firstValue(ofSlot: $0), isEmpty ? 0 : least) } ?? .max
        most = counts.lastIndex { $0 > 0 }.map { min(layout.lastValue(ofSlot: $0), most) } ?? -1
    }

    mutating func noteClamped(_ count: Int64) { clampedCount = clampedCount.addingSaturated(count) }

    /// Histograms are equal when they count the same values in the same slots.
    public static func == (left: Self, right: Self) -> Bool {
        left.layout == right.layout && left.totalCount == right.totalCount && left.counts == right.counts
    }
}

extension Int64 {
    @inline(__always)
    func addingSaturated(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
