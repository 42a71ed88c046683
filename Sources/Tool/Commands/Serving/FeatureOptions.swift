internal import CommandLineOptions
internal import Fixtures
internal import MCP

/// What it has, and which revisions it speaks.
struct FeatureOptions: OptionGroup {
    let items: Int
    let pageSize: Int?
    let revisions: [Revision]

    static func declare(in form: inout CommandForm) -> @Sendable (FilledForm) throws(UsageError) -> FeatureOptions {
        let items = form.option(
            "items",
            as: .integer(in: 0...1_000_000),
            default: 0,
            help: "add so many generated tools, resources, rows and the like"
        )
        let pageSize = form.option(
            "page-size",
            as: .integer(in: 1...100_000),
            help: "how many entries a page of a list has"
        )
        let revisions = form.repeated(
            "revision",
            as: .choice(Revision.all.map { ($0.name, $0) }),
            help: "speak only this revision, and others given so"
        )
        let era = form.option("era", as: .choice(of: Era.self), help: "speak only the revisions of one era")
        form.atMostOne(revisions, era)
        return { filled throws(UsageError) in
            let (chosen, era) = (try filled[revisions], try filled[era])
            let allowed = Revision.all.filter { revision in
                chosen.isEmpty ? era.map { $0 == revision.era } ?? true : chosen.contains(revision)
            }
            return FeatureOptions(items: try filled[items], pageSize: try filled[pageSize], revisions: allowed)
        }
    }

    func apply(to plan: inout ServingPlan) {
        plan.fixtures.items = items
        (plan.pageSize, plan.revisions) = (pageSize, revisions)
    }
}
