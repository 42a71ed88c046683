internal import JSON
internal import MCP
internal import MCPClient

/// One scenario of a conformance suite, from the client's side: what it is to do with the server that it is given.
public struct ClientScenario: Sendable {
    /// The name that suites know it by.
    public let name: String
    /// What the client does, in one line.
    public let summary: String
    /// Changes how the client presents itself.
    let prepare: @Sendable (inout MCPClientOptions) -> Void
    /// Does what is asked; the second value is the context of the assignment.
    let run: @Sendable (MCPClient, JSON) async throws -> Void

    init(
        _ name: String,
        _ summary: String,
        prepare: @escaping @Sendable (inout MCPClientOptions) -> Void = { _ in },
        _ run: @escaping @Sendable (MCPClient, JSON) async throws -> Void
    ) {
        (self.name, self.summary, self.prepare, self.run) = (name, summary, prepare, run)
    }

    /// All, in the order in which suites list them.
    public static let all: [ClientScenario] = [
        .initialize, .toolsCall, .elicitationDefaults, .sseRetry, .requestMetadata, .requestState, .standardHeaders,
        .customHeaders, .invalidToolHeaders, .schemaReferences, .schemaPreservation,
    ]

    /// The scenario of this name.
    public static func named(_ name: String) throws(AssignmentError) -> ClientScenario {
        if let known = all.first(where: { $0.name == name }) { return known }
        let names = all.map(\.name).joined(separator: ", ")
        throw AssignmentError("expected one of the scenarios \(names), saw \"\(name)\"")
    }
}

/// Why a scenario could not be carried out.
public struct ScenarioFailure: Error, Sendable, CustomStringConvertible {
    /// What was expected of the server, and what was seen.
    public let description: String

    init(_ description: String) { self.description = description }
}

extension MCPClient {
    /// Fails unless the server lists a tool.
    func requireTool(_ name: String) async throws {
        let names = try await listTools().map(\.name)
        guard names.contains(name) else {
            throw ScenarioFailure(
                "expected the tool \(name), saw \(names.isEmpty ? "none" : names.joined(separator: ", "))"
            )
        }
    }
}
