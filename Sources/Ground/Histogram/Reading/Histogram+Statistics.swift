extension Histogram {
    /// The value that `percentile` percent of all values do not exceed; 0 when there is none.
    ///
    /// It is the largest that shares its slot, so what is claimed about a tail is never too good.
    public func value(atPercentile percentile: Double) -> Int64 {
        guard let slot = slot(atPercentile: percentile) else { return 0 }
        return percentile <= 0 ? layout.firstValue(ofSlot: slot) : layout.lastValue(ofSlot: slot)
    }

    private func slot(atPercentile percentile: Double) -> Int? {
        let bounded = min(max(percentile, 0), 100)
        guard !isEmpty, !bounded.isNaN else { return nil }
        // The next smaller number keeps rounding up from asking for one value too many: 99.9 % of 1,000 are 999.
        let wanted = (bounded.nextDown / 100 * Double(totalCount)).rounded(.up)
        let target = wanted >= Double(totalCount) ? totalCount : max(1, Int64(wanted))
        var seen: Int64 = 0
        for slot in counts.indices {
            seen = seen.addingSaturated(counts[slot])
            if seen >= target { return slot }
        }
        return nil
    }

    /// How many percent of all values do not exceed `value` and those that share its slot; 100 when there are none.
    public func percentile(atOrBelow value: Int64) -> Double {
        guard !isEmpty else { return 100 }
        guard value >= 0 else { return 0 }
        return 100 * Double(count(in: 0...value)) / Double(totalCount)
    }

    /// The arithmetic mean; 0 when there is no value.
    public var mean: Double {
        guard !isEmpty else { return 0 }
        var sum = 0.0
        for slot in counts.indices where counts[slot] > 0 {
            sum += layout.middleValue(ofSlot: slot) * Double(counts[slot])
        }
        return sum / Double(totalCount)
    }

    /// The standard deviation of all values from their mean; 0 when there is no value.
    public var standardDeviation: Double {
        guard !isEmpty else { return 0 }
        let mean = mean
        var sum = 0.0
        for slot in counts.indices where counts[slot] > 0 {
            let deviation = layout.middleValue(ofSlot: slot) - mean
            sum += deviation * deviation * Double(counts[slot])
        }
        return (sum / Double(totalCount)).squareRoot()
    }
}
