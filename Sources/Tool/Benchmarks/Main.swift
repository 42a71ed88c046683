import Glibc

@main
struct Main {
    static func main() async {
        exit(await run(Array(CommandLine.arguments.dropFirst())))
    }

    /// Returns the exit code: 0 fine, 2 usage, 6 when something could not be measured.
    static func run(_ arguments: [String]) async -> Int32 {
        precondition(Registry.duplicateNames.isEmpty, "registered twice: \(Registry.duplicateNames)")
        do {
            if arguments.first == "role" { return try await play(Array(arguments.dropFirst())) }
            return try await measure(arguments)
        } catch {
            Standard.printError("error: \(error)")
            return 6
        }
    }

    private static func play(_ arguments: [String]) async throws -> Int32 {
        guard let name = arguments.first, let role = Registry.role(name) else {
            Standard.printError("error: expected a role, one of \(Registry.roles.map(\.name)), saw \(arguments)")
            return 2
        }
        try await role.run(Array(arguments.dropFirst()))
        return 0
    }

    private static func measure(_ arguments: [String]) async throws -> Int32 {
        var rounds = 5
        var flags: Set<String> = []
        var chosen: [any Benchmark] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--json", "--quick": flags.insert(argument)
            case "--list":
                for benchmark in Registry.benchmarks { Standard.printLine("\(benchmark.name): \(benchmark.claim)") }
                return 0
            case "--rounds":
                guard let count = rest.popFirst().flatMap({ Int($0) }), count > 0 else { return usage("--rounds N") }
                rounds = count
            default:
                guard let benchmark = Registry.benchmark(argument) else {
                    return usage("a benchmark's name, saw \(argument)")
                }
                chosen.append(benchmark)
            }
        }
        let session = Session(
            benchmarks: chosen.isEmpty ? Registry.benchmarks : chosen,
            rounds: rounds,
            isQuick: flags.contains("--quick"),
            printsJSON: flags.contains("--json")
        )
        return try await session.run() ? 0 : 6
    }

    private static func usage(_ expected: String) -> Int32 {
        Standard.printError("error: expected \(expected); see benchmarks --list")
        return 2
    }
}
