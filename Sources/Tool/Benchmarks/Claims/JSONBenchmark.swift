import Foundation
import JSON
import Reactor

/// How fast bytes become a document that was checked to the last byte and can be asked for values.
struct JSONBenchmark: Benchmark {
    let name = "json"
    let claim = "JSON is read faster than by the fastest library of Python and by Foundation"
    let goal = "2 times orjson.loads and 15 times JSONSerialization or better"

    private struct Case {
        let name: String
        let bytes: [UInt8]
        let repetitions: Int
        let unit: String
        /// What is reported for the seconds that one reading took.
        let report: (Double) -> Double
    }

    func run(_ context: BenchmarkContext) async throws -> [BenchmarkRow] {
        let reply = ToolListing.reply()
        let cases = [
            Case(
                name: "tools/list, \(reply.count) bytes",
                bytes: reply,
                repetitions: context.amount(200, quick: 2),
                unit: "MB/s",
                report: { Double(reply.count) / $0 / 1e6 }
            ),
            Case(
                name: "tools/call, \(ToolListing.request.count) bytes",
                bytes: ToolListing.request,
                repetitions: context.amount(100_000, quick: 100),
                unit: "ns",
                report: { $0 * 1e9 }
            ),
        ]
        guard let python = try await context.python(with: "orjson") else {
            var rows: [BenchmarkRow] = []
            for sample in cases { rows += try await measure(sample, context, orjson: nil) }
            return rows
        }
        return try await context.withPython(python, Self.peer) { orjson in
            var rows: [BenchmarkRow] = []
            for sample in cases { rows += try await measure(sample, context, orjson: orjson) }
            return rows
        }
    }

    private func measure(
        _ sample: Case,
        _ context: BenchmarkContext,
        orjson: PeerProcess?
    ) async throws -> [BenchmarkRow] {
        var contenders = [
            Contender { sample.report(try Self.secondsToRead(sample.bytes, sample.repetitions)) },
            Contender { sample.report(try Self.secondsByFoundation(sample.bytes, sample.repetitions)) },
        ]
        if let orjson {
            contenders.append(
                Contender {
                    try await orjson.send(String(sample.repetitions))
                    let answer = try await orjson.ask(String(decoding: sample.bytes, as: UTF8.self))
                    guard let seconds = Double(answer) else { throw BenchmarkError("orjson answered \(answer)") }
                    return sample.report(seconds)
                }
            )
        }
        let samples = try await context.interleave(contenders)
        return [
            BenchmarkRow(
                sample.name,
                peer: "orjson",
                ours: samples[0],
                theirs: samples.count > 2 ? samples[2] : nil,
                unit: sample.unit
            ),
            BenchmarkRow(sample.name, peer: "Foundation", ours: samples[0], theirs: samples[1], unit: sample.unit),
        ]
    }

    private static func secondsToRead(_ bytes: [UInt8], _ repetitions: Int) throws -> Double {
        try secondsWithoutWaiting {
            for _ in 0..<repetitions { keep(try JSONDocument(parsing: bytes)) }
        } / Double(repetitions)
    }

    private static func secondsByFoundation(_ bytes: [UInt8], _ repetitions: Int) throws -> Double {
        let data = Data(bytes)
        let repetitions = max(1, repetitions / 10)
        return try secondsWithoutWaiting {
            for _ in 0..<repetitions { keep(try JSONSerialization.jsonObject(with: data)) }
        } / Double(repetitions)
    }

    /// Reads a count and a document, a line each, and answers with the seconds that one `loads` took.
    private static let peer = """
        import orjson, sys, time
        loads = orjson.loads
        for count in sys.stdin:
            document = sys.stdin.readline().rstrip("\\n").encode()
            times = range(int(count))
            start = time.perf_counter()
            for _ in times:
                loads(document)
            print((time.perf_counter() - start) / len(times))
        """
}
