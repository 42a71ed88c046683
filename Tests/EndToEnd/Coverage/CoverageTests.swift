import Carriers
import Fixtures
import JSON
import MCP
import MCPClient
import MCPServer
import Reactor
import Storage
import TestKit
import Testing

@testable import Bindings

/// Every feature in every revision that has it, on every transport that the revision travels on.
@Suite(.timeLimit(.minutes(5))) struct CoverageTests {
    private static let table = Locked(CoverageTable())

    @Test(arguments: CoverageTable.places)
    func `every feature works`(_ place: CoverageTable.Place) async throws {
        let seen = Locked<Set<String>>([])
        try await Self.withClient(at: place) { client in
            #expect(client.server.revision == place.revision)
            for feature in CoveredFeature.all where feature.revisions.contains(place.revision) {
                do {
                    let works = try await feature.works(client)
                    #expect(works, "\(feature.name), \(place)")
                    if works { _ = seen.withLock { $0.insert(feature.name) } }
                } catch {
                    Issue.record("\(feature.name), \(place): \(error)")
                }
            }
        }
        try Self.note(seen.withLock { $0 }, at: place)
    }

    /// Writes the table when the last place has been tried and somebody wants it.
    private static func note(_ features: Set<String>, at place: CoverageTable.Place) throws {
        let table = table.withLock { table in
            table.note(features, at: place)
            return table
        }
        guard table.isComplete, let folder = GivenFolder.named(by: "COMPORT_WRITE_REPORTS") else { return }
        let path = FilePath("\(folder.path == "1" ? "reports" : folder.path)/coverage.md")
        try FileSystem.replace(path, with: Array(table.markdown.utf8), permissions: .readableByAll)
    }

    private static func withClient(
        at place: CoverageTable.Place,
        _ body: @escaping @Sendable (MCPClient) async throws -> Void
    ) async throws {
        try await LoopGroup.run(count: 1) { group in
            let loop = group.loops[0]
            let server = try #require(FixtureSet.named("everything")).makeServer(server: pagedOptions)
            // The set asks for roots in the modern era only.
            try server.add(Tool(name: "roots", inputSchema: ["type": "object"])) { _, context in
                ToolResult(text: try await context.roots().map(\.uri).joined(separator: " "))
            }
            let transports: [ServerTransport] = [
                .http(.loopback(port: 0)), .sse(.loopback(port: 0)), .webSocket(.loopback(port: 0)),
            ]
            let listener = try MCPListener(server, transports)
            let port = listener.transports[0].address?.port ?? 0
            try await withThrowingTaskGroup(of: Void.self) { children in
                children.addTask(executorPreference: group.loops[0]) { await listener.serve(on: group) }
                children.addTask(executorPreference: loop) { await server.runTasks(on: loop) }
                defer {
                    listener.stop(within: .milliseconds(100))
                    children.cancelAll()
                }
                try await loop.run {
                    let connector = try connector(place.transport, port, server, group)
                    try await MCPClient.with(connector, clientOptions(place), on: loop, body)
                }
            }
        }
    }

    private static var pagedOptions: ServerOptions {
        var options = ServerOptions()
        options.pageSize = 10
        return options
    }

    private static func clientOptions(_ place: CoverageTable.Place) -> MCPClientOptions {
        var options = MCPClientOptions()
        (options.era, options.revision, options.eras) = (place.revision.era, place.revision, nil)
        options.handlers.form = { question in
            switch question.message {
            case "Please confirm": .accept(["ok": true])
            case "Who?": .accept(["username": "ada", "email": "ada@example.com"])
            default: .accept(["name": "Ada"])
            }
        }
        options.handlers.url = { _ in .accept() }
        options.handlers.roots = { [["uri": "file:///work", "name": "work"]] }
        options.handlers.sampling = { _ in
            ["role": "assistant", "content": ["type": "text", "text": "Paris"], "model": "atlas"]
        }
        if place.revision.era == .modern {
            options.capabilities = ["extensions": ["io.modelcontextprotocol/tasks": [:]]]
        }
        return options
    }

    private static func connector(
        _ transport: TransportKind,
        _ port: UInt16,
        _ server: MCPServer,
        _ group: LoopGroup
    ) throws -> ClientConnector {
        switch transport {
        case .streamableHTTP: .target(try Target(url: "http://127.0.0.1:\(port)/mcp"))
        case .sse: .target(try Target(url: "sse+http://127.0.0.1:\(port)/sse"))
        case .webSocket: .target(try Target(url: "ws://127.0.0.1:\(port)/ws"))
        case .stdio: lines(server, group)
        }
    }

    /// A client and a server that speak in lines over a pair of streams.
    private static func lines(_ server: MCPServer, _ group: LoopGroup) -> ClientConnector {
        ClientConnector("the reference server") { _, loop, _ throws(BindingError) in
            let pair: (DescriptorStream, DescriptorStream)
            do throws(ReactorError) { pair = try DescriptorStream.pair(on: loop) } catch {
                throw BindingError(.unreachable, "\(error)")
            }
            let options = ServingOptions()
            let site = ServingSite(server, options, HTTPSessionTable(options.limits), group)
            Task(executorPreference: loop) { await site.serveLines(pair.1, pair.1) }
            return MessageBinding(LineCarrier(input: pair.0, output: pair.0), .stdio)
        }
    }
}
