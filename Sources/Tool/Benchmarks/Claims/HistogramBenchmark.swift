import Histogram
import Reactor
import SystemLibraries

/// What it costs to record a value, beside the Python package, which also reads what we write.
struct HistogramBenchmark: Benchmark {
    let name = "histogram"
    let claim = "A recorded value costs a few nanoseconds, and foreign tools read what was recorded"
    let goal = "20 ns a value or less"

    private static let layout = HistogramLayout.nanoseconds

    func run(_ context: BenchmarkContext) async throws -> [BenchmarkRow] {
        let repetitions = context.amount(5_000_000, quick: 10_000)
        let ours = Contender { Self.nanosecondsToRecord(repetitions) }
        guard let python = try await context.python(with: "hdrh.histogram", package: "hdrhistogram") else {
            return [
                BenchmarkRow(
                    "record",
                    peer: "hdrhistogram",
                    ours: try await context.interleave([ours])[0],
                    theirs: nil,
                    unit: "ns"
                )
            ]
        }
        return try await context.withPython(python, Self.peer) { peer in
            try await check(peer)
            let samples = try await context.interleave([
                ours,
                Contender {
                    try await peer.send("record")
                    return try Self.number(try await peer.ask(String(max(1, repetitions / 100))))
                },
            ])
            return [
                BenchmarkRow("record", peer: "hdrhistogram", ours: samples[0], theirs: samples[1], unit: "ns")
            ]
        }
    }

    /// Values that move through several orders of magnitude, so that neither the slots nor the branches repeat.
    private static func nanosecondsToRecord(_ repetitions: Int) -> Double {
        var histogram = Histogram(layout)
        var state: UInt64 = 1
        let start = MonotonicInstant.now
        for _ in 0..<repetitions {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            histogram.record(Int64((state >> 24) >> (state >> 60)))
        }
        let elapsed = MonotonicInstant.now - start
        precondition(histogram.totalCount == Int64(repetitions), "a value was lost")
        let (seconds, attoseconds) = elapsed.components
        return (Double(seconds) * 1e9 + Double(attoseconds) / 1e9) / Double(repetitions)
    }

    /// The peer must find in our encoding what we put into it.
    private func check(_ peer: PeerProcess) async throws {
        var histogram = Histogram(Self.layout)
        for value: Int64 in 1...1000 { histogram.record(value * value * 1000) }
        try await peer.send("check")
        let answer = try await peer.ask(try histogram.encodedText(using: ZlibForHistograms()))
        let expected =
            "\(histogram.totalCount) \(histogram.minimum) \(histogram.maximum) \(histogram.value(atPercentile: 50))"
        guard answer == expected else {
            throw BenchmarkError("hdrhistogram read \(answer) from our encoding, expected \(expected)")
        }
    }

    private static func number(_ text: String) throws -> Double {
        guard let number = Double(text) else { throw BenchmarkError("hdrhistogram answered \(text)") }
        return number
    }

    private static let peer = """
        import sys, time
        from hdrh.histogram import HdrHistogram
        while True:
            command = sys.stdin.readline().strip()
            argument = sys.stdin.readline().strip()
            if not command: break
            if command == "check":
                h = HdrHistogram.decode(argument)
                print(h.get_total_count(), h.get_min_value(), h.get_max_value(), h.get_value_at_percentile(50))
                continue
            h = HdrHistogram(1000, 3600000000000, 3)
            values = [(v * 7919 * 104729) % 1099511627776 for v in range(int(argument))]
            start = time.perf_counter()
            for value in values: h.record_value(value)
            print((time.perf_counter() - start) * 1e9 / len(values))
        """
}

private struct ZlibForHistograms: HistogramCompression {
    func compress(_ bytes: [UInt8]) throws(HistogramError) -> [UInt8] {
        do throws(CompressionError) { return try Compression.compress(bytes, to: .zlib) } catch {
            throw HistogramError(.compression, "\(error)")
        }
    }

    func decompress(_ bytes: [UInt8], limit: Int) throws(HistogramError) -> [UInt8] {
        do throws(CompressionError) { return try Compression.decompress(bytes, from: .zlib, limit: limit) } catch {
            throw HistogramError(.compression, "\(error)")
        }
    }
}
