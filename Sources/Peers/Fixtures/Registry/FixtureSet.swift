internal import MCP
public import MCPServer

/// A server with made-up features, chosen by name.
public struct FixtureSet: Sendable {
    /// What it is called.
    public let name: String
    /// What it is for: one line.
    public let summary: String
    private let build: @Sendable (MCPServer, FixtureOptions) throws -> Void

    init(_ name: String, summary: String, _ build: @escaping @Sendable (MCPServer, FixtureOptions) throws -> Void) {
        (self.name, self.summary, self.build) = (name, summary, build)
    }

    /// All sets, in the order in which they are listed.
    public static let all: [FixtureSet] = [.everything, .echo, .domain]

    /// The set of this name.
    public static func named(_ name: String) -> FixtureSet? { all.first { $0.name == name } }

    /// A new server with the features of the set.
    public func makeServer(
        _ options: FixtureOptions = FixtureOptions(),
        server: ServerOptions = ServerOptions()
    ) throws -> MCPServer {
        let made = MCPServer(
            Implementation(name: "comport-\(name)", version: "1.0.0", title: "comport fixtures: \(name)"),
            options: server
        )
        try build(made, options)
        return made
    }
}
