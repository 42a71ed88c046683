import HTTP
import HTTPWire
import MCP
import Reactor
import Testing

@testable import Bindings

@Suite(.timeLimit(.minutes(1))) struct LegacyHTTPTests {
    private static let note = #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#
    private static let response = #"{"jsonrpc":"2.0","id":"s1","result":{}}"#

    @Test func `names a session that nobody could guess`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                var names: Set<String> = []
                for _ in 0..<20 {
                    let session = try #require(try await TestClient.legacy("2025-11-25", site, client.http).session)
                    #expect(session.utf8.count >= 22 && session.utf8.allSatisfy { (0x21...0x7E).contains($0) })
                    names.insert(session)
                }
                #expect(names.count == 20 && site.listener.openSessions == 20)
            }
        }
    }

    @Test func `keeps no session that was not agreed on`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                let answer = try await client.post(legacy("initialize", #""protocolVersion":"1999-01-01""#))
                #expect(answer.status == 200 && answer.code == -32602)
                #expect(!answer.head.fields.contains("Mcp-Session-Id") && site.listener.openSessions == 0)
            }
        }
    }

    @Test func `wants a session that exists`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                #expect(try await client.post(legacy("say")).status == 400)
                #expect(try await client.post(Self.note).status == 400)
                #expect(try await client.post(legacy("say"), ["Mcp-Session-Id": "unknown"]).status == 404)
                var known = try await TestClient.legacy("2025-11-25", site, client.http)
                #expect(try await known.post(legacy("say", #""text":"hi""#)).said == "hi")
                #expect(try await known.send(.delete, known.fields()).status == 204)
                #expect(try await known.post(legacy("say")).status == 404)
                #expect(try await known.send(.get, known.fields(accept: "text/event-stream")).status == 404)
                #expect(try await known.send(.delete, known.fields()).status == 404)
                #expect(!site.endpoint.sessions.all.contains { !$0.isClosed })
                known.session = nil
                #expect(try await known.send(.delete, known.fields()).status == 400)
            }
        }
    }

    @Test func `accepts notifications and responses without content`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                let client = try await TestClient.legacy("2025-11-25", site, client.http)
                for message in [Self.note, Self.response] {
                    let answer = try await client.post(message)
                    #expect(answer.status == 202 && answer.text.isEmpty)
                    #expect(answer.head.fields["Content-Length"] == "0")
                }
                for broken in [#"{"jsonrpc":"2.0"}"#, #"{"foo":1}"#, "3"] {
                    let answer = try await client.post(broken)
                    #expect(answer.status == 400 && answer.code == -32600, "\(broken)")
                }
            }
        }
    }

    @Test func `refuses revisions in the header that it does not speak`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                var client = try await TestClient.legacy("2025-11-25", site, client.http)
                for bad in ["1999-01-01", "garbage", "2026-07-28"] {
                    client.version = bad
                    #expect(try await client.post(legacy("say")).status == 400)
                    #expect(try await client.send(.get, client.fields()).status == 400)
                    #expect(try await client.send(.delete, client.fields()).status == 400)
                }
                client.version = nil
                #expect(try await client.post(legacy("say")).status == 200)
            }
        }
    }

    @Test func `answers batches in 2025-03-26 alone`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                let batch = "[\(legacy("say", id: 1)),\(Self.note),\(legacy("say", id: 2))]"
                let old = try await TestClient.legacy("2025-03-26", site, client.http)
                let answer = try await old.post(batch)
                #expect(answer.status == 200 && answer.type == "application/json" && answer.text.hasPrefix("[{"))
                #expect(answer.text.contains(#""id":1"#) && answer.text.contains(#""id":2"#))
                #expect(try await old.post("[\(legacy("say"))]").text.hasPrefix("["))
                #expect(try await old.post("[\(Self.note)]").status == 202)
                #expect(try await old.post("[\(Self.response),\(Self.response)]").status == 202)
                #expect(try await old.post("[\(Self.response),\(legacy("say"))]").status == 400)
                #expect(try await old.post("[\(legacy("initialize"))]").status == 400)
                #expect(try await old.post("[]").code == -32600)
                let stream = try await old.post("[\(legacy("say", id: 1)),\(legacy("notify", id: 2))]")
                #expect(stream.type == "text/event-stream" && stream.events.count == 3)
                let new = try await TestClient.legacy("2025-06-18", site, client.http)
                let refused = try await new.post(batch)
                #expect(refused.status == 400 && refused.code == -32600)
                #expect(try await client.post(batch).status == 400)
            }
        }
    }

    @Test func `streams only when something is sent before the reply`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                for (revision, primes) in [("2025-06-18", false), ("2025-11-25", true)] {
                    let client = try await TestClient.legacy(revision, site, client.http)
                    #expect(try await client.post(legacy("notify", #""count":0"#)).type == "application/json")
                    let stream = try await client.post(legacy("notify", #""count":2"#))
                    #expect(stream.status == 200 && stream.type == "text/event-stream")
                    #expect(stream.text.contains("retry: ") == primes)
                    #expect(stream.text.hasPrefix("id: ") && stream.events.allSatisfy { !$0.id.isEmpty })
                    #expect(stream.events.last?.text.contains("notified") == true)
                    #expect(stream.events.filter { $0.data.isEmpty }.count == (primes ? 1 : 0))
                }
            }
        }
    }

    @Test func `ends the stream of a cancelled request without a response`() async throws {
        try await withSite { site in
            try await site.withClient { (first: TestClient) async throws in
                let client = try await TestClient.legacy("2025-11-25", site, first.http)
                try await withThrowingTaskGroup(of: TestAnswer.self) { children in
                    children.addTask(executorPreference: site.loop) { try await client.post(legacy("hang", id: 9)) }
                    #expect(await site.endpoint.seen.wait(on: site.loop) { $0.contains("hanging") })
                    let cancel = #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":9}}"#
                    #expect(try await client.post(cancel).status == 202)
                    let answer = try #require(try await children.next())
                    #expect(answer.status == 200 && answer.type == "text/event-stream" && answer.text.isEmpty)
                }
            }
        }
    }

    @Test func `does not take a broken connection for a cancellation`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                let client = try await TestClient.legacy("2025-11-25", site, client.http)
                try await site.withRaw { raw in
                    try await raw.send(client.raw(legacy("hang")))
                    #expect(await site.endpoint.seen.wait(on: site.loop) { $0.contains("hanging") })
                }
                _ = try await client.post(legacy("say"))
                await site.loop.sleep(until: .after(.milliseconds(20)))
                #expect(!site.endpoint.seen.all.contains("cancelled"))
                #expect(try await client.send(.delete, client.fields()).status == 204)
                #expect(await site.endpoint.seen.wait(on: site.loop) { $0.contains("cancelled") })
            }
        }
    }

    @Test func `gives a session to nobody but its owner`() async throws {
        var options = ServingOptions()
        options.admit = { request in
            guard let token = request.fields["Authorization"] else {
                return .refused(HTTPResponse(.unauthorized, fields: ["WWW-Authenticate": "Bearer"]))
            }
            return .admitted(principal: token)
        }
        try await withSite(Revision.all, options) { site in
            try await site.withClient { (client: TestClient) async throws in
                let start = legacy("initialize", #""protocolVersion":"2025-11-25""#)
                let refused = try await client.post(start)
                #expect(refused.status == 401 && refused.head.fields["WWW-Authenticate"] == "Bearer")
                let answer = try await client.post(start, ["Authorization": "Bearer a"])
                let session = try #require(answer.head.fields["Mcp-Session-Id"])
                let fields: HTTPFields = ["Authorization": "Bearer a", "Mcp-Session-Id": session]
                #expect(try await client.post(legacy("say"), fields).status == 200)
                let other: HTTPFields = ["Authorization": "Bearer b", "Mcp-Session-Id": session]
                #expect(try await client.post(legacy("say"), other).status == 404)
            }
        }
    }

    @Test func `bounds sessions, and ends those that nobody uses`() async throws {
        var options = ServingOptions()
        options.limits.sessions = 2
        options.limits.sessionIdleTime = .milliseconds(100)
        try await withSite(Revision.all, options) { site in
            try await site.withClient { (client: TestClient) async throws in
                _ = try await TestClient.legacy("2025-11-25", site, client.http)
                _ = try await TestClient.legacy("2025-11-25", site, client.http)
                let start = legacy("initialize", #""protocolVersion":"2025-11-25""#)
                #expect(try await client.post(start).status == 503)
                #expect(await site.endpoint.seen.wait(on: site.loop) { _ in site.listener.openSessions == 0 })
                #expect(try await client.post(start).status == 200)
            }
        }
    }
}

extension TestClient {
    /// The bytes of a POST.
    func raw(_ text: String, _ others: HTTPFields = [:]) -> [UInt8] {
        var lines = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(text.utf8.count)\r\n"
        for field in fields(others) { lines += "\(field.name): \(field.value)\r\n" }
        return Array((lines + "\r\n" + text).utf8)
    }
}
