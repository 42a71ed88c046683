internal import Bindings
internal import MCPServer
internal import Reactor

extension RequestContext {
    /// Lets time pass; throws when the request is given up.
    func pause(_ duration: Duration) async throws {
        guard await exchange.loop.sleep(until: .after(duration)) else { throw CancellationError() }
    }
}
