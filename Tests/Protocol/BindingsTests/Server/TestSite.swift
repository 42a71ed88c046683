import HTTP
import HTTPWire
import JSON
import MCP
import Reactor
import Testing

@testable import Bindings

/// A listener that serves the scripted endpoint on loopback, and ways to talk to it, all on one loop.
struct TestSite: Sendable {
    let loop: EventLoop
    let endpoint: ScriptedEndpoint
    let listener: MCPListener

    var address: SocketAddress { listener.transports.compactMap(\.address).first ?? .loopback(port: 0) }

    func url(_ target: String) -> HTTPURL {
        HTTPURL(origin: HTTPOrigin(host: "127.0.0.1", port: address.port), target: target)
    }

    /// Runs `body` with a client of HTTP.
    func withClient(_ body: (TestClient) async throws -> Void) async throws {
        let client = HTTPClient(on: loop)
        defer { client.close() }
        try await body(TestClient(site: self, http: client))
    }

    /// Connects, and closes the connection after `body`.
    func withRaw(_ body: (HTTPRawConnection) async throws -> Void) async throws {
        let raw = HTTPRawConnection(try await Connector.connect(to: address, on: loop))
        defer { raw.close() }
        try await body(raw)
    }
}

/// Runs `body` with a listener at a free port of loopback.
func withSite(
    _ revisions: [Revision] = Revision.all,
    _ options: ServingOptions = ServingOptions(),
    loops: Int = 1,
    transports: [ServerTransport] = [.http(.loopback(port: 0))],
    _ body: @escaping @Sendable (TestSite) async throws -> Void
) async throws {
    try await LoopGroup.run(count: loops) { group in
        let endpoint = ScriptedEndpoint(revisions)
        let listener = try MCPListener(endpoint, transports, options: options)
        let site = TestSite(loop: group.loops[0], endpoint: endpoint, listener: listener)
        try await withThrowingTaskGroup(of: Void.self) { children in
            children.addTask(executorPreference: group.loops[0]) { await listener.serve(on: group) }
            defer { listener.stop(within: .zero) }
            try await site.loop.run { try await body(site) }
        }
    }
}

/// Sends messages as a client of Streamable HTTP does.
struct TestClient {
    let site: TestSite
    let http: HTTPClient
    var session: String?
    var version: String?

    /// The usual fields of a POST, changed by others; an empty value takes a field away.
    func fields(_ others: HTTPFields = [:], accept: String = "application/json, text/event-stream") -> HTTPFields {
        var fields: HTTPFields = ["Content-Type": "application/json", "Accept": accept]
        if let session { fields.append("Mcp-Session-Id", session) }
        if let version { fields.append("MCP-Protocol-Version", version) }
        for field in others {
            if field.value.isEmpty { fields.remove(field.name) } else { fields.set(field.name, field.value) }
        }
        return fields
    }

    func post(_ text: String, _ others: HTTPFields = [:], path: String = "/mcp") async throws -> TestAnswer {
        try await send(.post, fields(others), text, path: path)
    }

    func send(
        _ method: HTTPMethod,
        _ fields: HTTPFields,
        _ text: String = "",
        path: String = "/mcp"
    ) async throws -> TestAnswer {
        let request = HTTPClientRequest(
            method,
            site.url(path),
            fields: fields,
            content: text.isEmpty ? .none : .bytes(Array(text.utf8))
        )
        let response = try await http.fetch(request)
        return TestAnswer(head: response.head, text: String(decoding: response.content, as: UTF8.self))
    }

    /// Opens a legacy session.
    static func legacy(_ revision: String, _ site: TestSite, _ http: HTTPClient) async throws -> TestClient {
        var client = TestClient(site: site, http: http)
        let answer = try await client.post(
            #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"\#(revision)"}}"#
        )
        #expect(answer.status == 200)
        client.session = answer.head.fields["Mcp-Session-Id"]
        if revision >= "2025-06-18" { client.version = revision }
        return client
    }
}

/// A whole answer.
struct TestAnswer {
    let head: HTTPResponseHead
    let text: String

    var status: Int { Int(head.status.code) }
    var type: String? { head.fields["Content-Type"] }
    /// The data of the events, one by one.
    var events: [ServerSentEvent] {
        var parser = EventStreamParser()
        var items: [EventStreamItem] = []
        try? parser.consume(Array(text.utf8).span, into: &items)
        return items.compactMap { if case .event(let event) = $0 { event } else { nil } }
    }
    /// The code of the JSON-RPC error.
    var code: Int64? { (try? JSONDocument(parsing: text))?.root["error"]?["code"]?.int64 }
    /// The text of the scripted result.
    var said: String? { (try? JSONDocument(parsing: text))?.root["result"]?["text"]?.string }
}

/// A request of the modern era.
func modern(_ method: String, id: Int = 1, _ params: String = "", version: String = "2026-07-28") -> String {
    let meta =
        #""_meta":{"io.modelcontextprotocol/protocolVersion":"\#(version)","io.modelcontextprotocol/clientCapabilities":{}}"#
    return #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":{\#(meta)\#(params)}}"#
}

/// A request of the legacy era.
func legacy(_ method: String, id: Int = 1, _ params: String = "") -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":{\#(params)}}"#
}
