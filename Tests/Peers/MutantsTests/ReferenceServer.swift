import Fixtures
import MCP
import MCPServer
import Testing

/// The server that mutants are made of: the set of everything, with short pages and one private list.
enum ReferenceServer {
    static func make() throws -> MCPServer {
        var options = ServerOptions()
        options.pageSize = 2
        options.instructions = "Try everything"
        options.cache.prompts.scope = .private
        return try #require(FixtureSet.named("everything")).makeServer(server: options)
    }

    static let watched = "test://watched-resource"
    /// Something that takes a tenth of a second.
    static let slow = "test_tool_with_progress"
}
