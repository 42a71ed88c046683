import Reactor

/// What the event loop's own mechanisms cost: timers, wake-ups, and starting a program.
struct LoopBenchmark: Benchmark {
    let name = "loop"
    let claim = "Timers cost a fraction of a microsecond, and waking another loop a few"
    let goal = "1,000,000 timers armed and cancelled a second"

    func run(_ context: BenchmarkContext) async throws -> [BenchmarkRow] {
        let samples = try await context.interleave([
            Contender { armAndCancel(context) },
            Contender { await yields(context) },
            Contender { try await wakeUps(context) },
            Contender { try await bytesAcross(context) },
            Contender { try await starts(context) },
        ])
        return [
            BenchmarkRow("timers armed and cancelled", ours: samples[0], unit: "1/s"),
            BenchmarkRow("turns of a task through the queue", ours: samples[1], unit: "1/s"),
            BenchmarkRow("round trips to another loop", ours: samples[2], unit: "1/s"),
            BenchmarkRow("round trips of a byte between two tasks", ours: samples[3], unit: "1/s"),
            BenchmarkRow("programs started and reaped", ours: samples[4], unit: "1/s"),
        ]
    }

    /// With 10,000 others armed, as a busy server has them, and deadlines that differ.
    private func armAndCancel(_ context: BenchmarkContext) -> Double {
        let loop = context.loop
        let count = context.amount(1_000_000, quick: 1_000)
        let others = (0..<10_000).map { loop.schedule(at: .after(.seconds(60 + $0 % 100))) {} }
        defer { for timer in others { loop.cancel(timer) } }
        let start = MonotonicInstant.now
        for turn in 0..<count {
            loop.cancel(loop.schedule(at: Deadline(start + .seconds(60 + turn % 100))) {})
        }
        return Double(count) / (MonotonicInstant.now - start).inSeconds
    }

    private func yields(_ context: BenchmarkContext) async -> Double {
        let count = context.amount(300_000, quick: 300)
        return Double(count) / (await seconds { for _ in 0..<count { await Task.yield() } })
    }

    private func wakeUps(_ context: BenchmarkContext) async throws -> Double {
        let count = context.amount(20_000, quick: 100)
        return try await LoopGroup.run(count: 1) { other in
            let loop = other.loops[0]
            return Double(count) / (await seconds { for _ in 0..<count { await loop.run {} } })
        }
    }

    private func bytesAcross(_ context: BenchmarkContext) async throws -> Double {
        let count = context.amount(50_000, quick: 100)
        let (near, far) = try DescriptorStream.pair(on: context.loop)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                var buffer = InputBuffer()
                while try await far.read(into: &buffer) > 0 { try await far.write(buffer.takeAll()) }
                far.close()
            }
            let elapsed = try await seconds {
                var buffer = InputBuffer()
                for _ in 0..<count {
                    try await near.write([1])
                    _ = try await near.read(into: &buffer)
                    buffer.consume(buffer.count)
                }
            }
            near.close()
            try await group.waitForAll()
            return Double(count) / elapsed
        }
    }

    private func starts(_ context: BenchmarkContext) async throws -> Double {
        let count = context.amount(200, quick: 3)
        var command = ChildCommand("/bin/true")
        (command.input, command.output, command.error) = (.null, .null, .null)
        let elapsed = try await seconds {
            for _ in 0..<count {
                let child = try await ChildProcess.start(command, on: context.loop)
                _ = await child.waitForExit()
                await child.stop()
            }
        }
        return Double(count) / elapsed
    }
}
