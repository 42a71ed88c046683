import Bindings
import Carriers
import JSON
import MCP
import MCPClient
import Reactor
import Testing

@testable import Bindings
@testable import Mutants

/// How one mutant of the client is told from the client that it was made of.
struct ClientProof: Sendable, CustomTestStringConvertible {
    /// The mutant.
    let name: String
    let era: Era
    let transport: TransportKind
    /// What the client is asked to do; that it fails at it is no matter.
    let act: @Sendable (MCPClient) async throws -> Void
    /// Whether the defect shows in what the server got.
    let shows: @Sendable (Record) -> Bool
    var testDescription: String { name }

    init(
        _ name: String,
        _ era: Era = .legacy,
        over transport: TransportKind = .stdio,
        _ act: @escaping @Sendable (MCPClient) async throws -> Void = { _ in },
        shows: @escaping @Sendable (Record) -> Bool
    ) {
        (self.name, self.era, self.transport, self.act, self.shows) = (name, era, transport, act, shows)
    }

    /// Whether the defect shows with a mutant, or without one.
    func shows(with mutant: ClientMutant?) async throws -> Bool {
        var options = MCPClientOptions()
        (options.era, options.eras, options.opensStandingStream) = (era, nil, false)
        options.timeout = mutant == nil ? .seconds(10) : .seconds(2)
        (options.probeTimeout, options.closeTimeout) = (options.timeout, .milliseconds(200))
        options.http.acknowledgementTimeout = options.timeout
        options.handlers.form = { question in
            switch question.message {
            case "Please confirm": .accept(["ok": true])
            case "Who?": .accept(["username": "ada", "email": "ada@example.com"])
            default: .accept(["name": "Ada"])
            }
        }
        options.handlers.roots = { [["uri": "file:///work", "name": "work"]] }
        options.handlers.sampling = { _ in
            ["role": "assistant", "content": ["type": "text", "text": "Hello"], "model": "none"]
        }
        mutant?.apply(to: &options)
        let recorder = Recorder()
        var serving = ServingOptions()
        serving.limits.finishTime = .milliseconds(100)
        serving.wrapStream = { recorder.record($0) }
        let server = PingingEndpoint(inner: try ReferenceServer.make())
        if transport == .stdio {
            try await overLines(server, options, serving)
        } else {
            try await overNetwork(server, options, serving)
        }
        return shows(recorder.result)
    }

    private func overLines(_ endpoint: any ServerEndpoint, _ options: MCPClientOptions, _ serving: ServingOptions)
        async throws
    {
        try await LoopGroup.run(count: 1) { group in
            let loop = group.loops[0]
            let site = ServingSite(endpoint, serving, HTTPSessionTable(serving.limits), group)
            try await loop.run {
                let (near, far) = try DescriptorStream.pair(on: loop)
                let connector = ClientConnector("the scripted server") { _, _, options throws(BindingError) in
                    let stream = options.wrapStream?(near) ?? near
                    return MessageBinding(LineCarrier(input: stream, output: stream), .stdio)
                }
                await withTaskGroup(of: Void.self) { children in
                    children.addTask(executorPreference: loop) { await site.serveLines(far, far) }
                    try? await MCPClient.with(connector, options, on: loop, act)
                    near.close()
                }
            }
        }
    }

    private func overNetwork(_ endpoint: any ServerEndpoint, _ options: MCPClientOptions, _ serving: ServingOptions)
        async throws
    {
        try await LoopGroup.run(count: 1) { group in
            let transports: [ServerTransport] = [.http(.loopback(port: 0)), .webSocket(.loopback(port: 0))]
            let listener = try MCPListener(endpoint, transports, options: serving)
            let port = listener.transports[0].address?.port ?? 0
            let url = transport == .webSocket ? "ws://127.0.0.1:\(port)/ws" : "http://127.0.0.1:\(port)/mcp"
            let target = try Target(url: url)
            await withTaskGroup(of: Void.self) { children in
                children.addTask(executorPreference: group.loops[0]) { await listener.serve(on: group) }
                let loop = group.loops[0]
                await loop.run { _ = try? await MCPClient.with(target, options, on: loop, act) }
                listener.stop(within: .zero)
            }
        }
    }
}

/// What a server got.
struct Record: Sendable {
    var connections: [[UInt8]] = []

    var text: String { String(decoding: Array(connections.joined()), as: UTF8.self) }
    var bytes: [UInt8] { Array(connections.joined()) }

    var pieces: [WirePiece] {
        connections.flatMap { bytes in
            var cutter = WireCutter()
            return cutter.take(bytes)
        }
    }

    /// The heads of HTTP requests.
    var heads: [HeadLines] { pieces.compactMap { if case .head(let head) = $0 { head } else { nil } } }
    /// The heads of those that carry messages.
    var posts: [HeadLines] { heads.filter { $0.method == "POST" } }

    var messages: [JSON] {
        pieces.compactMap { piece in
            switch piece {
            case .line(let bytes), .body(let bytes), .frame(_, let bytes): try? JSON(parsing: bytes)
            default: nil
            }
        }
    }

    /// The messages of a method.
    func all(_ method: String) -> [JSON] { messages.filter { $0["method"]?.string == method } }
    /// The requests.
    var requests: [JSON] { messages.filter { $0["method"] != nil && $0.object?.contains { $0.key == "id" } == true } }
    /// The answers to questions, whichever way they were asked.
    var answers: [JSON] {
        messages.compactMap { $0["result"] }
            + messages.flatMap { $0["params"]?["inputResponses"]?.object ?? [] }.map(\.value)
    }
}

/// Keeps what comes on every connection.
private final class Recorder: Sendable {
    private let connections = Locked<[[UInt8]]>([])

    var result: Record { Record(connections: connections.withLock { $0 }) }

    func record(_ stream: any ByteStream) -> any ByteStream {
        let number = connections.withLock { connections in
            connections.append([])
            return connections.count - 1
        }
        return AlteredStream(
            stream,
            StreamAlteration(incoming: { [self] bytes in
                connections.withLock { $0[number] += bytes }
                return bytes
            })
        )
    }
}
