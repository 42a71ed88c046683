import HTTP
import HTTPWire
import JSON
import Reactor

/// A call of a tool that a benchmark sends again and again.
struct EchoRequest {
    /// What a row calls it.
    let name: String
    let fields: HTTPFields
    let body: String

    /// A client of 2026-07-28: everything that the server must know stands in the request.
    static let modern = EchoRequest(name: "modern", fields: EchoCall.modernFields(), body: EchoCall.modern)

    /// A client of 2025-11-25 in its session.
    static func legacy(session: String) -> EchoRequest {
        EchoRequest(name: "legacy", fields: EchoCall.legacyFields(session: session), body: EchoCall.legacy)
    }

    /// A modern call of a tool that reports progress first, so that the reply is an event stream.
    static let streaming = EchoRequest(
        name: "modern, event stream",
        fields: EchoCall.modernFields(name: "echo_stream"),
        body: EchoCall.streamed
    )

    /// The request as wrk sends it.
    var wrkScript: String {
        var lines = ["wrk.method = \"POST\"", "wrk.body = \(JSON.string(body))"]
        for field in fields { lines.append("wrk.headers[\(JSON.string(field.name))] = \(JSON.string(field.value))") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// How many bytes of content the reply has, which must hold the text that was sent.
    func contentBytes(_ port: UInt16, on loop: EventLoop) async throws -> Int {
        let client = HTTPClient(on: loop)
        defer { client.close() }
        let request = HTTPClientRequest(
            .post,
            EchoCall.url(port),
            fields: fields,
            content: .bytes(Array(body.utf8))
        )
        let reply = try await client.fetch(request)
        let text = String(decoding: reply.content, as: UTF8.self)
        guard reply.head.status == .ok, text.contains(EchoCall.text) else {
            throw BenchmarkError("expected the text back, saw \(reply.head.status) \(text)")
        }
        return reply.content.count
    }
}
