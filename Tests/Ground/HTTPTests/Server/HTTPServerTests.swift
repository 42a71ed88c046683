import HTTPWire
import Reactor
import Testing

@testable import HTTP

@Suite(.timeLimit(.minutes(1))) struct HTTPServerTests {
    private static let echo: HTTPHandler = { request in
        HTTPResponse(fields: ["X-Path": request.path], bytes: try await request.collectBody())
    }

    @Test func `answers requests in order on one connection`() async throws {
        try await withServer(answering: Self.echo) { test in
            let text = try await test.exchange(
                "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"
                    + "POST /2 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nyou\r\n0\r\n\r\n"
                    + "GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            )
            let parts = text.split(separator: "HTTP/1.1 200 OK\r\n")
            #expect(parts.count == 3)
            #expect(parts[0].hasSuffix("X-Path: /1\r\nContent-Length: 2\r\n\r\nhi") && parts[0].hasPrefix("Date: "))
            #expect(parts[1].hasSuffix("X-Path: /2\r\nContent-Length: 3\r\n\r\nyou"))
            #expect(parts[2].hasSuffix("Connection: close\r\nX-Path: /3\r\nContent-Length: 0\r\n\r\n"))
        }
    }

    @Test func `answers a thousand pipelined requests in few writes`() async throws {
        let writes = Notes<Int>()
        var options = HTTPServerOptions()
        options.tap = { _ in CountingTap(writes) }
        try await withServer(options, answering: { HTTPResponse(text: $0.path) }) { test in
            var text = ""
            for number in 0..<1000 { text += "GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n" }
            let all = text
            try await test.withRaw { raw in
                try await raw.send(Array(all.utf8))
                for number in 0..<1000 {
                    let events = try await raw.receiveResponse(until: .after(.seconds(20)))
                    guard events.count > 1, case .body(let bytes) = events[1] else {
                        Issue.record("no content in response \(number)")
                        return
                    }
                    #expect(String(decoding: bytes, as: UTF8.self) == "/\(number)\n".dropLast())
                }
            }
            #expect(writes.all.count < 100)
        }
    }

    @Test func `lets no finished response wait for a handler that waits`() async throws {
        let release = Signal()
        let handler: HTTPHandler = { request in
            if request.path == "/slow" { #expect(await release.wait(on: request.loop)) }
            return HTTPResponse(text: request.path)
        }
        try await withServer(answering: handler) { test in
            try await test.withRaw { raw in
                let paths = ["/1", "/2", "/slow", "/4"]
                try await raw.send(Array(paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined().utf8))
                for number in 0..<4 {
                    if number == 2 { release.set() }
                    let events = try await raw.receiveResponse(until: .after(.seconds(20)))
                    guard events.count > 1, case .body(let bytes) = events[1] else { return }
                    #expect(String(decoding: bytes, as: UTF8.self) == paths[number])
                }
            }
        }
    }

    @Test func `answers 500 when the handler's fields would break the message`() async throws {
        try await withServer(answering: { _ in HTTPResponse(fields: ["X": "a\r\nY: b"]) }) { test in
            let text = try await test.exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(text.hasPrefix("HTTP/1.1 500") && !text.contains("Y: b"))
        }
    }

    @Test func `leaves content out of answers to HEAD and of 204`() async throws {
        try await withServer(answering: { HTTPResponse($0.path == "/n" ? .noContent : .ok, text: "content") }) { test in
            let text = try await test.exchange(
                "HEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET /n HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            )
            #expect(text.contains("Content-Length: 7\r\n\r\nHTTP/1.1 204"))
            #expect(text.hasSuffix("\r\n\r\n") && !text.contains("content\r\n\r\nHTTP"))
        }
    }

    @Test func `speaks to HTTP/1.0 clients`() async throws {
        let handler: HTTPHandler = { request in
            request.path == "/stream" ? .stream { try await $0.write("piece") } : HTTPResponse(text: "whole")
        }
        try await withServer(answering: handler) { test in
            let kept = try await test.exchange(
                "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n"
            )
            #expect(kept.contains("Connection: keep-alive\r\n"))
            #expect(kept.split(separator: "HTTP/1.1 200").count == 2)
            let streamed = try await test.exchange("GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            #expect(streamed.hasSuffix("\r\n\r\npiece") && !streamed.contains("chunked"))
        }
    }

    @Test func `streams chunks and trailers`() async throws {
        let handler: HTTPHandler = { _ in
            .stream { writer in
                try await writer.write("one")
                try await writer.write("")
                try await writer.write("two")
                writer.setTrailers(["X-Sum": "6"])
            }
        }
        try await withServer(answering: handler) { test in
            let text = try await test.exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(text.hasSuffix("chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\nX-Sum: 6\r\n\r\n"))
        }
    }

    @Test func `resets a stream whose handler fails or writes another length`() async throws {
        struct Failure: Error {}
        let handler: HTTPHandler = { request in
            switch request.path {
            case "/fail":
                .stream { writer in
                    try await writer.write("start")
                    throw Failure()
                }
            case "/short": .stream(length: 9) { try await $0.write("short") }
            case "/long": .stream(length: 1) { try await $0.write("long") }
            default: HTTPResponse(text: "fine")
            }
        }
        try await withServer(answering: handler) { test in
            for path in ["/fail", "/short", "/long"] {
                let client = test.client()
                await #expect(throws: (any Error).self, "\(path)") {
                    _ = try await client.fetch(HTTPClientRequest(.post, test.url(path)))
                }
            }
            try await test.expectServiceGoesOn()
        }
    }

    @Test func `sends 100 (Continue) only when the handler reads`() async throws {
        let handler: HTTPHandler = { request in
            if request.path == "/refuse" { return HTTPResponse(.forbidden) }
            return HTTPResponse(bytes: try await request.collectBody())
        }
        try await withServer(answering: handler) { test in
            try await test.withRaw { raw in
                try await raw.send(
                    Array("PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n".utf8)
                )
                guard case .head(let interim) = try await raw.receive() else { return }
                #expect(interim.status == .continue)
                try await raw.send(Array("ok".utf8))
                guard case .head(let final) = try await raw.receive() else { return }
                #expect(final.status == .ok)
            }
            let text = try await test.exchange(
                "PUT /refuse HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n",
                finish: true
            )
            #expect(text.hasPrefix("HTTP/1.1 403") && text.contains("Connection: close"))
            let other = try await test.exchange("PUT / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nContent-Length: 0\r\n\r\n")
            #expect(other.hasPrefix("HTTP/1.1 417"))
        }
    }

    @Test func `passes over a small body that nobody read and closes after a large one`() async throws {
        var options = HTTPServerOptions()
        options.maximumDrainedBytes = 100
        try await withServer(options, answering: { _ in HTTPResponse(text: "unread") }) { test in
            func post(_ size: Int) -> String {
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(size)\r\n\r\n" + String(repeating: "x", count: size)
            }
            let last = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            let small = try await test.exchange(post(100) + last)
            #expect(small.split(separator: "HTTP/1.1 200").count == 2)
            let large = try await test.exchange(post(100_000) + last, finish: true)
            #expect(large.split(separator: "HTTP/1.1 200").count == 1 && large.contains("Connection: close"))
        }
    }

    @Test func `answers 500 when the handler fails and goes on`() async throws {
        struct Failure: Error {}
        let incidents = Notes<HTTPServerIncident>()
        var options = HTTPServerOptions()
        options.report = { incidents.add($0) }
        try await withServer(
            options,
            answering: { if $0.path == "/" { throw Failure() } else { return HTTPResponse() } }
        ) { test in
            let text = try await test.exchange(
                "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            )
            #expect(text.hasPrefix("HTTP/1.1 500") && text.contains("HTTP/1.1 200"))
            guard case .handlerFailed? = incidents.all.first else {
                Issue.record("expected a report, saw \(incidents.all)")
                return
            }
        }
    }

    @Test func `hands an upgraded connection over with what was read already`() async throws {
        let handler: HTTPHandler = { _ in
            .upgrade(to: "echo") { connection in
                var buffer = connection.buffered
                while true {
                    if !buffer.isEmpty { try await connection.stream.write(buffer.takeAll()) }
                    if try await connection.stream.read(into: &buffer) == 0 { break }
                }
            }
        }
        try await withServer(answering: handler) { test in
            let text = try await test.exchange(
                "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nearly",
                finish: true
            )
            #expect(text.hasPrefix("HTTP/1.1 101") && text.contains("Upgrade: echo\r\n") && text.hasSuffix("early"))
        }
    }

    @Test func `gives raw handlers the connection`() async throws {
        try await withServer(answering: { _ in .raw { try await $0.stream.write(Array("NOT HTTP".utf8)) } }) { test in
            let text = try await test.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(text == "NOT HTTP")
        }
    }

    @Test func `serves Unix sockets and several loops`() async throws {
        let path = "@comport-http-\(MonotonicInstant.now.nanoseconds)"
        try await withServer(loops: 2, at: .unix(path: path), answering: Self.echo) { test in
            let client = HTTPClient(on: test.loop)
            let url = HTTPURL(origin: HTTPOrigin(host: "local", unixPath: path), target: "/u")
            for _ in 0..<4 {
                let response = try await client.fetch(HTTPClientRequest(.post, url, content: .bytes([1, 2])))
                #expect(response.content == [1, 2] && response.head.fields["x-path"] == "/u")
            }
            client.close()
        }
    }

    @Test func `finishes what is under way when it stops and closes idle connections`() async throws {
        let entered = Signal()
        let release = Signal()
        let handler: HTTPHandler = { request in
            if request.path == "/slow" {
                entered.set()
                #expect(await release.wait(on: request.loop))
            }
            return HTTPResponse(text: "done")
        }
        try await withServer(answering: handler) { test in
            try await test.withRaw { idle in
                try await idle.send(Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
                _ = try await idle.receiveResponse()
                try await test.withRaw { busy in
                    try await busy.send(Array("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
                    #expect(await entered.wait(on: test.loop))
                    test.server.stop(within: .seconds(20))
                    #expect(try await idle.receiveBytes(until: .after(.seconds(20))) == nil)
                    release.set()
                    let events = try await busy.receiveResponse(until: .after(.seconds(20)))
                    guard case .head(let head)? = events.first else { return }
                    #expect(head.status == .ok && head.fields["Connection"] == "close")
                }
            }
        }
    }
}

private struct CountingTap: ByteStreamTap {
    let writes: Notes<Int>
    init(_ writes: Notes<Int>) { self.writes = writes }
    func received(_ bytes: [UInt8], at time: MonotonicInstant) {}
    func sent(_ bytes: [UInt8], at time: MonotonicInstant) { writes.add(bytes.count) }
    func peerFinished(at time: MonotonicInstant) {}
    func closed(withReset: Bool, at time: MonotonicInstant) {}
}
