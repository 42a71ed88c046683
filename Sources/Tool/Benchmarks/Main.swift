import CommandLineOptions
import Reactor

@main
struct Main {
    /// The exit codes: 0 fine, 2 usage, 6 when something could not be measured.
    static func main() async {
        precondition(Registry.duplicateNames.isEmpty, "registered twice: \(Registry.duplicateNames)")
        do {
            ProcessEnvironment.exit(try await run(ProcessEnvironment.arguments))
        } catch let error as UsageError {
            Standard.printError("error: \(error)")
            ProcessEnvironment.exit(2)
        } catch {
            Standard.printError("error: \(error)")
            ProcessEnvironment.exit(6)
        }
    }

    private static func run(_ arguments: [String]) async throws -> Int32 {
        switch try BenchmarksCommand.program.parse(arguments) {
        case .help(let path):
            Standard.printLine(try BenchmarksCommand.program.help(for: path, columns: Terminal.columns(.output) ?? 80))
        case .command(.list):
            for benchmark in Registry.benchmarks { Standard.printLine("\(benchmark.name): \(benchmark.claim)") }
        case .command(.play(let role, let arguments)): try await role.run(arguments)
        case .command(.measure(let session)): return try await session.run() ? 0 : 6
        case .version: break
        }
        return 0
    }
}
