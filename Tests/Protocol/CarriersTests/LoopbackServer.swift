import Carriers
import HTTP
import HTTPWire
import Reactor

/// A server on a loopback port, for tests of carriers.
struct LoopbackServer: Sendable {
    let loop: EventLoop
    let port: UInt16

    func url(_ target: String = "/mcp") -> HTTPURL {
        HTTPURL(origin: HTTPOrigin(host: "127.0.0.1", port: port), target: target)
    }
}

/// Runs `body` with an HTTP server that answers by `handler`.
func withHTTPServer(
    _ options: HTTPServerOptions = HTTPServerOptions(),
    answering handler: @escaping HTTPHandler,
    _ body: @escaping @Sendable (LoopbackServer) async throws -> Void
) async throws {
    try await LoopGroup.run(count: 1) { group in
        let listener = try Listener.bind(to: .loopback(port: 0))
        let server = HTTPServer(options, handler)
        let loop = group.loops[0]
        let address = LoopbackServer(loop: loop, port: listener.address.port ?? 0)
        try await withThrowingTaskGroup(of: Void.self) { children in
            children.addTask(executorPreference: group.loops[0]) { await server.serve(listener, on: group) }
            defer { server.stop(within: .zero) }
            try await loop.run { try await body(address) }
        }
    }
}

/// Runs `body` with a server that hands each connection to `handler`, and closes it afterwards.
func withStreamServer(
    _ handler: @escaping @Sendable (DescriptorStream) async -> Void,
    _ body: @escaping @Sendable (LoopbackServer) async throws -> Void
) async throws {
    try await LoopGroup.run(count: 1) { group in
        let listener = try Listener.bind(to: .loopback(port: 0))
        let loop = group.loops[0]
        let address = LoopbackServer(loop: loop, port: listener.address.port ?? 0)
        try await withThrowingTaskGroup(of: Void.self) { children in
            children.addTask(executorPreference: group.loops[0]) { await listener.serve(on: group, handler) }
            defer {
                listener.stopAccepting()
                children.cancelAll()
            }
            try await loop.run { try await body(address) }
        }
    }
}
