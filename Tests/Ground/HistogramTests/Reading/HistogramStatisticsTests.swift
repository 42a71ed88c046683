import Testing

@testable import Histogram

@Suite struct HistogramStatisticsTests {
    private func foreignValues() -> Histogram {
        var histogram = Histogram(.microseconds)
        for value in ForeignFixtures.values(400, seed: 7) { histogram.record(min(value, 3_600_000_000)) }
        return histogram
    }

    @Test func `computes what the Python package computes from the same values`() {
        let histogram = foreignValues()
        #expect(histogram.totalCount == 400 && histogram.minimum == 60 && histogram.maximum == 3_600_809_983)
        #expect(abs(histogram.mean - 288437825.9825) < 1e-3)
        #expect(abs(histogram.standardDeviation - 629481468.9299138) < 1e-3)
        let percentiles: [(Double, Int64)] = [
            (0, 60), (1, 60), (10, 833), (25, 11_839), (50, 1_987_583), (75, 208_273_407), (90, 1_168_113_663),
            (99, 2_801_795_071), (99.9, 3_600_809_983), (100, 3_600_809_983),
        ]
        for (percentile, value) in percentiles {
            #expect(histogram.value(atPercentile: percentile) == value, "\(percentile)")
        }
    }

    @Test func `never claims a better tail than there was`() throws {
        var histogram = Histogram(try HistogramLayout(lowest: 1, highest: 100_000, digits: 5))
        for value: Int64 in 1...1000 { histogram.record(value) }
        for (percentile, value) in [
            (99.9, 999), (99.91, 1000), (50, 500), (50.01, 501), (0.1, 1), (0.11, 2), (0, 1), (100, 1000),
        ] {
            #expect(histogram.value(atPercentile: percentile) == Int64(value), "\(percentile)")
        }
        for percentile in [-1, 101, Double.nan, .infinity] { _ = histogram.value(atPercentile: percentile) }
        #expect(histogram.percentile(atOrBelow: 500) == 50 && histogram.percentile(atOrBelow: -1) == 0)
        #expect(histogram.percentile(atOrBelow: .max) == 100)
        #expect(Histogram(.nanoseconds).value(atPercentile: 50) == 0)
    }

    private func walk(_ histogram: Histogram, _ stops: HistogramSteps.Stops) -> [[Int64]] {
        histogram.steps(stops).map { [$0.value, $0.count] }
    }

    @Test func `walks by recorded values, widths, multiples and percentiles`() {
        var histogram = Histogram(.microseconds)
        for value: Int64 in [100, 2000, 31_000, 7] { histogram.record(value, expectedInterval: 1000) }
        #expect(
            walk(histogram, .linear(width: 5000))
                == [[4999, 8], [9999, 5], [14_999, 5], [19_999, 5], [24_999, 6], [29_999, 4], [34_999, 2]]
        )
        #expect(
            walk(histogram, .logarithmic(first: 1000, base: 2))
                == [[999, 2], [1999, 2], [3999, 3], [7999, 4], [15_999, 8], [31_999, 16]]
        )
        // As the Python package walks.
        #expect(
            walk(histogram, .percentiles(ticksPerHalfDistance: 1)) == [
                [7, 1], [14_007, 17], [23_007, 9], [27_007, 4], [29_007, 2], [30_015, 1], [31_007, 1], [31_007, 0],
            ]
        )
        let levels = histogram.steps(.percentiles(ticksPerHalfDistance: 2)).map(\.percentileReached)
        #expect(levels.prefix(5) == [0, 25, 50, 62.5, 75] && levels.last == 100)
        #expect(histogram.steps(.recorded).map(\.cumulativeCount).last == 35)
    }

    @Test func `ends every walk, also odd ones`() {
        var histogram = Histogram(.microseconds)
        #expect(walk(histogram, .recorded).isEmpty && walk(histogram, .linear(width: 0)).isEmpty)
        histogram.record(3_000_000)
        for stops: HistogramSteps.Stops in [
            .logarithmic(first: 0, base: 0), .logarithmic(first: 5, base: 1), .logarithmic(first: -1, base: .infinity),
            .logarithmic(first: 1, base: 2), .percentiles(ticksPerHalfDistance: 0), .linear(width: .max),
            .linear(width: 1_000_000), .percentiles(ticksPerHalfDistance: 100),
        ] {
            #expect(walk(histogram, stops).map { $0[1] }.reduce(0, +) == 1, "\(stops)")
        }
    }
}
