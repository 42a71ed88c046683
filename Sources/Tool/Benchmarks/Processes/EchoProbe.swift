import HTTP
import HTTPWire
import Reactor

/// What a benchmark asks a server before it measures: a session, and how long a reply is.
enum EchoProbe {
    /// Does what a legacy client does first; the id of the session, if the server gave one.
    static func openSession(_ port: UInt16, on loop: EventLoop) async throws -> String? {
        let client = HTTPClient(on: loop)
        defer { client.close() }
        let opening = EchoRequest(name: "initialize", body: EchoRequest.initialize)
        let first = try await client.fetch(try request(opening, port))
        guard first.head.status == .ok else { throw BenchmarkError("expected 200 to initialize, saw \(first.head)") }
        let session = first.head.fields["Mcp-Session-Id"]
        let fields = EchoRequest.legacy(session: session).fields
        let notice = EchoRequest(name: "initialized", fields: fields, body: EchoRequest.initialized)
        _ = try await client.fetch(try request(notice, port))
        return session
    }

    /// How many bytes of content the reply to a request has, which must hold the text that was sent.
    static func contentBytes(of call: EchoRequest, _ port: UInt16, on loop: EventLoop) async throws -> Int {
        let client = HTTPClient(on: loop)
        defer { client.close() }
        let reply = try await client.fetch(try request(call, port))
        let text = String(decoding: reply.content, as: UTF8.self)
        guard reply.head.status == .ok, text.contains(EchoRequest.text) else {
            throw BenchmarkError("expected the text back, saw \(reply.head.status) \(text)")
        }
        return reply.content.count
    }

    private static func request(_ call: EchoRequest, _ port: UInt16) throws -> HTTPClientRequest {
        var fields: HTTPFields = [
            "Content-Type": "application/json", "Accept": "application/json, text/event-stream",
        ]
        for (name, value) in call.fields { fields.append(name, value) }
        return HTTPClientRequest(
            .post,
            try HTTPURL("http://127.0.0.1:\(port)/mcp"),
            fields: fields,
            content: .bytes(Array(call.body.utf8))
        )
    }
}
