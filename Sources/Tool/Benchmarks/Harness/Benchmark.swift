/// One claim, and how it is measured.
///
/// Each is one file in `Claims/` and one entry of ``Registry``.
protocol Benchmark: Sendable {
    /// What is typed to run it: lower-case words joined by hyphens.
    var name: String { get }
    /// What is claimed, in one line.
    var claim: String { get }
    /// What must be reached, in one line; the harness only prints it.
    var goal: String { get }

    /// Measures; runs on the context's event loop, so that child processes and sockets can be awaited.
    func run(_ context: BenchmarkContext) async throws -> [BenchmarkRow]
}

/// A part that a benchmark plays in a child process of its own: a server, or one half of a pair.
///
/// It is reached as `benchmarks role NAME ARGUMENTS`, which no list shows, and is started by
/// ``BenchmarkContext/startRole(_:_:)``.
protocol BenchmarkRole: Sendable {
    /// What follows `role`.
    var name: String { get }

    /// Plays the part until standard input ends; it says that it is ready with ``Standard/printLine(_:)``.
    func run(_ arguments: [String]) async throws
}

/// Why a measurement could not be made.
struct BenchmarkError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
