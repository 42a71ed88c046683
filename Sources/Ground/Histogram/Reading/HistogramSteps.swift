/// A walk through a histogram from the smallest value to the largest.
public struct HistogramSteps: Sequence, Sendable {
    /// Where the walk stops.
    public enum Stops: Sendable, Equatable {
        /// At each slot that has a count.
        case recorded
        /// At values that lie equally far apart.
        case linear(width: Int64)
        /// At values of which each is a multiple of the one before.
        case logarithmic(first: Int64, base: Double)
        /// At percentiles of which so many halve the distance to 100 %.
        case percentiles(ticksPerHalfDistance: Int)
    }

    /// One stop.
    public struct Step: Sendable, Equatable {
        /// The largest value that belongs to the step.
        public let value: Int64
        /// How many values came since the stop before.
        public let count: Int64
        /// How many values came so far.
        public let cumulativeCount: Int64
        /// How many percent of all came so far.
        public let percentile: Double
        /// The percentile for which the walk stopped here; the same as `percentile` in other walks.
        public let percentileReached: Double
    }

    fileprivate let histogram: Histogram
    fileprivate let stops: Stops

    /// Begins before the smallest value.
    public func makeIterator() -> Iterator { Iterator(histogram, stops) }

    /// Walks from stop to stop.
    public struct Iterator: IteratorProtocol {
        private let histogram: Histogram
        private let stops: Stops
        /// The next slot that was not counted.
        private var slot = 0
        private var seen: Int64 = 0
        /// The upper end of the step that is being made, or the percentile to be reached.
        private var level: Double
        private var upper: Int64
        private var isAtEnd = false

        fileprivate init(_ histogram: Histogram, _ stops: Stops) {
            self.histogram = histogram
            self.stops = stops
            level = 0
            upper = -1
            if case .logarithmic(let first, _) = stops { level = Double(Swift.max(1, first)) }
        }

        /// The next stop, or nil when all values were counted.
        public mutating func next() -> Step? {
            guard !isAtEnd, !histogram.isEmpty else { return nil }
            switch stops {
            case .recorded: return nextRecorded()
            case .percentiles(let ticks): return nextPercentile(Swift.max(1, ticks))
            case .linear(let width): return nextLevel(Self.sum(upper, Swift.max(1, width)))
            case .logarithmic(_, let base):
                // Levels that would not grow, or lie beyond all values, end the walk at the largest.
                let next = level < 9e18 ? Int64(level) - 1 : Int64.max
                level *= Swift.max(base, 1)
                return nextLevel(next > upper ? next : (upper < 0 ? 0 : histogram.layout.greatest))
            }
        }

        private static func sum(_ left: Int64, _ right: Int64) -> Int64 { left.addingSaturated(right) }

        private mutating func nextRecorded() -> Step? {
            while slot < histogram.counts.count {
                let count = histogram.counts[slot]
                slot += 1
                guard count > 0 else { continue }
                seen = seen.addingSaturated(count)
                isAtEnd = seen >= histogram.totalCount
                return step(histogram.layout.lastValue(ofSlot: slot - 1), count)
            }
            return nil
        }

        /// Counts everything up to and including the slot of `value`.
        private mutating func nextLevel(_ value: Int64) -> Step? {
            upper = value
            let end = histogram.layout.holds(value) ? histogram.layout.slot(of: value) + 1 : histogram.counts.count
            var count: Int64 = 0
            while slot < end {
                count = count.addingSaturated(histogram.counts[slot])
                slot += 1
            }
            seen = seen.addingSaturated(count)
            isAtEnd = seen >= histogram.totalCount
            return step(value, count)
        }

        private mutating func nextPercentile(_ ticks: Int) -> Step? {
            let before = seen
            var last = Swift.max(0, slot - 1)
            while slot < histogram.counts.count, seen == 0 || percentile < level {
                seen = seen.addingSaturated(histogram.counts[slot])
                last = slot
                slot += 1
            }
            let reached = level
            if seen >= histogram.totalCount {
                // The largest value gets a stop at its percentile and one at 100.
                if reached >= 100 || percentile < reached { isAtEnd = true }
                level = 100
            } else {
                let halvings = Self.halvings(to: level)
                level += 100 / (Double(ticks) * Double(UInt64(1) << UInt64(Swift.min(halvings + 1, 62))))
            }
            return step(histogram.layout.lastValue(ofSlot: last), seen - before, reached)
        }

        /// How often the distance to 100 % was halved on the way to a percentile.
        private static func halvings(to percentile: Double) -> Int {
            var halvings = 0
            var distance = 100 - percentile
            while distance <= 50, halvings < 62 {
                distance *= 2
                halvings += 1
            }
            return halvings
        }

        private var percentile: Double { 100 * Double(seen) / Double(histogram.totalCount) }

        private func step(_ value: Int64, _ count: Int64, _ reached: Double? = nil) -> Step {
            Step(
                value: value,
                count: count,
                cumulativeCount: seen,
                percentile: percentile,
                percentileReached: reached ?? percentile
            )
        }
    }
}

extension Histogram {
    /// A walk through the values that stops where `stops` says.
    public func steps(_ stops: HistogramSteps.Stops) -> HistogramSteps { HistogramSteps(histogram: self, stops: stops) }
}
