import Carriers
import Crypto
import HTTP
import HTTPWire
import MCP
import Reactor
import Testing

@testable import Bindings

@Suite(.timeLimit(.minutes(1))) struct HostilityTests {
    private func impatient() -> ServingOptions {
        var options = ServingOptions()
        options.limits.writeTime = .milliseconds(100)
        options.limits.finishTime = .milliseconds(50)
        return options
    }

    /// Fails unless another client is served as ever.
    private func expectServiceGoesOn(_ site: TestSite) async throws {
        try await site.withClient { (client: TestClient) async throws in
            #expect(try await client.post(modern("say"), mirrors("say")).status == 200)
        }
    }

    @Test func `cuts a client that reads nothing of a modern stream`() async throws {
        try await withSite(Revision.all, impatient()) { site in
            try await site.withClient { (client: TestClient) async throws in
                try await site.withRaw { raw in
                    let flood = modern("notify", #","count":100000000"#)
                    try await raw.send(client.raw(flood, mirrors("notify")))
                    #expect(
                        await site.endpoint.seen.wait(on: site.loop) { !$0.filter { $0.hasPrefix("failed") }.isEmpty }
                    )
                }
            }
            try await expectServiceGoesOn(site)
        }
    }

    @Test func `bounds what a legacy client that reads nothing makes it hold`() async throws {
        try await withSite(Revision.all, impatient()) { site in
            try await site.withClient { (client: TestClient) async throws in
                let client = try await TestClient.legacy("2025-06-18", site, client.http)
                let outlet = try #require(site.endpoint.sessions.all.first?.outlet)
                try await site.withRaw { raw in
                    let fields = "Accept: text/event-stream\r\nMcp-Session-Id: \(client.session ?? "")\r\n"
                    try await raw.send(Array("GET /mcp HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n".utf8))
                    _ = try await raw.receiveBytes(until: .after(.seconds(20)))
                    let message = [UInt8](repeating: UInt8(ascii: "x"), count: 100_000)
                    for _ in 0..<1000 {
                        outlet.post(message)
                        await Task.yield()
                    }
                    #expect(try await client.post(legacy("say")).status == 200)
                }
            }
            try await expectServiceGoesOn(site)
        }
    }

    @Test func `survives clients that leave at any moment`() async throws {
        try await withSite(Revision.all, impatient(), loops: 2) { site in
            try await site.withClient { (client: TestClient) async throws in
                let client = try await TestClient.legacy("2025-11-25", site, client.http)
                let requests = [
                    client.raw(modern("notify", #","count":50"#), mirrors("notify")),
                    client.raw(legacy("notify", #""count":50"#)), client.raw(legacy("resume")),
                    client.raw(modern("hang", #","begin":1"#), mirrors("hang")), client.raw(legacy("say")),
                ]
                for request in requests {
                    for cut in stride(from: 1, through: request.count, by: 37) + [request.count] {
                        try await site.withRaw { raw in
                            try await raw.send(Array(request[..<cut]))
                            if cut % 2 == 0 { _ = try? await raw.receiveBytes(until: .after(.milliseconds(1))) }
                            if cut % 3 == 0 { try? await raw.perform(.reset) }
                        }
                    }
                }
                #expect(try await client.send(.delete, client.fields()).status == 204)
            }
            try await expectServiceGoesOn(site)
            #expect(
                await site.endpoint.seen.wait(on: site.loop) { seen in
                    seen.count { $0 == "hanging" } == seen.count { $0 == "cancelled" }
                }
            )
        }
        // The site ends only when every connection was closed and every piece of work has ended.
    }

    @Test func `keeps quiet streams alive with comments`() async throws {
        var options = impatient()
        options.keepAlive = .milliseconds(10)
        let address = SocketAddress.loopback(port: 0)
        try await withSite(Revision.all, options, transports: [.http(address), .sse(address)]) { site in
            try await site.withClient { (client: TestClient) async throws in
                let session = try await TestClient.legacy("2025-06-18", site, client.http).session ?? ""
                let get = "Accept: text/event-stream\r\nMcp-Session-Id: \(session)\r\n\r\n"
                for request in [
                    client.raw(modern("hang"), mirrors("hang")),
                    client.raw(legacy("hang"), ["Mcp-Session-Id": session]),
                    Array("GET /mcp HTTP/1.1\r\nHost: localhost\r\n\(get)".utf8),
                    Array("GET /sse HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8),
                ] {
                    try await site.withRaw { raw in
                        try await raw.send(request)
                        var text = ""
                        while text.split(separator: "\n: \n").count < 3 {
                            guard let bytes = try await raw.receiveBytes(until: .after(.seconds(20))) else { break }
                            text += String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
                        }
                        #expect(text.contains("text/event-stream") && text.contains("\n: \n"))
                    }
                }
            }
        }
    }

    @Test(arguments: [("subscriptions/listen", 10_000), ("hang", 50)])
    func `sends what work answers that is cancelled when the server stops`(
        _ method: String,
        _ milliseconds: Int
    ) async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                let client = client
                try await withThrowingTaskGroup(of: TestAnswer.self) { children in
                    children.addTask(executorPreference: site.loop) {
                        try await client.post(modern(method, #","begin":true,"end":"closing""#), mirrors(method))
                    }
                    #expect(await site.endpoint.seen.wait(on: site.loop) { $0.contains("hanging") })
                    site.listener.stop(within: .milliseconds(milliseconds))
                    let answer = try #require(try await children.next())
                    #expect(answer.events.last?.text.contains("closing") == true)
                }
            }
        }
    }

    @Test func `serves over TLS`() async throws {
        let identity = try CertificateTemplate(commonName: "server", hosts: ["127.0.0.1"]).selfSigned()
        var options = impatient()
        options.tls = try TLSContext(.server(identity))
        try await withSite(Revision.all, options) { site in
            var settings = HTTPClientOptions()
            settings.tls = .client(authorities: .only([identity.certificate]))
            let http = HTTPClient(on: site.loop, settings)
            defer { http.close() }
            let origin = HTTPOrigin(host: "127.0.0.1", port: site.address.port, isSecure: true)
            let client = TestClient(site: site, http: http)
            let request = HTTPClientRequest(
                .post,
                HTTPURL(origin: origin, target: "/mcp"),
                fields: client.fields(mirrors("say")),
                content: .bytes(Array(modern("say").utf8))
            )
            let status = try await http.fetch(request).head.status
            #expect(status == .ok)
        }
    }

    @Test func `puts what the options say around streams and handlers`() async throws {
        var options = impatient()
        let wrapped = Notes<String>()
        options.wrapStream = { stream in
            wrapped.add("stream")
            return stream
        }
        options.wrapHandler = { handler in
            { request in
                wrapped.add("handler")
                return try await handler(request)
            }
        }
        let observer = CountingObserver()
        options.observer = observer
        try await withSite(Revision.all, options) { site in
            try await expectServiceGoesOn(site)
            #expect(wrapped.all == ["stream", "handler"] && observer.messages.all.count == 2)
        }
    }

}

/// Counts messages that cross the wire.
private final class CountingObserver: WireObserver {
    let messages = Notes<String>()

    func observe(_ event: WireEvent) {
        if case .message(let bytes) = event.content { messages.add(String(decoding: bytes, as: UTF8.self)) }
    }
}
