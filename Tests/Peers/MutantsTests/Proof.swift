import Bindings
import MCP
import MCPServer
import Reactor
import Testing

@testable import Bindings
@testable import Mutants

/// How one mutant is told from the server that it was made of.
struct Proof: Sendable, CustomTestStringConvertible {
    /// The mutant.
    let name: String
    let way: Way
    var testDescription: String { name }

    /// Each looks at the wire and says whether the defect shows there.
    enum Way: Sendable {
        case lines(Era, @Sendable (Conversation) async throws -> Bool)
        case twoClients(@Sendable (Conversation, Conversation) async throws -> Bool)
        case network(@Sendable (NetworkProbe) async throws -> Bool)
    }

    static func modern(_ name: String, _ shows: @escaping @Sendable (Conversation) async throws -> Bool) -> Proof {
        Proof(name: name, way: .lines(.modern, shows))
    }

    /// The session has not begun yet.
    static func early(_ name: String, _ shows: @escaping @Sendable (Conversation) async throws -> Bool) -> Proof {
        Proof(name: name, way: .lines(.legacy, shows))
    }

    static func legacy(_ name: String, _ shows: @escaping @Sendable (Conversation) async throws -> Bool) -> Proof {
        early(name) { conversation in
            _ = try await conversation.begin()
            return try await shows(conversation)
        }
    }

    static func network(_ name: String, _ shows: @escaping @Sendable (NetworkProbe) async throws -> Bool) -> Proof {
        Proof(name: name, way: .network(shows))
    }

    /// Whether the defect shows on a server with a mutant, or without one.
    func shows(with mutant: ServerMutant?) async throws -> Bool {
        let server = try ReferenceServer.make()
        var setup = ServerSetup(server)
        mutant?.apply(to: &setup)
        var options = ServingOptions()
        (options.wrapStream, options.wrapHandler) = (setup.wrapStream, setup.wrapHandler)
        switch way {
        case .lines(let era, let body):
            return try await Self.overLines(setup.endpoint, server, options, [era]) { try await body($0[0]) }
        case .twoClients(let body):
            return try await Self.overLines(setup.endpoint, server, options, [.legacy, .legacy]) {
                try await body($0[0], $0[1])
            }
        case .network(let body): return try await Self.overNetwork(setup.endpoint, options, body)
        }
    }

    private static func overLines(
        _ endpoint: any ServerEndpoint,
        _ server: MCPServer,
        _ options: ServingOptions,
        _ eras: [Era],
        _ body: @escaping @Sendable ([Conversation]) async throws -> Bool
    ) async throws -> Bool {
        try await LoopGroup.run(count: 1) { group in
            let loop = group.loops[0]
            let site = ServingSite(endpoint, options, HTTPSessionTable(options.limits), group)
            return try await loop.run {
                let pairs = try eras.map { _ in try DescriptorStream.pair(on: loop) }
                return try await withThrowingTaskGroup(of: Void.self) { children in
                    children.addTask(executorPreference: loop) { await server.runTasks(on: loop) }
                    for (_, far) in pairs {
                        children.addTask(executorPreference: loop) { await site.serveLines(far, far) }
                    }
                    let clients = zip(pairs, eras).map { pair, era in Conversation(pair.0, era) }
                    let result = try await body(clients)
                    for client in clients { client.stream.close() }
                    children.cancelAll()
                    return result
                }
            }
        }
    }

    private static func overNetwork(
        _ endpoint: any ServerEndpoint,
        _ options: ServingOptions,
        _ body: @escaping @Sendable (NetworkProbe) async throws -> Bool
    ) async throws -> Bool {
        try await LoopGroup.run(count: 1) { group in
            let transports: [ServerTransport] = [
                .http(.loopback(port: 0)), .sse(.loopback(port: 0)), .webSocket(.loopback(port: 0)),
            ]
            let listener = try MCPListener(endpoint, transports, options: options)
            return try await withThrowingTaskGroup(of: Void.self) { children in
                children.addTask(executorPreference: group.loops[0]) { await listener.serve(on: group) }
                defer { listener.stop(within: .zero) }
                let loop = group.loops[0]
                return try await loop.run {
                    try await body(
                        NetworkProbe(loop: loop, address: listener.transports[0].address ?? .loopback(port: 0))
                    )
                }
            }
        }
    }
}
