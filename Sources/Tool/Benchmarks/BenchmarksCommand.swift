import CommandLineOptions

/// What the command line of `benchmarks` can ask for.
enum BenchmarksCommand: Sendable {
    case list
    case measure(Session)
    case play(any BenchmarkRole, [String])

    static let program = Program(
        Command<BenchmarksCommand>(
            "benchmarks",
            summary: "measures what this package claims, beside other programs",
            discussion: """
                Prints medians, the least and the greatest sample, and our median divided by the peer's: above 1 is \
                better for rates, below 1 for times and sizes. Build it for release: swift run -c release benchmarks
                """,
            examples: [Example("benchmarks startup --json", "one object, {\"rows\":[...]}, for machines")],
            subcommands: [role],
            declare: declareMeasuring
        )
    )

    /// What a benchmark starts its own program with.
    private static let role = Command<BenchmarksCommand>(
        "role",
        summary: "plays one part of a benchmark",
        isHidden: true
    ) { form in
        let name = form.positional("NAME", as: .choice(Registry.roles.map(\.name)), help: "the role")
        let arguments = form.rest("ARGUMENTS", help: "what the role is told")
        return { filled throws(UsageError) in
            guard let role = Registry.role(try filled[name]) else {
                throw filled.error(.malformedValue, "expected the name of a role")
            }
            return .play(role, try filled[arguments] ?? [])
        }
    }

    @Sendable
    private static func declareMeasuring(
        _ form: inout CommandForm
    ) -> @Sendable (FilledForm) throws(UsageError) -> BenchmarksCommand {
        let names = form.positionals(
            "NAME",
            as: .choice(Registry.benchmarks.map(\.name)),
            help: "which; all without one"
        )
        let lists = form.flag("list", help: "list the benchmarks and stop")
        let printsJSON = form.flag("json", help: "print one JSON object instead of tables")
        let rounds = form.option("rounds", as: .integer(in: 1...1000), default: 5, help: "how many rounds count")
        let isQuick = form.flag("quick", help: "prove only that they work; the numbers mean nothing")
        return { filled throws(UsageError) in
            if try filled[lists] { return .list }
            let chosen = try filled[names].compactMap(Registry.benchmark)
            return .measure(
                Session(
                    benchmarks: chosen.isEmpty ? Registry.benchmarks : chosen,
                    rounds: try filled[rounds],
                    isQuick: try filled[isQuick],
                    printsJSON: try filled[printsJSON]
                )
            )
        }
    }
}
