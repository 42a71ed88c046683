import Reactor

@testable import HTTP

/// Runs `body` against a peer that gives each connection, in turn, fixed answers: one for each time that bytes come.
///
/// It closes a connection after its last answer.
func withScriptedPeer(
    _ scripts: [[String]],
    _ body: @escaping @Sendable (EventLoop, HTTPURL) async throws -> Void
) async throws {
    let turns = Notes<Int>()
    let handler: @Sendable (DescriptorStream) async -> Void = { stream in
        turns.add(1)
        guard turns.all.count <= scripts.count else { return }
        var buffer = InputBuffer()
        for answer in scripts[turns.all.count - 1] {
            guard let count = try? await stream.read(into: &buffer), count > 0 else { return }
            buffer.consume(buffer.count)
            try? await stream.write(Array(answer.utf8))
        }
    }
    try await LoopGroup.run(count: 1) { group in
        let listener = try Listener.bind(to: .loopback(port: 0))
        let url = HTTPURL(origin: HTTPOrigin(host: "127.0.0.1", port: listener.address.port), target: "/")
        try await withThrowingTaskGroup(of: Void.self) { children in
            children.addTask { await listener.serve(on: group, handler) }
            defer { listener.stopAccepting() }
            try await group.loops[0].run { try await body(group.loops[0], url) }
        }
    }
}
