import Bindings
import Fixtures
import Mutants
import Reactor
import Testing

@testable import Commands

/// Runs `body` with the URLs of a server of a set: Streamable HTTP, HTTP with Server-Sent Events, WebSocket.
func withFixtures(
    _ set: String,
    _ change: (inout ServingPlan) -> Void = { _ in },
    _ body: @escaping @Sendable ([String]) async throws -> Void
) async throws {
    let address = SocketAddress.loopback(port: 0)
    var plan = ServingPlan(set: try #require(FixtureSet.named(set)))
    plan.transports = [
        .http(address, path: "/mcp"), .sse(address, path: "/sse", messages: "/messages"),
        .webSocket(address, path: "/ws"),
    ]
    change(&plan)
    let (setup, server) = try plan.makeSetup()
    let listener = try MCPListener(setup.endpoint, plan.transports, options: try plan.makeOptions(for: setup))
    let urls = ServingPlan.targets(of: listener.transports, isSecure: false)
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await LoopGroup.run(count: 1) { await listener.serve(on: $0) } }
        defer { listener.stop(within: .zero) }
        try await body(urls)
    }
    _ = server
}
