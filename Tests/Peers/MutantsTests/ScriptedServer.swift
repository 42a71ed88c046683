import Bindings
import JSON
import JSONRPC
import MCP
import Reactor

/// A small server that does, rightly, everything that mutants break; nothing in it takes longer than a test can wait.
final class ScriptedServer: ServerEndpoint {
    let revisions = Revision.all
    let state = Locked(State())

    struct State {
        var listens: [String: (filter: JSON, id: JSON, exchange: any ServerExchange)] = [:]
        var outlets: [ObjectIdentifier: any SessionOutlet] = [:]
        var subscriptions: [ObjectIdentifier: Set<String>] = [:]
        var polls: [String: Int] = [:]
        var answers: [String: JSON] = [:]
    }

    /// Wakes those who wait for an answer of the client.
    let answered = WaitPoint()

    func openSession(_ outlet: any SessionOutlet, over transport: TransportKind) -> any ServerSession {
        ScriptedSession(self, outlet)
    }

    func mirroredParameters(ofTool name: String) -> [MirroredParameter] { [] }

    func take(_ message: IncomingMessage, _ exchange: any ServerExchange) -> Handling {
        guard case .request(let request) = message.message else { return .finished(nil) }
        let params = request.params.flatMap { try? JSON($0.value) } ?? [:]
        let call = Call(id: request.id.json, method: request.method, params: params, exchange: exchange, session: nil)
        guard let version = call.meta("protocolVersion"), call.meta("clientCapabilities") != nil else {
            return .finished(call.refusal(-32602, "Metadata is missing"))
        }
        guard version == "2026-07-28" else {
            let data: JSON = ["supported": .array(["2026-07-28"]), "requested": version]
            return .finished(call.refusal(-32022, "Unsupported revision", data))
        }
        return handle(call)
    }

    func handle(_ call: Call) -> Handling {
        switch call.method {
        case "tools/call": return callTool(call)
        case "subscriptions/listen" where call.isModern: return listen(call)
        default: return .finished(answer(call))
        }
    }

    /// Tells everybody who wants to know of a change.
    func announce(_ method: String, filter: String, params: JSON = [:]) async {
        let (listens, outlets) = state.withLock { (Array($0.listens.values), Array($0.outlets.values)) }
        for listen in listens where listen.filter[filter] != nil {
            var params = params
            params["_meta"] = ["io.modelcontextprotocol/subscriptionId": listen.id]
            try? await listen.exchange.send(Call.notification(method, params))
        }
        if filter == "toolsListChanged" { for outlet in outlets { outlet.post(Call.notification(method, params)) } }
    }

    /// Tells of a change of a resource.
    func announceUpdate(of uri: String) async {
        let listens = state.withLock { Array($0.listens.values) }
        for listen in listens where listen.filter["resourceSubscriptions"]?.array?.contains(.string(uri)) == true {
            let params: JSON = ["uri": .string(uri), "_meta": ["io.modelcontextprotocol/subscriptionId": listen.id]]
            try? await listen.exchange.send(Call.notification("notifications/resources/updated", params))
        }
        let outlets = state.withLock { state in
            state.subscriptions.filter { $0.value.contains(uri) }.compactMap { state.outlets[$0.key] }
        }
        for outlet in outlets {
            outlet.post(Call.notification("notifications/resources/updated", ["uri": .string(uri)]))
        }
    }

    private func listen(_ call: Call) -> Handling {
        .working { [self] in
            let filter = call.params["notifications"] ?? [:]
            let params: JSON = [
                "notifications": filter, "_meta": ["io.modelcontextprotocol/subscriptionId": call.id],
            ]
            try? await call.exchange.send(Call.notification("notifications/subscriptions/acknowledged", params))
            state.withLock { $0.listens["\(call.id)"] = (filter, call.id, call.exchange) }
            _ = await call.exchange.loop.sleep(until: .after(.seconds(30)))
            state.withLock { $0.listens["\(call.id)"] = nil }
            return nil
        }
    }
}

/// A request, and the ways to answer it.
struct Call: Sendable {
    let id: JSON
    let method: String
    let params: JSON
    let exchange: any ServerExchange
    let session: ScriptedSession?

    var isModern: Bool { session == nil }

