import Reactor

/// What a benchmark is given: how much to do, where to run, and help to run beside its peers.
final class BenchmarkContext: Sendable {
    /// How many rounds are counted; one more is run first to warm up, and dropped.
    let rounds: Int
    /// Whether to prove only that the benchmark works: the least work, and numbers that mean nothing.
    let isQuick: Bool
    /// The loop that ``Benchmark/run(_:)`` is called on.
    let loop: EventLoop

    init(rounds: Int, isQuick: Bool, loop: EventLoop) {
        self.rounds = isQuick ? 1 : rounds
        self.isQuick = isQuick
        self.loop = loop
    }

    /// `full` units of work, or as few as a quick run needs.
    func amount(_ full: Int, quick: Int) -> Int { isQuick ? quick : full }

    /// `full` time, or a tenth of a second in a quick run.
    func time(_ full: Duration) -> Duration { isQuick ? .milliseconds(100) : full }

    /// Tells a person something on standard error: a missing peer, a condition of the measurement.
    func note(_ text: String) { Standard.printError("note: \(text)") }

    /// Measures every contender once a round, in turn (A B A B …), and returns their samples in the same order.
    ///
    /// Whatever disturbs the machine for a while disturbs all of them alike.
    func interleave(_ contenders: [Contender]) async throws -> [Samples] {
        var values = [[Double]](repeating: [], count: contenders.count)
        for round in -1..<rounds {
            for (index, contender) in contenders.enumerated() {
                let value = try await contender.measure()
                if round >= 0 { values[index].append(value) }
            }
        }
        return values.map(Samples.init)
    }

    /// As ``interleave(_:)``, for us and at most one peer.
    func compare(
        _ name: String,
        unit: String,
        peer: String,
        ours: @escaping () async throws -> Double,
        theirs: (() async throws -> Double)?
    ) async throws -> BenchmarkRow {
        var contenders = [Contender(measure: ours)]
        if let theirs { contenders.append(Contender(measure: theirs)) }
        let samples = try await interleave(contenders)
        return BenchmarkRow(
            name,
            peer: peer,
            ours: samples[0],
            theirs: samples.count > 1 ? samples[1] : nil,
            unit: unit
        )
    }
}

/// One side of a comparison; each call measures once.
struct Contender {
    let measure: () async throws -> Double
}

/// The seconds that `body` takes on the monotonic clock.
func seconds(_ body: () async throws -> Void) async rethrows -> Double {
    let start = MonotonicInstant.now
    try await body()
    return (MonotonicInstant.now - start).inSeconds
}

/// The seconds that `body`, which never waits, takes on the monotonic clock.
func secondsWithoutWaiting(_ body: () throws -> Void) rethrows -> Double {
    let start = MonotonicInstant.now
    try body()
    return (MonotonicInstant.now - start).inSeconds
}

/// Keeps the optimiser from removing the work whose result this is.
@inline(never)
func keep<Value>(_ value: Value) {}

extension Duration {
    var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }
}
