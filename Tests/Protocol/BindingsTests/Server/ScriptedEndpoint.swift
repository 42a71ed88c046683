import HTTPWire
import JSON
import JSONRPC
import MCP
import Reactor
import Synchronization

@testable import Bindings

/// A server that does what the method's name says, in both eras.
///
/// `say` is answered at once; `notify` sends as many notifications as `count` says and then answers; `hang` works until
/// it is cancelled, and then answers with `end`, if there is such a parameter; `resume` ends the connection before it
/// answers; `fail` answers with the error code in `code`; `ask` sends a request and answers with the client's answer.
final class ScriptedEndpoint: ServerEndpoint {
    let revisions: [Revision]
    let seen = Notes<String>()
    let sessions = Notes<ScriptedSession>()

    init(_ revisions: [Revision] = Revision.all) { self.revisions = revisions }

    func openSession(_ outlet: any SessionOutlet, over transport: TransportKind) -> any ServerSession {
        let session = ScriptedSession(outlet, self, transport)
        sessions.add(session)
        return session
    }

    func take(_ message: IncomingMessage, _ exchange: any ServerExchange) -> Handling {
        note("modern", message)
        guard case .request(let request) = message.message else { return .finished(nil) }
        let named = request.params?["_meta"]?["io.modelcontextprotocol/protocolVersion"]?.string
        guard let named else { return .finished(Self.failure(request.id, -32602, refused: true)) }
        guard revisions.contains(where: { $0.name == named && $0.era == .modern }) else {
            return .finished(Self.failure(request.id, -32022, refused: true))
        }
        return handle(request, exchange) ?? .finished(Self.failure(request.id, -32601))
    }

    func mirroredParameters(ofTool name: String) -> [MirroredParameter] {
        name == "marked" ? [MirroredParameter(path: ["region"], header: "Region")] : []
    }

    func note(_ era: String, _ message: IncomingMessage) {
        seen.add("\(era) \(message.transport.rawValue) \(message.message.method ?? "response")")
    }

    func handle(_ request: Message.Request, _ exchange: any ServerExchange) -> Handling? {
        let id = request.id
        switch request.method {
        case "say", "tools/call": return .finished(Self.result(id, request.params?["text"]?.string ?? "said"))
        case "fail":
            return .finished(Self.failure(id, Int(request.params?["code"]?.int64 ?? 0)))
        case "notify":
            let count = Int(request.params?["count"]?.int64 ?? 1)
            return .working { [seen] in
                for number in 0..<count {
                    do throws(BindingError) { try await exchange.send(Self.notification(number)) } catch {
                        seen.add("failed \(error.code)")
                        return nil
                    }
                }
                return Self.result(id, "notified")
            }
        case "hang", "subscriptions/listen":
            let end = request.params?["end"]?.string
            let begins = request.params?["begin"] != nil
            return .working { [seen] in
                if begins { try? await exchange.send(Self.notification(0)) }
                seen.add("hanging")
                _ = await exchange.loop.run { await exchange.loop.sleep(until: .never) }
                seen.add("cancelled")
                return end.map { Self.result(id, $0) }
            }
        case "resume":
            return .working {
                await exchange.closeForResumption(retry: .milliseconds(10))
                return Self.result(id, "resumed")
            }
        default: return nil
        }
    }

    static func result(_ id: RequestID, _ text: String) -> Reply {
        Reply(MessageWriter.result(id, .object([("text", .string(text))])))
    }

    static func failure(_ id: RequestID, _ code: Int, refused: Bool = false) -> Reply {
        Reply(
            MessageWriter.failure(id, ErrorObject(code, "failed")),
            refused ? .refused(code: code) : .error(code: code)
        )
    }

    static func notification(_ number: Int) -> [UInt8] {
        MessageWriter.notification("note", params: .object([("number", JSON(Int64(number)))]))
    }
}

/// The state of one legacy client of the scripted endpoint.
final class ScriptedSession: ServerSession {
    private struct State {
        var revision: Revision?
        var isClosed = false
        var exchanges: [RequestID: any ServerExchange] = [:]
        var answers: [RequestID: String] = [:]
    }

    let outlet: any SessionOutlet
    private let endpoint: ScriptedEndpoint
    private let transport: TransportKind
    private let state = Mutex(State())

    init(_ outlet: any SessionOutlet, _ endpoint: ScriptedEndpoint, _ transport: TransportKind) {
        (self.outlet, self.endpoint, self.transport) = (outlet, endpoint, transport)
    }

    var revision: Revision? { state.withLock { $0.revision } }
    var isClosed: Bool { state.withLock { $0.isClosed } }

    func take(_ message: IncomingMessage, _ exchange: any ServerExchange) -> Handling {
        endpoint.note("legacy", message)
        switch message.message {
        case .request(let request):
            if request.method == "initialize" {
                let wanted = request.params?["protocolVersion"]?.string.flatMap(Revision.init)
                guard let wanted else { return .finished(ScriptedEndpoint.failure(request.id, -32602)) }
                state.withLock { $0.revision = wanted }
                return .finished(ScriptedEndpoint.result(request.id, wanted.name))
            }
            if request.method == "hang" { state.withLock { $0.exchanges[request.id] = exchange } }
            return endpoint.handle(request, exchange)
                ?? .finished(ScriptedEndpoint.failure(request.id, -32601))
        case .notification(let notification):
            guard notification.method == "notifications/cancelled",
                let id = notification.params?["requestId"].flatMap(RequestID.init)
            else { return .finished(nil) }
            state.withLock { $0.exchanges[id] }?.cancel()
            return .finished(nil)
        case .result, .failure: return .finished(nil)
        }
    }

    func close() { state.withLock { $0.isClosed = true } }
}

/// Collects what happens on any thread, and lets tests wait for it.
final class Notes<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])
    var all: [Value] { values.withLock { $0 } }
    func add(_ value: Value) { values.withLock { $0.append(value) } }

    /// Waits, for some seconds at most, until the notes are as wanted.
    func wait(on loop: EventLoop, until isRight: ([Value]) -> Bool) async -> Bool {
        let deadline = Deadline.after(.seconds(20))
        while !isRight(all) {
            if deadline.hasPassed { return false }
            await loop.sleep(until: .after(.milliseconds(1)))
        }
        return true
    }
}
