import HTTP
import HTTPWire
import JSON
import JSONRPC
import MCP
import Reactor
import Testing

/// Talks to a server over Streamable HTTP as a client of one revision, and hides nothing of what comes back.
///
/// `@unchecked Sendable`: confined to the thread of the loop.
final class Conversation: @unchecked Sendable {
    typealias Answerer = @Sendable (_ method: String, _ params: JSON?) -> JSON?

    let url: String
    let revision: Revision
    let loop: EventLoop
    var capabilities: JSON
    private(set) var sessionID: String?
    private(set) var opening: WireReply?
    private let client: HTTPClient
    private var lastID: Int64 = 0

    init(_ url: String, _ revision: Revision, on loop: EventLoop, capabilities: JSON = [:]) {
        (self.url, self.revision, self.loop, self.capabilities) = (url, revision, loop, capabilities)
        client = HTTPClient(on: loop)
    }

    func close() { client.close() }

    /// Begins a legacy session.
    func begin() async throws {
        guard revision.era == .legacy else { return }
        let params: JSON = [
            "protocolVersion": .string(revision.name), "capabilities": capabilities,
            "clientInfo": ["name": "suite", "version": "1"],
        ]
        let reply = try await post(MessageWriter.request(nextID(), "initialize", params: params), fields())
        opening = reply
        sessionID = reply.fields["Mcp-Session-Id"]
        let ready = try await post(MessageWriter.notification("notifications/initialized"), fields())
        #expect((200..<300).contains(ready.status))
    }

    /// Sends a request with all that its revision asks for.
    func request(
        _ method: String,
        _ params: JSON = [:],
        meta: JSON = [:],
        changing change: (inout HTTPFields) -> Void = { _ in },
        answering answer: Answerer? = nil
    ) async throws -> WireReply {
        var params = params
        var allMeta = params["_meta"] ?? .emptyObject
        if revision.era == .modern {
            allMeta[MetadataKey.protocolVersion] = .string(revision.name)
            allMeta[MetadataKey.clientCapabilities] = capabilities
        }
        for (key, value) in meta.object ?? [] { allMeta[key] = value }
        if allMeta.object?.isEmpty == false { params["_meta"] = allMeta }
        var fields = fields(method, params)
        change(&fields)
        return try await post(MessageWriter.request(nextID(), method, params: params), fields, answering: answer)
    }

    /// Calls a tool.
    func call(
        _ tool: String,
        _ arguments: JSON? = [:],
        _ others: JSON = [:],
        meta: JSON = [:],
        answering answer: Answerer? = nil
    ) async throws -> WireReply {
        var params = others
        params["name"] = .string(tool)
        params["arguments"] = arguments
        return try await request("tools/call", params, meta: meta, answering: answer)
    }

    func nextID() -> RequestID {
        lastID += 1
        return .integer(lastID)
    }

    /// The header fields of a message.
    func fields(_ method: String? = nil, _ params: JSON? = nil) -> HTTPFields {
        var fields: HTTPFields = [
            "Content-Type": "application/json", "Accept": "application/json, text/event-stream",
        ]
        if let sessionID {
            fields.append("Mcp-Session-Id", sessionID)
            fields.append("MCP-Protocol-Version", revision.name)
        }
        guard revision.era == .modern, let method else { return fields }
        fields.append("MCP-Protocol-Version", revision.name)
        fields.append("Mcp-Method", method)
        if let member = MirrorHeader.namedMember(ofMethod: method), let name = params?[member]?.string {
            fields.append("Mcp-Name", MirrorText.encode(name))
        }
        return fields
    }

    /// Posts bytes and reads everything that comes back.
    func post(
        _ body: [UInt8],
        _ fields: HTTPFields,
        answering answer: Answerer? = nil
    ) async throws -> WireReply {
        let request = try HTTPClientRequest(.post, url, fields: fields, content: .bytes(body))
        let reply = try await exchange(request, answering: answer)
        let method = (try? JSON(parsing: body))?["method"]?.string
        for message in reply.messages { try judge(message, answering: method) }
        return reply
    }

