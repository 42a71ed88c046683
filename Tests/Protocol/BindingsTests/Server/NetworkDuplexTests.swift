import Carriers
import HTTP
import HTTPWire
import MCP
import Reactor
import Testing
import WebSocket
import WebSocketWire

@testable import Bindings

@Suite(.timeLimit(.minutes(1))) struct NetworkDuplexTests {
    private static let webSocket: [ServerTransport] = [.webSocket(.loopback(port: 0))]
    private static let sse: [ServerTransport] = [.sse(.loopback(port: 0))]

    private func connect(
        _ site: TestSite,
        subprotocols: [String] = ["mcp"],
        fields: HTTPFields = [:]
    ) async throws -> WebSocketCarrier {
        let url = try WebSocketURL("ws://127.0.0.1:\(site.address.port ?? 0)/ws")
        var options = CarrierOptions()
        options.fields = fields
        return try await WebSocketCarrier.connect(to: url, on: site.loop, options: options, subprotocols: subprotocols)
    }

    @Test func `serves both eras over WebSocket`() async throws {
        try await withSite(transports: Self.webSocket) { site in
            let client = try await connect(site)
            #expect(client.connection.agreement.subprotocol == "mcp")
            try await client.send(Array(legacy("initialize", #""protocolVersion":"2025-11-25""#).utf8))
            #expect(try await client.text().contains("2025-11-25"))
            try await client.send(Array(modern("say", #","text":"new""#).utf8))
            #expect(try await client.text().contains(#""text":"new""#))
            await client.close()
            #expect(client.closure != nil)
            let session = try #require(site.endpoint.sessions.all.first)
            #expect(await site.endpoint.seen.wait(on: site.loop) { _ in session.isClosed })
        }
    }

    @Test func `names no subprotocol that the client did not offer`() async throws {
        try await withSite(transports: Self.webSocket) { site in
            for offered in [[], ["chat"]] {
                let client = try await connect(site, subprotocols: offered)
                #expect(client.connection.agreement.subprotocol == nil)
                await client.close()
            }
        }
    }

    @Test func `closes a WebSocket with 1003 after a binary message`() async throws {
        try await withSite(transports: Self.webSocket) { site in
            let client = try await connect(site)
            try await client.connection.send([1, 2, 3])
            #expect(try await client.receive(until: .after(.seconds(20))) == nil)
            #expect("\(String(describing: client.closure))".contains("1003"))
        }
    }

    @Test func `keeps foreign pages from opening a WebSocket`() async throws {
        try await withSite(transports: Self.webSocket) { site in
            await #expect(throws: CarrierError.self) {
                try await connect(site, fields: ["Origin": "http://evil.example"])
            }
            let client = try await connect(site, fields: ["Origin": "http://localhost:5173"])
            await client.close()
        }
    }

    @Test func `serves the transport of 2024-11-05`() async throws {
        try await withSite(transports: Self.sse) { site in
            let poster = HTTPClient(on: site.loop)
            defer { poster.close() }
            let listener = HTTPClient(on: site.loop)
            defer { listener.close() }
            let get = HTTPClientRequest(.get, site.url("/sse"), fields: ["Accept": "text/event-stream"])
            try await listener.send(get) { response in
                #expect(response.status == .ok)
                let events = response.events()
                let endpoint = try #require(try await events.nextEvent())
                #expect(endpoint.type == "endpoint" && endpoint.text.hasPrefix("/messages?session="))
                let client = TestClient(site: site, http: poster)
                let posted = try await client.post(
                    legacy("initialize", #""protocolVersion":"2024-11-05""#),
                    path: endpoint.text
                )
                #expect(posted.status == 202 && posted.text.isEmpty)
                let answer = try #require(try await events.nextEvent())
                #expect(answer.type == "message" && answer.text.contains("2024-11-05"))
                _ = try await client.post(legacy("notify", #""count":1"#), path: endpoint.text)
                #expect(try await events.nextEvent()?.text.contains("note") == true)
                #expect(try await events.nextEvent()?.text.contains("notified") == true)
                #expect(try await client.post("{", path: endpoint.text).status == 400)
                #expect(try await client.post(legacy("say"), path: "/messages?session=none").status == 404)
                #expect(try await client.post(legacy("say"), path: "/messages").status == 400)
                #expect(try await client.send(.get, [:], path: endpoint.text).status == 405)
                let outlet = try #require(site.endpoint.sessions.all.first?.outlet)
                outlet.post(ScriptedEndpoint.notification(5))
                #expect(try await events.nextEvent()?.text.contains("5") == true)
                response.stream.close()
            }
            let session = try #require(site.endpoint.sessions.all.first)
            #expect(await site.endpoint.seen.wait(on: site.loop) { _ in session.isClosed })
        }
    }

    @Test func `ends what waits when it stops`() async throws {
        let address = SocketAddress.loopback(port: 0)
        try await withSite(transports: [.http(address), .sse(address), .webSocket(address)]) { site in
            let socket = try await connect(site)
            try await socket.send(Array(modern("subscriptions/listen").utf8))
            try await socket.send(Array(modern("hang", id: 2, #","end":"late""#).utf8))
            #expect(await site.endpoint.seen.wait(on: site.loop) { $0.contains("hanging") })
            site.listener.stop(within: .milliseconds(50))
            var texts: [String] = []
            while let bytes = try await socket.receive(until: .after(.seconds(20))) {
                texts.append(String(decoding: bytes, as: UTF8.self))
            }
            #expect(texts.contains { $0.contains("late") })
        }
    }
}
