import Bindings
import Carriers
import JSON
import JSONRPC
import MCP
import Reactor
import Testing

@testable import MCPClient

/// What a scripted server does with a line that came.
enum LineAction: Sendable {
    /// Sends this line.
    case send(String)
    /// Ends the connection.
    case close
}

/// A scripted server on the other end of a pair of streams: it answers each message by a closure, and keeps all of them.
///
/// `@unchecked Sendable`: confined to the thread of the loop.
final class LineServer: @unchecked Sendable {
    /// Answers a message; the number counts connections from one.
    typealias Script = @Sendable (_ message: JSON, _ connection: Int) -> [LineAction]

    /// Everything that came, in order.
    private(set) var seen: [JSON] = []
    private(set) var connections = 0
    let arrivals = WaitPoint()
    private let script: Script
    private let loop: EventLoop
    private let tasks: BackgroundTasks

    init(on loop: EventLoop, _ tasks: BackgroundTasks, _ script: @escaping Script) {
        (self.loop, self.tasks, self.script) = (loop, tasks, script)
    }

    /// The methods that came, in order; responses are left out.
    var methods: [String] { seen.compactMap { $0["method"]?.string } }

    /// The first message of this method.
    func first(_ method: String) -> JSON? { seen.first { $0["method"]?.string == method } }

    /// Waits until a message came that is wanted.
    func wait(for isWanted: (JSON) -> Bool) async -> JSON? {
        let deadline = Deadline.after(.seconds(10))
        while true {
            if let found = seen.first(where: isWanted) { return found }
            guard await arrivals.wait(on: loop, until: deadline) == .ready else { return nil }
        }
    }

    /// Connects a client to this server.
    var connector: ClientConnector {
        ClientConnector("the scripted server") { _, loop, _ throws(BindingError) in
            let pair: (DescriptorStream, DescriptorStream)
            do throws(ReactorError) { pair = try DescriptorStream.pair(on: loop) } catch {
                throw BindingError(.unreachable, "\(error)")
            }
            self.connections += 1
            let number = self.connections
            self.tasks.start { await self.serve(LineCarrier(input: pair.1, output: pair.1), number) }
            return MessageBinding(LineCarrier(input: pair.0, output: pair.0, skipsJunk: true), .stdio)
        }
    }

    private func serve(_ lines: LineCarrier, _ connection: Int) async {
        while let line = try? await lines.receive(), let message = try? JSON(parsing: line) {
            seen.append(message)
            arrivals.wakeAll()
            for action in script(message, connection) {
                switch action {
                case .send(let text): try? await lines.output.write(Array("\(text)\n".utf8))
                case .close: return lines.output.close()
                }
            }
        }
        lines.output.close()
    }
}

/// Runs `body` with a client that talks to a scripted server.
func withLineServer(
    _ script: @escaping LineServer.Script,
    _ change: @escaping @Sendable (inout MCPClientOptions) -> Void = { _ in },
    _ body: @escaping @Sendable (MCPClient, LineServer) async throws -> Void
) async throws {
    try await LoopGroup.runOne { loop in
        let tasks = BackgroundTasks(on: loop)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask(executorPreference: loop) { await tasks.run() }
            defer { tasks.close() }
            let server = LineServer(on: loop, tasks, script)
            var options = MCPClientOptions()
            options.timeout = .seconds(10)
            change(&options)
            try await MCPClient.with(server.connector, options, on: loop) { client in
                try await body(client, server)
            }
        }
    }
}

/// Collects what a client found.
final class Findings: Sendable {
    private let all = Locked<[ClientFinding]>([])
    /// What was found so far.
    var list: [ClientFinding] { all.withLock { $0 } }
    /// The kinds of what was found so far.
    var kinds: [ClientFinding.Kind] { list.map(\.kind) }
    /// Takes a finding.
    func add(_ finding: ClientFinding) { all.withLock { $0.append(finding) } }
}

/// Answers as servers do.
enum Script {
    /// A result.
    static func result(_ message: JSON, _ result: JSON) -> LineAction {
        .send(JSON.object([("jsonrpc", "2.0"), ("id", message["id"] ?? .null), ("result", result)]).description)
    }

    /// An error.
    static func error(_ message: JSON, _ code: Int, _ text: String = "no", data: JSON? = nil) -> LineAction {
        let error = JSON.object(of: [("code", JSON(code)), ("message", .string(text)), ("data", data)])
        return .send(JSON.object([("jsonrpc", "2.0"), ("id", message["id"] ?? .null), ("error", error)]).description)
    }

    /// What a server declares that has all features.
    static let everything: JSON = [
        "tools": [:], "resources": ["subscribe": true], "prompts": [:], "completions": [:], "logging": [:],
    ]

    /// What a legacy server says to `initialize`.
    static func initialized(_ message: JSON, _ version: String = "2025-11-25", _ capabilities: JSON = everything)
        -> LineAction
    {
        result(
            message,
            [
                "protocolVersion": .string(version), "capabilities": capabilities,
                "serverInfo": ["name": "scripted", "version": "1"],
            ]
        )
    }

    /// What a modern server says to `server/discover`.
    static func discovered(_ message: JSON, _ versions: JSON = ["2026-07-28"]) -> LineAction {
        result(
            message,
            [
                "resultType": "complete", "supportedVersions": versions, "capabilities": ["tools": [:]], "ttlMs": 0,
                "cacheScope": "public",
            ]
        )
    }

    /// A legacy server that knows nothing but what the closure answers.
    static func legacy(
        _ version: String = "2025-11-25",
        _ capabilities: JSON = everything,
        _ more: @escaping LineServer.Script = { message, _ in [error(message, -32601)] }
    ) -> LineServer.Script {
        { message, connection in
            switch message["method"]?.string {
            case "server/discover": [error(message, -32601, "Method not found")]
            case "initialize": [initialized(message, version, capabilities)]
            case "notifications/initialized", nil: []
            default: more(message, connection)
            }
        }
    }

    /// A modern server that knows nothing but what the closure answers.
    static func modern(_ more: @escaping LineServer.Script) -> LineServer.Script {
        { message, connection in
            switch message["method"]?.string {
            case "server/discover": [discovered(message)]
            case nil: []
            default: more(message, connection)
            }
        }
    }
}