    /// Holds a message of the server to what its revision says it looks like.
    private func judge(_ json: JSON, answering method: String?) throws {
        var options = ShapeOptions()
        options.findsForeignMembers = true
        let message = try Message(JSONDocument(parsing: json.encoded()).root)
        let findings = MessageShapes.findings(
            in: message,
            revision: revision,
            sender: .server,
            answering: method,
            options: options
        )
        #expect(findings.map(\.description) == [], "\(method ?? "response") \(json)")
    }

    /// Sends a request without a message.
    func send(_ method: HTTPMethod, _ change: (inout HTTPFields) -> Void = { _ in }) async throws -> WireReply {
        var fields = fields()
        fields.set("Accept", "text/event-stream")
        change(&fields)
        return try await exchange(HTTPClientRequest(method, url, fields: fields), answering: nil)
    }

    /// Sends a request and lets a test read the stream of events while it is open.
    func stream(
        _ request: HTTPClientRequest,
        _ body: (HTTPClientResponse, HTTPEventStream) async throws -> Void
    ) async throws {
        try await client.send(request) { response in
            // What is still open when the test has seen enough is not waited for.
            defer { response.stream.close() }
            try await body(response, response.events())
        }
    }

    /// Opens the stream of a session, does something, and returns the next notification of a method on it.
    func next(_ method: String, after cause: () async throws -> Void) async throws -> JSON {
        var fields = fields()
        fields.set("Accept", "text/event-stream")
        var found: JSON?
        try await stream(HTTPClientRequest(.get, url, fields: fields)) { response, events in
            #expect(response.status == .ok)
            try await cause()
            while found == nil, let event = try await events.nextEvent() {
                guard let message = try? JSON(parsing: event.data), message["method"]?.string == method else {
                    continue
                }
                try self.judge(message, answering: nil)
                found = message
            }
        }
        return try #require(found)
    }

    private func exchange(_ request: HTTPClientRequest, answering answer: Answerer?) async throws -> WireReply {
        try await client.send(request) { response in
            guard response.fields["Content-Type"]?.hasPrefix("text/event-stream") == true else {
                let bytes = try await response.collectBody()
                let message = try? JSON(parsing: bytes)
                return WireReply(
                    status: Int(response.status.code),
                    fields: response.fields,
                    isStream: false,
                    messages: message.map { [$0] } ?? [],
                    text: String(decoding: bytes, as: UTF8.self)
                )
            }
            return try await self.read(response, answer)
        }
    }

    private func read(_ response: HTTPClientResponse, _ answer: Answerer?) async throws -> WireReply {
        var (messages, ids, retries): ([JSON], [String], [Int]) = ([], [], [])
        let stream = response.events()
        for try await item in stream {
            switch item {
            case .event(let event):
                ids.append(event.id)
                guard let message = try? JSON(parsing: event.data) else { continue }
                messages.append(message)
                try await self.answer(message, answer)
            case .retry(let milliseconds): retries.append(milliseconds)
            case .line, .violation: break
            }
        }
        if !stream.lastEventID.isEmpty { ids.append(stream.lastEventID) }
        var reply = WireReply(
            status: Int(response.status.code),
            fields: response.fields,
            isStream: true,
            messages: messages,
            text: ""
        )
        (reply.eventIDs, reply.retries) = (ids, retries)
        return reply
    }

    /// Answers what the server asks in the middle of a stream.
    private func answer(_ message: JSON, _ answer: Answerer?) async throws {
        guard let id = message["id"], let method = message["method"]?.string else { return }
        let outcome = answer?(method, message["params"])
        let refusal: JSON = ["code": -32601, "message": "not offered"]
        let response = JSON.object(of: [
            ("jsonrpc", "2.0"), ("id", id), ("result", outcome), ("error", outcome == nil ? refusal : JSON?.none),
        ])
        let accepted = try await post(response.encoded(), fields())
        #expect(accepted.status == 202)
    }
}
