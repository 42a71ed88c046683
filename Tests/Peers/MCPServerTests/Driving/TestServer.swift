import Bindings
import JSON
import MCP
import MCPServer
import Reactor

/// Servers that the tests talk to.
enum TestServer {
    /// A server with one of everything.
    static func withEverything(_ change: (inout ServerOptions) -> Void = { _ in }) throws -> MCPServer {
        var options = ServerOptions()
        options.instructions = "Be kind."
        change(&options)
        let info = Implementation(name: "test", version: "1", title: "A test")
        let server = MCPServer(info, options: options)
        try addTools(to: server)
        try server.add(Resource(uri: "test://text", name: "text", title: "Text")) { read in
            [ResourceContents(uri: read.uri, mimeType: "text/plain", text: "words")]
        }
        try server.add(ResourceTemplate(uriTemplate: "test://item/{id}/data", name: "item")) { read in
            guard read.variables["id"] != "0" else { throw ServerError.noSuchResource(read.uri) }
            return [ResourceContents(uri: read.uri, text: "item \(read.variables["id"] ?? "?")")]
        }
        let arguments = [PromptArgument(name: "who", required: true), PromptArgument(name: "how")]
        try server.add(Prompt(name: "hello", title: "Hello", arguments: arguments)) { call in
            PromptResult(messages: [PromptMessage(.user, .text("\(call["who"] ?? "?") \(call["how"] ?? "-")"))])
        }
        server.complete(.prompt("hello"), argument: "who") { value, others in
            Completion((0..<150).map { "\(value)\($0)\(others["how"] ?? "")" })
        }
        return server
    }

    private static func addTools(to server: MCPServer) throws {
        let text: JSON = ["type": "object", "properties": ["text": ["type": "string"]], "required": ["text"]]
        let echo = Tool(
            name: "echo",
            title: "Echo",
            description: "Says it again",
            inputSchema: text,
            taskSupport: .forbidden
        )
        try server.add(echo) { call in ToolResult(text: call.string("text") ?? "") }
        try server.addRaw(Tool(name: "raw", inputSchema: ["type": "object"])) { _ in Array(#"{"content":[]}"#.utf8) }
        try server.add(Tool(name: "fail", inputSchema: ["type": "object"])) { _ in throw TestFailure() }
        let sum: JSON = ["type": "object", "properties": ["sum": ["type": "integer"]], "required": ["sum"]]
        let add = Tool(name: "sum", inputSchema: ["type": "object"], outputSchema: sum)
        try server.add(add) { call in
            switch call.string("how") {
            case "wrong": .structured(["sum": "three"])
            case "none": ToolResult(text: "3")
            case "error": .failure("no")
            default: .structured(["sum": 3])
            }
        }
    }

    struct TestFailure: Error, CustomStringConvertible { let description = "it did not work" }

    /// Runs a body with a client of a revision whose session has begun.
    static func with(
        _ server: MCPServer,
        _ revision: Revision,
        capabilities: JSON = [:],
        over transport: TransportKind = .streamableHTTP,
        _ body: @escaping @Sendable (Driver) async throws -> Void
    ) async throws {
        try await LoopGroup.runOne { loop async throws in
            let driver = Driver(server, revision, on: loop, capabilities: capabilities, over: transport)
            try await driver.begin()
            try await body(driver)
            driver.session.close()
        }
    }
}

/// What a server reported of its own faults.
final class FaultLog: Sendable {
    private let lines = Locked<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
}
