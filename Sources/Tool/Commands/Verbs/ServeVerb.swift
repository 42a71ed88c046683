internal import Bindings
internal import CommandLineOptions
internal import Fixtures
internal import MCP
internal import Mutants

/// Serves a set of fixtures, right to the letter or broken on purpose.
struct ServeVerb: Verb {
    /// Nil to list the mutants only.
    let plan: ServingPlan?

    static let command = Command<any Verb>(
        "serve",
        summary: "serves a made-up MCP server, right to the letter or broken on purpose",
        discussion: """
            \(FixtureSet.all.map { "\($0.name): \($0.summary)." }.joined(separator: "\n\n"))

            Without a transport it speaks on standard input and output. Several transports can be served at once, each as \
            often as wanted; those with the same address share its port. Where it listens is printed to standard error, \
            one line each: "listening on URL". Only this machine is let in unless an address says otherwise.

            It stops at an interrupt, at a request to end, or at the end of standard input where that is all it serves.
            """,
        examples: [
            Example("comport serve everything", "speaks on standard input and output"),
            Example("comport serve echo --http :8080", "serves http://127.0.0.1:8080/mcp"),
            Example("comport serve domain --http :0 --ws :0 --sse :0", "serves three transports on free ports"),
            Example(
                "comport serve echo --http :8080 --latency 50ms --flaky 0.01",
                "plays a slow and unreliable server"
            ),
            Example("comport serve everything --mutant id-as-string", "breaks one requirement"),
        ]
    ) { form in
        let set = form.optionalPositional("SET", as: .fixtureSet, help: "what to serve: \(names)")
        form.section("Transports")
        let transports = TransportOptions.declare(in: &form)
        form.section("Features")
        let features = FeatureOptions.declare(in: &form)
        form.section("Access")
        let access = AccessOptions.declare(in: &form)
        form.section("Trouble")
        let trouble = TroubleOptions.declare(in: &form)
        return { filled throws(UsageError) in
            let trouble = try trouble(filled)
            if trouble.listsMutants { return ServeVerb(plan: nil) }
            guard let set = try filled[set] else {
                throw filled.error(.missingArgument, "expected what to serve: one of \(names)")
            }
            var plan = ServingPlan(set: set)
            try transports(filled).apply(to: &plan)
            try features(filled).apply(to: &plan)
            try access(filled).apply(to: &plan)
            trouble.apply(to: &plan)
            return ServeVerb(plan: plan)
        }
    }

    private static let names = FixtureSet.all.map(\.name).joined(separator: ", ")

    func run(_ console: Console) async throws -> ExitCode {
        guard let plan else {
            try console.printResult(ServerMutants.listing)
            return .fine
        }
        return try await RunningServer.run(plan, console)
    }
}

extension ValueType where Value == FixtureSet {
    /// The name of a set.
    static let fixtureSet = ValueType(
        placeholder: "SET",
        expected: "one of \(FixtureSet.all.map(\.name).joined(separator: ", "))",
        completion: .words(FixtureSet.all.map(\.name)),
        text: \.name,
        parse: { FixtureSet.named($0) }
    )
}
