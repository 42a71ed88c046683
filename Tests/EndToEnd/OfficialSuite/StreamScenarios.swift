import HTTP
import HTTPWire
import JSON
import JSONRPC
import MCP
import Testing

/// Streams of events.
enum StreamScenarios {
    static let all = [
        SuiteScenario("server-sse-polling", [.november2025]) { suite async throws in
            let params: JSON = ["name": "test_reconnection", "arguments": [:]]
            let id = suite.nextID()
            let first = try await suite.post(
                MessageWriter.request(id, "tools/call", params: params),
                suite.fields("tools/call", params)
            )
            #expect(first.isStream)
            #expect(first.response == nil)
            #expect(first.retries.last == 500)
            let lastID = try #require(first.eventIDs.last { !$0.isEmpty })
            let rest = try await resume(suite, lastID)
            #expect(rest["id"] == id.json)
            #expect(rest["result"]?["content"]?[0]?["text"] == "Reconnection test completed successfully")
        },
        SuiteScenario("server-sse-multiple-streams", [.november2025, .july2026]) { suite async throws in
            async let first = suite.request("tools/list")
            async let second = suite.request("tools/list")
            async let third = suite.request("tools/list")
            for reply in try await [first, second, third] {
                #expect(reply.status == 200)
                #expect(reply.result?["tools"]?.array?.isEmpty == false)
            }
        },
    ]

    /// Comes back for the rest of a stream, until the answer is there.
    private static func resume(_ suite: Conversation, _ lastID: String) async throws -> JSON {
        var fields = suite.fields()
        fields.set("Accept", "text/event-stream")
        fields.append("Last-Event-ID", lastID)
        var found: JSON?
        try await suite.stream(HTTPClientRequest(.get, suite.url, fields: fields)) { response, events in
            #expect(response.status == .ok)
            while found == nil, let event = try await events.nextEvent() {
                guard let message = try? JSON(parsing: event.data), message["result"] != nil else { continue }
                found = message
            }
        }
        return try #require(found)
    }
}
