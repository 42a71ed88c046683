import Bindings
import Fixtures
import MCPServer
import Reactor

/// The reference server on one loop, over Streamable HTTP, HTTP+SSE and WebSocket at one port.
///
/// Its argument is the name of the set. It prints its port. With `stdio` behind the name it serves its own streams instead.
struct MCPServerRole: BenchmarkRole {
    let name = "mcp-server"

    func run(_ arguments: [String]) async throws {
        let (_, most) = DescriptorCalls.descriptorLimit()
        try DescriptorCalls.setDescriptorLimit(most)
        guard let set = FixtureSet.named(arguments.first ?? "echo") else {
            throw BenchmarkError("expected the name of a set, saw \(arguments)")
        }
        if arguments.last == "stdio" { return try await serveOwnStreams(set) }
        let address = SocketAddress.loopback(port: 0)
        let listener = try MCPListener(
            try set.makeServer(),
            [.http(address), .sse(address), .webSocket(address)]
        )
        guard let port = listener.transports.first?.address?.port else {
            throw BenchmarkError("expected a port, saw \(listener.transports)")
        }
        Standard.printLine("\(port)")
        try await LoopGroup.run(count: 1) { group in
            await withTaskGroup(of: Void.self) { children in
                children.addTask(executorPreference: group.loops[0]) { await listener.serve(on: group) }
                try? await Standard.waitForEndOfInput()
                listener.stop(within: .zero)
            }
        }
    }

    private func serveOwnStreams(_ set: FixtureSet) async throws {
        let listener = try MCPListener(try set.makeServer(), [.stdio])
        try await LoopGroup.run(count: 1) { group in await listener.serve(on: group) }
    }
}
