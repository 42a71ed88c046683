import Fixtures
import JSON
import MCP
import Reactor

/// What one scenario of the official suite asks of a server, stated more strictly than there.
struct SuiteScenario: Sendable {
    /// The suite's name for it.
    let id: String
    /// The revisions it applies to.
    let revisions: [Revision]
    /// What the client declares.
    let capabilities: JSON
    private let check: @Sendable (Conversation) async throws -> Void

    init(
        _ id: String,
        _ revisions: [Revision] = [.june2025, .november2025, .july2026],
        capabilities: JSON = [:],
        _ check: @escaping @Sendable (Conversation) async throws -> Void
    ) {
        (self.id, self.revisions, self.capabilities, self.check) = (id, revisions, capabilities, check)
    }

    /// Runs it against a server of its own.
    func run(_ revision: Revision) async throws {
        guard let everything = FixtureSet.named("everything") else { return }
        let (capabilities, check) = (capabilities, check)
        try await ServedFixtures.run(everything) { url, loop in
            let conversation = Conversation(url, revision, on: loop, capabilities: capabilities)
            defer { conversation.close() }
            try await conversation.begin()
            try await check(conversation)
        }
    }
}

extension [Revision] {
    /// Revisions with sessions that the suite runs.
    static let stateful: [Revision] = [.june2025, .november2025]
    /// The revision without.
    static let stateless: [Revision] = [.july2026]
}
