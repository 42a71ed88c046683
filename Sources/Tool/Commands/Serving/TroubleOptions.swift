internal import CommandLineOptions
internal import Fixtures
internal import Mutants

/// What is to be slow, unreliable or broken.
struct TroubleOptions: OptionGroup {
    let latency: Duration
    let flaky: FlakyOption?
    let seed: UInt64
    let mutants: [ServerMutant]
    let listsMutants: Bool

    static func declare(in form: inout CommandForm) -> @Sendable (FilledForm) throws(UsageError) -> TroubleOptions {
        let latency = form.option("latency", as: .duration(), default: .zero, help: "answer each call so much later")
        let flaky = form.option(
            "flaky",
            as: FlakyOption.type,
            help: "let this share of calls fail: by an error, as a tool, slowly, or never to be answered"
        )
        let seed = form.option("seed", as: .natural, default: 0, help: "decides which calls fail")
        let mutants = form.repeated("mutant", as: .serverMutant, help: "break the requirement that this mutant breaks")
        let listsMutants = form.flag("list-mutants", help: "list the mutants and serve nothing")
        return { filled throws(UsageError) in
            TroubleOptions(
                latency: try filled[latency],
                flaky: try filled[flaky],
                seed: try filled[seed],
                mutants: try filled[mutants],
                listsMutants: try filled[listsMutants]
            )
        }
    }

    func apply(to plan: inout ServingPlan) {
        (plan.latency, plan.mutants) = (latency, mutants)
        plan.failures = flaky.map { FailurePlan(rate: $0.rate, kinds: $0.kinds, seed: seed) }
    }
}

extension ValueType where Value == ServerMutant {
    /// The name of a mutant.
    static let serverMutant = ValueType(
        placeholder: "NAME",
        expected: "the name of a mutant, which --list-mutants shows",
        completion: .words(ServerMutants.all.map(\.name)),
        text: \.name,
        parse: { name in ServerMutants.all.first { $0.name == name } }
    )
}
