internal import Bindings
internal import JSON
internal import JSONRPC
internal import MCP
internal import Reactor

/// Opens conversations with one server: connects, finds the era out, agrees on a revision.
///
/// `@unchecked Sendable`: every member is confined to the thread of the loop.
final class Opener: @unchecked Sendable {
    let connector: ClientConnector
    let options: MCPClientOptions
    let background: BackgroundTasks
    let loop: EventLoop
    /// What this process or origin was found to be, while this client lives.
    private var found: (style: ClientConnector.Style, revision: Revision)?

    init(_ connector: ClientConnector, _ options: MCPClientOptions, _ background: BackgroundTasks, on loop: EventLoop) {
        (self.connector, self.options, self.background, self.loop) = (connector, options, background, loop)
    }

    /// A conversation that is ready for requests.
    typealias Opened = (conversation: Conversation, server: ServerDescription)

    func open(_ listener: any ConversationListener) async throws(MCPClientError) -> Opened {
        throw MCPClientError(.unsupported, "not yet")
    }
}
