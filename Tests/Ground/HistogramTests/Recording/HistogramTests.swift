import TestKit
import Testing

@testable import Histogram

@Suite struct HistogramTests {
    @Test func `keeps the precision it promises over its whole range`() throws {
        var random = SeededRandom(seed: 1)
        for digits in 1...5 {
            for lowest: Int64 in [1, 1000, 1 << 20] {
                let layout = try HistogramLayout(lowest: lowest, highest: 3_600_000_000_000, digits: digits)
                var precision: Int64 = 1
                for _ in 0..<digits { precision *= 10 }
                #expect(layout.greatest >= layout.highest)
                #expect(layout.slot(of: layout.greatest) == layout.slotCount - 1)
                for _ in 0..<2000 {
                    let value =
                        Int64.random(in: 0...layout.greatest, using: &random)
                        >> Int64.random(in: 0...40, using: &random)
                    let (low, high) = (layout.lowestEquivalent(value), layout.highestEquivalent(value))
                    guard low <= value, value <= high, high - low < max(lowest, value / precision + 1) else {
                        Issue.record("\(value) in \(low)...\(high) with \(digits) digits from \(lowest)")
                        return
                    }
                    guard layout.slot(of: low) == layout.slot(of: high) else { Issue.record("\(value)"); return }
                }
            }
        }
    }

    @Test func `numbers its slots without gaps`() throws {
        let layout = try HistogramLayout(lowest: 8, highest: 1_000_000, digits: 1)
        for slot in 1..<layout.slotCount {
            #expect(layout.firstValue(ofSlot: slot) == layout.lastValue(ofSlot: slot - 1) + 1)
            #expect(layout.slot(of: layout.firstValue(ofSlot: slot)) == slot)
            #expect(layout.slot(of: layout.lastValue(ofSlot: slot)) == slot)
        }
        #expect(HistogramLayout.nanoseconds.slotCount == 24_576)
    }

    @Test func `refuses layouts that make no sense`() {
        for (lowest, highest, digits) in [
            (0, 10, 3), (1, 1, 3), (10, 19, 3), (1, 10, 0), (1, 10, 6), (-5, 10, 3), (1 << 60, .max, 3),
        ] {
            #expect(throws: HistogramError.self) {
                try HistogramLayout(lowest: Int64(lowest), highest: Int64(highest), digits: digits)
            }
        }
        #expect(throws: Never.self) { try HistogramLayout(lowest: 1, highest: .max, digits: 5) }
    }

    @Test func `counts, bounds and forgets`() {
        var histogram = Histogram(.microseconds)
        #expect(histogram.isEmpty && histogram.minimum == 0 && histogram.maximum == 0)
        histogram.record(5)
        histogram.record(70, count: 3)
        histogram.record(9, count: 0)
        #expect(histogram.totalCount == 4 && histogram.minimum == 5 && histogram.maximum == 70)
        #expect(histogram.count(at: 70) == 3 && histogram.count(in: 0...69) == 1 && histogram.count(in: 6...100) == 3)
        histogram.reset()
        #expect(histogram == Histogram(.microseconds))
    }

    @Test func `records values beyond its range as the nearest, and says so`() {
        var histogram = Histogram(.microseconds)
        histogram.record(-5)
        histogram.record(.max)
        #expect(histogram.clampedCount == 2 && histogram.totalCount == 2)
        #expect(histogram.minimum == 0 && histogram.maximum == HistogramLayout.microseconds.greatest)
    }

    @Test func `saturates instead of overflowing`() throws {
        var histogram = Histogram(try HistogramLayout(lowest: 1, highest: .max, digits: 3))
        histogram.record(.max, count: .max)
        histogram.record(.max, count: .max)
        histogram.record(1, count: .max)
        #expect(histogram.totalCount == .max && histogram.maximum == .max && histogram.mean > 0)
        try histogram.merge(histogram)
        histogram.record(.max, expectedInterval: 1, count: .max)
        #expect(histogram.value(atPercentile: 100) > 0)
        #expect(histogram.steps(.recorded).reduce(0) { $0 + ($1.count > 0 ? 1 : 0) } > 0)
    }

    @Test func `fills in what a stall kept from being measured`() {
        var histogram = Histogram(.microseconds)
        for value: Int64 in [100, 2000, 31_000, 7] { histogram.record(value, expectedInterval: 1000) }
        // The numbers of the Python package for the same records.
        #expect(histogram.totalCount == 35)
        #expect(abs(histogram.mean - 14263) < 1e-9)
        let values = histogram.steps(.recorded).map(\.value)
        #expect(values.prefix(6) == [7, 100, 1000, 2000, 3001, 4001] && values.last == 31_007)
        var plain = Histogram(.microseconds)
        for value: Int64 in [100, 2000, 31_000, 7] { plain.record(value) }
        #expect(plain.corrected(expectedInterval: 1000).totalCount == 35)
    }

    @Test func `fills in the same as one by one, also for short intervals`() {
        var random = SeededRandom(seed: 2)
        for _ in 0..<50 {
            let value = Int64.random(in: 0...200_000, using: &random)
            let interval = Int64.random(in: 1...5000, using: &random)
            var histogram = Histogram(.microseconds)
            histogram.record(value, expectedInterval: interval, count: 2)
            var slow = Histogram(.microseconds)
            slow.record(value, count: 2)
            var missing = value - interval
            while missing >= interval {
                slow.record(missing, count: 2)
                missing -= interval
            }
            #expect(histogram == slow, "\(value) every \(interval)")
            #expect(histogram.minimum == slow.minimum)
        }
        var stalled = Histogram(.nanoseconds)
        stalled.record(3_600_000_000_000, expectedInterval: 1)
        #expect(stalled.totalCount == 3_600_000_000_000)
    }

    @Test func `merges to the same as recording everything in one`() throws {
        var (left, right, whole) = (Histogram(.nanoseconds), Histogram(.nanoseconds), Histogram(.nanoseconds))
        for (index, value) in ForeignFixtures.values(500, seed: 5).enumerated() {
            whole.record(value)
            if index % 3 == 0 { left.record(value) } else { right.record(value) }
        }
        var sum = left
        try sum.merge(right)
        #expect(sum == whole && sum.minimum == whole.minimum && sum.maximum == whole.maximum)
        try sum.subtract(right)
        #expect(sum == left && sum.minimum == left.minimum && sum.maximum == left.maximum)
        #expect(throws: HistogramError.self) { try sum.subtract(whole) }
        #expect(sum == left)
        try sum.subtract(sum)
        #expect(sum.isEmpty && sum.maximum == 0)
    }

    @Test func `merges across layouts, or not at all`() throws {
        var coarse = Histogram(try HistogramLayout(lowest: 1, highest: 1_000_000, digits: 2))
        var fine = Histogram(.microseconds)
        for value: Int64 in [3, 1_000, 999_999] { fine.record(value, count: value) }
        try coarse.merge(fine)
        #expect(coarse.totalCount == fine.totalCount && coarse.count(at: 1_000) == 1_000)
        fine.record(3_000_000_000)
        let before = coarse
        #expect(throws: HistogramError.self) { try coarse.merge(fine) }
        #expect(coarse == before)
    }
}