    func meta(_ key: String) -> JSON? { params["_meta"]?["io.modelcontextprotocol/\(key)"] }

    func result(_ members: JSON, isCached: Bool = false, kind: String = "complete") -> Reply {
        var result = members
        if isModern {
            result["resultType"] = .string(kind)
            result["_meta"] = ["io.modelcontextprotocol/serverInfo": ["name": "scripted", "version": "1"]]
            if isCached { (result["ttlMs"], result["cacheScope"]) = (1000, "private") }
        }
        return Reply(JSON.object([("jsonrpc", "2.0"), ("id", id), ("result", result)]).encoded())
    }

    func failure(_ code: Int, _ text: String, _ data: JSON? = nil) -> Reply {
        Reply(error(code, text, data).encoded(), .error(code: code))
    }

    func refusal(_ code: Int, _ text: String, _ data: JSON? = nil) -> Reply {
        Reply(error(code, text, data).encoded(), .refused(code: code))
    }

    private func error(_ code: Int, _ text: String, _ data: JSON?) -> JSON {
        var error: JSON = ["code": JSON(code), "message": .string(text)]
        if let data { error["data"] = data }
        return .object([("jsonrpc", "2.0"), ("id", id), ("error", error)])
    }

    static func notification(_ method: String, _ params: JSON) -> [UInt8] {
        MessageWriter.notification(method, params: params)
    }
}

/// A legacy session of the scripted server.
final class ScriptedSession: ServerSession {
    private let server: ScriptedServer
    private let outlet: any SessionOutlet
    private let agreed = Locked<(revision: Revision?, level: String)>((nil, "info"))
    var key: ObjectIdentifier { ObjectIdentifier(self) }

    init(_ server: ScriptedServer, _ outlet: any SessionOutlet) {
        (self.server, self.outlet) = (server, outlet)
        server.state.withLock { $0.outlets[ObjectIdentifier(self)] = outlet }
    }

    private let inFlight = Locked<[String: any ServerExchange]>([:])

    var revision: Revision? { agreed.withLock { $0.revision } }
    var level: String { agreed.withLock { $0.level } }
    func close() { server.state.withLock { $0.outlets[key] = nil } }

    func take(_ message: IncomingMessage, _ exchange: any ServerExchange) -> Handling {
        switch message.message {
        case .notification(let notification):
            if notification.method == "notifications/cancelled", let id = notification.params?["requestId"] {
                inFlight.withLock { $0[id.rawText] }?.cancel()
            }
            return .finished(nil)
        case .result, .failure:
            if let json = try? JSON(message.message.value), let id = json["id"]?.string {
                server.state.withLock { $0.answers[id] = json["result"] ?? [:] }
                server.answered.wakeAll()
            }
            return .finished(nil)
        case .request(let request):
            let params = request.params.flatMap { try? JSON($0.value) } ?? [:]
            let call = Call(
                id: request.id.json,
                method: request.method,
                params: params,
                exchange: exchange,
                session: self
            )
            inFlight.withLock { $0["\(request.id)"] = exchange }
            return take(call)
        }
    }

    private func take(_ call: Call) -> Handling {
        switch call.method {
        case "initialize":
            let revision = call.params["protocolVersion"]?.string.flatMap(Revision.init) ?? .november2025
            agreed.withLock { $0.revision = revision }
            return .finished(
                call.result([
                    "protocolVersion": .string(revision.name), "capabilities": ScriptedServer.capabilities,
                    "serverInfo": ["name": "scripted", "version": "1"],
                ])
            )
        case "ping": return .finished(call.result([:]))
        case _ where revision == nil: return .finished(call.failure(-32600, "Initialize first"))
        case "logging/setLevel":
            agreed.withLock { $0.level = call.params["level"]?.string ?? "info" }
            return .finished(call.result([:]))
        case "resources/subscribe", "resources/unsubscribe":
            let uri = call.params["uri"]?.string ?? ""
            server.state.withLock { state in
                if call.method == "resources/subscribe" {
                    state.subscriptions[key, default: []].insert(uri)
                } else {
                    state.subscriptions[key]?.remove(uri)
                }
            }
            return .finished(call.result([:]))
        default: return server.handle(call)
        }
    }
}
