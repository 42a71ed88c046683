import MCP
import Testing

/// The reference server against every server scenario of the official suite, over real Streamable HTTP.
@Suite struct OfficialSuiteTests {
    /// Scenario and revision, for each pair that applies.
    static let runs = SuiteScenarios.all.flatMap { scenario in scenario.revisions.map { (scenario.id, $0.name) } }

    @Test(.timeLimit(.minutes(1)), arguments: runs)
    func `satisfies`(id: String, revision: String) async throws {
        let scenario = try #require(
            SuiteScenarios.all.first { $0.id == id && $0.revisions.map(\.name).contains(revision) }
        )
        try await scenario.run(try #require(Revision(revision)))
    }

    @Test func `every scenario of the suite has a test`() {
        let tested = Set(SuiteScenarios.all.map(\.id))
        #expect(SuiteScenarios.official.subtracting(tested).sorted() == [])
        #expect(tested.subtracting(SuiteScenarios.official).sorted() == [])
    }
}
