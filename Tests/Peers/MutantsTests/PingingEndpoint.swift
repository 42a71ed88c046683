import Bindings
import JSON
import JSONRPC
import MCP

/// A server that pings its legacy clients whenever they call the tool of simple text.
struct PingingEndpoint: ServerEndpoint {
    let inner: any ServerEndpoint

    var revisions: [Revision] { inner.revisions }

    func openSession(_ outlet: any SessionOutlet, over transport: TransportKind) -> any ServerSession {
        Session(inner.openSession(outlet, over: transport), outlet)
    }

    func take(_ message: IncomingMessage, _ exchange: any ServerExchange) -> Handling { inner.take(message, exchange) }
    func mirroredParameters(ofTool name: String) -> [MirroredParameter] { inner.mirroredParameters(ofTool: name) }

    private final class Session: ServerSession {
        let inner: any ServerSession
        let outlet: any SessionOutlet

        init(_ inner: any ServerSession, _ outlet: any SessionOutlet) { (self.inner, self.outlet) = (inner, outlet) }

        var revision: Revision? { inner.revision }
        func close() { inner.close() }

        func take(_ message: IncomingMessage, _ exchange: any ServerExchange) -> Handling {
            if message.message.method == "tools/call", message.message.params?["name"]?.string == "test_simple_text" {
                let ping: JSON = ["jsonrpc": "2.0", "id": "ping-1", "method": "ping"]
                outlet.post(ping.encoded())
            }
            return inner.take(message, exchange)
        }
    }
}
