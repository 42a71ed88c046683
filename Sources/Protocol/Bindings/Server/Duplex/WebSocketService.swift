import Carriers
import HTTP
import HTTPWire
import Reactor
import WebSocket
import WebSocketWire

/// WebSocket: subprotocol `mcp`, one message a text message; in all else as standard streams.
struct WebSocketService: HTTPService {
    let endpoint: any ServerEndpoint
    let options: ServingOptions
    let open: OpenSessions

    func answer(_ request: HTTPRequest, from principal: String?) async throws -> HTTPResponse {
        guard request.method == .get else { return Answers.methodNotAllowed("GET") }
        var answer = WebSocketAnswer()
        // A client that offers nothing, or other subprotocols, gets none (RFC 6455 section 4.2.2).
        answer.subprotocols = [WebSocketCarrier.subprotocol]
        answer.deflate = WebSocketServer.defaultCompression
        // Whoever comes here was let in at the door.
        answer.origins = .any
        return WebSocketServer.response(to: request.head, answer) { opened in
            await serve(opened, from: principal)
        }
    }

    private func serve(_ opened: OpenedWebSocket, from principal: String?) async {
        var settings = CarrierOptions()
        settings.sendTimeout = options.limits.writeTime
        settings.maximumMessageBytes = options.limits.messageBytes
        let carrier = WebSocketCarrier(opened, options: settings)
        let fields = opened.request.fields
        await open.run(DuplexSession(carrier, .webSocket, endpoint, options, fields: fields, principal: principal))
    }
}
