import Bindings
import Fixtures
import MCP
import MCPServer
import Reactor

/// A set of fixtures behind a real socket of this machine, for as long as a test uses it.
enum ServedFixtures {
    /// Serves a set on a free port and hands its URL to a test.
    static func run(
        _ set: FixtureSet,
        _ fixtures: FixtureOptions = FixtureOptions(),
        server: ServerOptions = ServerOptions(),
        serving: ServingOptions = ServingOptions(),
        _ body: @escaping @Sendable (_ url: String, _ loop: EventLoop) async throws -> Void
    ) async throws {
        try await LoopGroup.run(count: 1) { group in
            let loop = group.loops[0]
            let made = try set.makeServer(fixtures, server: server)
            let listener = try MCPListener(made, [.http(.loopback(port: 0))], options: serving)
            guard let address = listener.transports.first?.address else { return }
            try await withThrowingTaskGroup(of: Void.self) { children in
                children.addTask(executorPreference: group.loops[0]) { await listener.serve(on: group) }
                children.addTask(executorPreference: loop) { await made.runTasks(on: loop) }
                let result = await Result { () async throws in
                    try await loop.run { try await body("http://\(address)/mcp", loop) }
                }
                listener.stop(within: .milliseconds(100))
                children.cancelAll()
                while (try? await children.next()) != nil {}
                try result.get()
            }
        }
    }
}

extension Result where Failure == any Error {
    init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
