import Crypto
import HTTPWire
import Reactor
import Testing

@testable import HTTP

@Suite(.timeLimit(.minutes(1))) struct HTTPClientPolicyTests {
    private static let echo: HTTPHandler = { request in
        var fields: HTTPFields = ["X-Method": request.method.name, "X-Path": request.path]
        if let value = request.fields["Authorization"] { fields.append("X-Authorization", value) }
        return HTTPResponse(fields: fields, bytes: try await request.collectBody())
    }

    private static func redirecting(to elsewhere: String) -> HTTPHandler {
        { request in
            switch request.path {
            case "/away": HTTPResponse(.found, fields: ["Location": elsewhere])
            case "/here": HTTPResponse(.temporaryRedirect, fields: ["Location": "echo"])
            case "/loop": HTTPResponse(.found, fields: ["Location": "/loop"])
            default: try await echo(request)
            }
        }
    }

    @Test func `follows redirects only when told to, and keeps secrets at home`() async throws {
        try await withServer(answering: Self.echo) { other in
            try await withServer(answering: Self.redirecting(to: other.url("/end").description)) { test in
                func request(_ path: String) -> HTTPClientRequest {
                    HTTPClientRequest(.post, test.url(path), fields: ["Authorization": "x"], content: .bytes([1]))
                }
                let plain = test.client()
                let untouched = try await plain.fetch(request("/away"))
                #expect(untouched.head.status == .found)
                plain.close()
                var options = HTTPClientOptions()
                options.maximumRedirects = 3
                let client = test.client(options)
                let away = try await client.fetch(request("/away"))
                #expect(away.head.fields["X-Method"] == "GET" && away.content.isEmpty)
                #expect(!away.head.fields.contains("X-Authorization"))
                let here = try await client.fetch(request("/here"))
                #expect(here.head.fields["X-Method"] == "POST" && here.content == [1])
                #expect(here.head.fields["X-Authorization"] == "x" && here.head.fields["X-Path"] == "/echo")
                let error = await #expect(throws: HTTPError.self) { _ = try await client.fetch(request("/loop")) }
                #expect(error?.code == .tooManyRedirects)
                client.close()
            }
        }
    }

    @Test func `holds its deadlines`() async throws {
        let handler: HTTPHandler = { request in
            if request.path == "/head" { _ = await request.loop.sleep(until: .after(.seconds(60))) }
            return .stream { writer in
                try await writer.write("x")
                try await writer.waitForDisconnect()
            }
        }
        try await withServer(answering: handler) { test in
            var head = HTTPClientOptions()
            head.headTimeout = .milliseconds(30)
            var body = HTTPClientOptions()
            body.bodyIdleTimeout = .milliseconds(30)
            var total = HTTPClientOptions()
            total.totalTimeout = .milliseconds(30)
            for (path, options) in [("/head", head), ("/body", body), ("/body", total)] {
                let client = test.client(options)
                let error = await #expect(throws: HTTPError.self) {
                    _ = try await client.fetch(HTTPClientRequest(.get, test.url(path)))
                }
                #expect(error?.code == .timedOut && client.openConnections == 0)
            }
        }
    }

    @Test func `drops a kept connection when the server closes it or it is too old`() async throws {
        try await withServer(answering: Self.echo) { test in
            var options = HTTPClientOptions()
            options.keepIdle = .milliseconds(20)
            let client = test.client(options)
            _ = try await client.fetch(HTTPClientRequest(.get, test.url))
            #expect(client.openConnections == 1)
            _ = await test.loop.sleep(until: .after(.milliseconds(60)))
            #expect(client.openConnections == 0)
        }
    }

    @Test func `speaks https with a server that its authorities vouch for, and with no other`() async throws {
        let identity = try CertificateTemplate(commonName: "server", hosts: ["127.0.0.1"]).selfSigned()
        let context = try TLSContext(.server(identity))
        let handler: HTTPHandler = { HTTPResponse(text: $0.isSecure ? "secret" : "open") }
        try await withServer(tls: context, answering: handler) { test in
            let url = HTTPURL(
                origin: HTTPOrigin(host: "127.0.0.1", port: test.address.port, isSecure: true),
                target: "/"
            )
            var options = HTTPClientOptions()
            options.tls = .client(authorities: .only([identity.certificate]))
            let client = test.client(options)
            for _ in 0..<3 {
                let content = try await client.fetch(HTTPClientRequest(.post, url, content: .bytes([1]))).content
                #expect(content == Array("secret".utf8))
            }
            #expect(client.openConnections == 1)
            client.close()
            options.tls = .client(authorities: .only([]))
            let stranger = test.client(options)
            let error = await #expect(throws: HTTPError.self) {
                _ = try await stranger.fetch(HTTPClientRequest(.get, url))
            }
            #expect(error?.code == .connection && stranger.openConnections == 0)
        }
    }

    @Test func `refuses to inject lines into a request`() async throws {
        try await withServer(answering: Self.echo) { test in
            let client = test.client()
            let error = await #expect(throws: HTTPError.self) {
                _ = try await client.fetch(HTTPClientRequest(.get, test.url, fields: ["X": "a\r\nY: b"]))
            }
            #expect(error?.wireError?.code == .unwritableFieldValue)
        }
    }
}
