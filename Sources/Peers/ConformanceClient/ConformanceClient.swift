internal import JSON
internal import MCP
public import MCPClient
public import Reactor

/// The reference client as a program: does what a conformance suite asks, or looks at everything that a server lists.
public struct ConformanceClient: Sendable {
    /// What came of a run.
    public struct Outcome: Sendable, Equatable {
        /// What was done and seen, line by line.
        public var lines: [String]
        /// What the server did against the rules.
        public var findings: [ClientFinding]
        /// How many requests failed.
        public var failures: Int
    }

    private let assignment: ClientAssignment
    private let scenario: ClientScenario?
    /// Whether it looks at everything instead of doing what a scenario asks.
    public var isTour: Bool { scenario == nil }
    /// Whether a tour calls tools that may change something.
    public var callsAllTools = false

    /// A client that carries an assignment out.
    public init(_ assignment: ClientAssignment) throws(AssignmentError) {
        self.assignment = assignment
        scenario = if let name = assignment.scenario { try ClientScenario.named(name) } else { nil }
    }

    /// Connects, does what is asked, and leaves; `loop` must be the current one.
    public func run(
        _ connector: ClientConnector,
        _ options: MCPClientOptions = MCPClientOptions(),
        on loop: EventLoop
    ) async throws -> Outcome {
        let findings = Locked<[ClientFinding]>([])
        var options = options
        if let revision = assignment.revision { options.revision = revision }
        (scenario?.prepare ?? ClientScenario.answerEverything)(&options)
        let report = options.report
        options.report = { finding in
            findings.withLock { if $0.count < 1000 { $0.append(finding) } }
            report?(finding)
        }
        var outcome = try await MCPClient.with(connector, options, on: loop) { client async throws in
            if let scenario {
                try await scenario.run(client, assignment.context)
                return Outcome(lines: ["\(scenario.name): done"], findings: [], failures: 0)
            }
            var tour = ServerTour(client, callsAllTools: callsAllTools)
            await tour.walk()
            return Outcome(lines: tour.lines, findings: [], failures: tour.failures)
        }
        outcome.findings = findings.withLock { $0 }
        return outcome
    }
}
