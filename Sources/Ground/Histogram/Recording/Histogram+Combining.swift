extension Histogram {
    /// Adds all counts of another histogram, whatever its layout; fails, and changes nothing, if a value has no slot here.
    public mutating func merge(_ other: Histogram) throws(HistogramError) {
        if layout == other.layout {
            for slot in other.counts.indices { add(other.counts[slot], toSlot: slot) }
        } else {
            for (value, count) in try translated(other) { record(value, count: count) }
        }
        noteClamped(other.clampedCount)
    }

    /// Takes all counts of another histogram away; fails, and changes nothing, if they are not all there.
    public mutating func subtract(_ other: Histogram) throws(HistogramError) {
        var bySlot: [Int: Int64] = [:]
        for (value, count) in try translated(other) {
            bySlot[layout.slot(of: value), default: 0] = (bySlot[layout.slot(of: value)] ?? 0).addingSaturated(count)
        }
        for (slot, count) in bySlot where counts[slot] < count {
            throw HistogramError(
                .subtraction,
                "expected at least \(count) values near \(layout.firstValue(ofSlot: slot)), saw \(counts[slot])"
            )
        }
        remove(bySlot.map { ($0.key, $0.value) })
    }

    /// The other's slots as values, all of which have a slot here.
    private func translated(_ other: Histogram) throws(HistogramError) -> [(value: Int64, count: Int64)] {
        var values: [(value: Int64, count: Int64)] = []
        for slot in other.counts.indices where other.counts[slot] > 0 {
            let value = other.layout.firstValue(ofSlot: slot)
            guard layout.holds(value) else {
                throw HistogramError(.range, "expected values up to \(layout.greatest), saw \(value)")
            }
            values.append((value, other.counts[slot]))
        }
        return values
    }

    /// A copy in which each value brings along those that were not measured while it blocked the measuring.
    public func corrected(expectedInterval interval: Int64) -> Histogram {
        var copy = Histogram(layout)
        for slot in counts.indices where counts[slot] > 0 {
            copy.record(layout.lastValue(ofSlot: slot), expectedInterval: interval, count: counts[slot])
        }
        copy.noteClamped(clampedCount)
        return copy
    }
}
