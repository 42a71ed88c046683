import HTTP
import HTTPWire
import MCP
import Reactor
import Testing

@testable import Bindings

@Suite(.timeLimit(.minutes(1))) struct ResumptionTests {
    /// Opens a GET stream, runs `body` with its events, and closes it.
    private func withStream(
        _ client: TestClient,
        after last: String = "",
        _ body: (HTTPEventStream) async throws -> Void
    ) async throws {
        let fields = client.fields(["Content-Type": "", "Last-Event-ID": last], accept: "text/event-stream")
        let http = HTTPClient(on: client.site.loop)
        defer { http.close() }
        try await http.send(HTTPClientRequest(.get, client.site.url("/mcp"), fields: fields)) { response in
            #expect(response.status == .ok && response.fields["Content-Type"] == "text/event-stream")
            try await body(response.events())
            response.stream.close()
        }
    }

    private func outlet(_ site: TestSite) throws -> any SessionOutlet {
        try #require(site.endpoint.sessions.all.first?.outlet)
    }

    @Test func `sends each message to one stream`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                let client = try await TestClient.legacy("2025-06-18", site, client.http)
                let outlet = try outlet(site)
                #expect(outlet.canPost())
                outlet.post(ScriptedEndpoint.notification(0))
                try await withStream(client) { (first: HTTPEventStream) async throws in
                    #expect(try await first.nextEvent()?.text.contains(#""number":0"#) == true)
                    try await withStream(client) { (second: HTTPEventStream) async throws in
                        for number in 1...10 { outlet.post(ScriptedEndpoint.notification(number)) }
                        // All went to the stream that was there first, one after the other.
                        for number in 1...10 {
                            #expect(try await first.nextEvent()?.text.contains("\"number\":\(number)}") == true)
                        }
                    }
                }
            }
        }
    }

    @Test func `primes streams of 2025-11-25`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                let client = try await TestClient.legacy("2025-11-25", site, client.http)
                try await withStream(client) { (events: HTTPEventStream) async throws in
                    let first = try #require(try await events.nextEvent())
                    #expect(first.data.isEmpty && !first.id.isEmpty)
                }
            }
        }
    }

    @Test func `goes on where a broken stream ended`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                let client = try await TestClient.legacy("2025-06-18", site, client.http)
                let outlet = try outlet(site)
                var last = ""
                try await withStream(client) { (events: HTTPEventStream) async throws in
                    for number in 0..<4 { outlet.post(ScriptedEndpoint.notification(number)) }
                    _ = try await events.nextEvent()
                    last = try #require(try await events.nextEvent()).id
                }
                outlet.post(ScriptedEndpoint.notification(4))
                try await withStream(client, after: last) { (events: HTTPEventStream) async throws in
                    for number in 2...4 {
                        #expect(try await events.nextEvent()?.text.contains("\"number\":\(number)}") == true)
                    }
                    outlet.post(ScriptedEndpoint.notification(5))
                    #expect(try await events.nextEvent()?.text.contains(#""number":5"#) == true)
                }
            }
        }
    }

    @Test func `keeps the reply for a client that is sent away`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                let client = try await TestClient.legacy("2025-11-25", site, client.http)
                let sentAway = try await client.post(legacy("resume"))
                #expect(sentAway.status == 200 && sentAway.text.contains("retry: 10\n"))
                let priming = try #require(sentAway.events.first)
                #expect(sentAway.events.count == 1 && priming.data.isEmpty)
                try await withStream(client, after: priming.id) { (events: HTTPEventStream) async throws in
                    let reply = try #require(try await events.nextEvent())
                    #expect(reply.text.contains("resumed") && reply.id != priming.id)
                    #expect(try await events.nextEvent() == nil)
                }
            }
        }
    }

    @Test func `replays what a request sent before its connection broke`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                let client = try await TestClient.legacy("2025-11-25", site, client.http)
                var last = ""
                try await site.withRaw { raw in
                    try await raw.send(client.raw(legacy("hang", id: 4, #""begin":true,"end":"ended""#)))
                    #expect(await site.endpoint.seen.wait(on: site.loop) { $0.contains("hanging") })
                    var text = ""
                    while !text.contains("\"number\":0") {
                        guard let bytes = try await raw.receiveBytes(until: .after(.seconds(20))) else { break }
                        text += String(decoding: bytes, as: UTF8.self)
                    }
                    let ids = text.split(separator: "id: ").dropFirst()
                    last = ids.last.map { String($0.prefix { $0 != "\n" && $0 != "\r" && $0 != "\r\n" }) } ?? ""
                }
                let cancel = #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":4}}"#
                #expect(try await client.post(cancel).status == 202)
                try await withStream(client, after: last) { (events: HTTPEventStream) async throws in
                    #expect(try await events.nextEvent()?.text.contains("ended") == true)
                    #expect(try await events.nextEvent() == nil)
                }
            }
        }
    }

    @Test func `refuses events that it does not keep, and those of others`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                let first = try await TestClient.legacy("2025-11-25", site, client.http)
                let second = try await TestClient.legacy("2025-11-25", site, client.http)
                let id = try #require(try await first.post(legacy("resume")).events.first?.id)
                for (client, id) in [(first, "bogus"), (first, "99_1"), (first, "1_99"), (second, id)] {
                    let fields = client.fields(["Last-Event-ID": id], accept: "text/event-stream")
                    #expect(try await client.send(.get, fields).status == 400, "\(id)")
                }
            }
        }
    }

    @Test func `bounds what it keeps for a client that is away`() async throws {
        var options = ServingOptions()
        options.limits.queuedMessages = 10
        options.limits.streamsPerSession = 4
        try await withSite(Revision.all, options) { site in
            try await site.withClient { (client: TestClient) async throws in
                let client = try await TestClient.legacy("2025-06-18", site, client.http)
                let outlet = try outlet(site)
                for number in 0..<100 { outlet.post(ScriptedEndpoint.notification(number)) }
                try await withStream(client) { (events: HTTPEventStream) async throws in
                    for number in 90..<100 {
                        #expect(try await events.nextEvent()?.text.contains("\"number\":\(number)}") == true)
                    }
                }
                for _ in 0..<20 { _ = try await client.post(legacy("notify")) }
                #expect(try await client.post(legacy("notify")).events.count == 2)
            }
        }
    }

    @Test func `ends a GET stream with its session`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                let client = try await TestClient.legacy("2025-06-18", site, client.http)
                try await withStream(client) { (events: HTTPEventStream) async throws in
                    #expect(try await client.send(.delete, client.fields()).status == 204)
                    #expect(try await events.nextEvent() == nil)
                }
            }
        }
    }
}
