import JSON
import MCP
import Testing

@testable import ConformanceClient

@Suite struct ClientAssignmentTests {
    @Test func `the environment says what to do`() throws {
        let assignment = try ClientAssignment(environment: [
            "MCP_CONFORMANCE_SCENARIO": "tools_call", "MCP_CONFORMANCE_PROTOCOL_VERSION": "2025-11-25",
            "MCP_CONFORMANCE_CONTEXT": #"{"a":1}"#,
        ])
        #expect(assignment == ClientAssignment(scenario: "tools_call", revision: .november2025, context: ["a": 1]))
        #expect(try ClientAssignment(environment: [:]) == ClientAssignment())
        #expect(try ClientAssignment(environment: ["MCP_CONFORMANCE_PROTOCOL_VERSION": "draft"]).revision == .july2026)
    }

    @Test func `what cannot be understood is refused with what would do`() {
        #expect(throws: AssignmentError.self) {
            try ClientAssignment(environment: ["MCP_CONFORMANCE_PROTOCOL_VERSION": "1999-01-01"])
        }
        #expect(throws: AssignmentError.self) { try ClientAssignment(environment: ["MCP_CONFORMANCE_CONTEXT": "{"]) }
        #expect(throws: AssignmentError.self) { try ConformanceClient(ClientAssignment(scenario: "no-such")) }
    }

    @Test func `every scenario is known by its own name`() {
        #expect(Set(ClientScenario.all.map(\.name)).count == ClientScenario.all.count)
        #expect(ClientScenario.all.count == 11)
    }
}
