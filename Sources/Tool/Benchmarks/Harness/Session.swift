import Reactor

/// One call of the program: runs the chosen benchmarks and prints their results.
struct Session {
    let benchmarks: [any Benchmark]
    let rounds: Int
    let isQuick: Bool
    let printsJSON: Bool

    /// Returns false when a benchmark failed; the others are run and printed all the same.
    func run() async throws -> Bool {
        #if DEBUG
            Standard.printError("note: this is a debug build; measure with: swift run -c release benchmarks")
        #endif
        return try await LoopGroup.runOne { loop in
            let context = BenchmarkContext(rounds: rounds, isQuick: isQuick, loop: loop)
            var rows: [(benchmark: String, row: BenchmarkRow)] = []
            var failures = 0
            for benchmark in benchmarks {
                do {
                    let new = try await benchmark.run(context)
                    rows += new.map { (benchmark.name, $0) }
                    if !printsJSON { printTable(benchmark, new) }
                } catch {
                    failures += 1
                    Standard.printError("error: \(benchmark.name): \(error)")
                }
            }
            if printsJSON { Standard.printLine(ResultJSON.text(rows)) }
            return failures == 0
        }
    }

    private func printTable(_ benchmark: any Benchmark, _ rows: [BenchmarkRow]) {
        for line in ResultTable.heading(benchmark) + rows.flatMap(ResultTable.lines) { Standard.printLine(line) }
    }
}
