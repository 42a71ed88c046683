import HTTPWire
import Reactor
import Testing

@testable import HTTP

@Suite(.timeLimit(.minutes(1))) struct HTTPClientTests {
    private static let echo: HTTPHandler = { request in
        HTTPResponse(fields: ["X-Path": request.path], bytes: try await request.collectBody())
    }

    @Test func `uses one connection for requests in a row`() async throws {
        try await withServer(answering: Self.echo) { test in
            let client = test.client()
            for number in 0..<5 {
                let request = HTTPClientRequest(.post, test.url("/\(number)"), content: .bytes([UInt8(number)]))
                let response = try await client.fetch(request)
                #expect(response.content == [UInt8(number)] && response.head.fields["x-path"] == "/\(number)")
            }
            #expect(client.openConnections == 1)
            let open = await test.server.openConnections()
            #expect(open == 1)
            client.close()
            #expect(client.openConnections == 0)
        }
    }

    @Test func `streams content both ways at once`() async throws {
        let handler: HTTPHandler = { request in
            .stream { writer in
                while let bytes = try await request.readBody() { try await writer.write(bytes) }
                if let sum = request.trailers?["X-Sum"] { writer.setTrailers(["X-Sum": sum]) }
            }
        }
        var options = HTTPServerOptions()
        options.reading.maximumBodyBytes = 1 << 30
        try await withServer(options, answering: handler) { test in
            let client = test.client()
            let block = [UInt8](repeating: 7, count: 256 * 1024)
            let content = HTTPClientRequest.Content.stream(length: nil) { writer in
                for _ in 0..<80 { try await writer.write(block) }
                writer.setTrailers(["X-Sum": "80"])
            }
            let count = try await client.send(HTTPClientRequest(.post, test.url, content: content)) { response in
                var count = 0
                while let bytes = try await response.readBody() { count += bytes.count }
                #expect(response.trailers?["x-sum"] == "80")
                return count
            }
            #expect(count == 80 * block.count)
            #expect(client.openConnections == 1)
            client.close()
        }
    }

    @Test func `reads an early answer while it still writes`() async throws {
        try await withServer(answering: { _ in HTTPResponse(.contentTooLarge, text: "no") }) { test in
            let client = test.client()
            let content = HTTPClientRequest.Content.stream(length: nil) { writer in
                while true { try await writer.write([UInt8](repeating: 0, count: 65536)) }
            }
            let response = try await client.fetch(HTTPClientRequest(.post, test.url, content: content))
            #expect(response.head.status == .contentTooLarge && response.content == Array("no".utf8))
            #expect(client.openConnections == 0)
        }
    }

    @Test func `passes the failure of a content's closure on`() async throws {
        struct Failure: Error {}
        try await withServer(answering: Self.echo) { test in
            let client = test.client()
            let content = HTTPClientRequest.Content.stream(length: nil) { writer in
                try await writer.write([1])
                throw Failure()
            }
            await #expect(throws: Failure.self) {
                _ = try await client.fetch(HTTPClientRequest(.post, test.url, content: content))
            }
            #expect(client.openConnections == 0)
        }
    }

    @Test func `waits for 100 (Continue) before it sends content`() async throws {
        let handler: HTTPHandler = { request in
            request.path == "/no" ? HTTPResponse(.forbidden) : HTTPResponse(bytes: try await request.collectBody())
        }
        try await withServer(answering: handler) { test in
            var options = HTTPClientOptions()
            options.continueTimeout = .seconds(30)
            let client = test.client(options)
            for path in ["/yes", "/no"] {
                let request = HTTPClientRequest(
                    .put,
                    test.url(path),
                    fields: ["Expect": "100-continue"],
                    content: .bytes([1, 2, 3])
                )
                try await client.send(request) { response in
                    let content = try await response.collectBody()
                    #expect(response.interimHeads.map(\.status) == (path == "/yes" ? [.continue] : []))
                    #expect(path == "/yes" ? content == [1, 2, 3] : response.status == .forbidden)
                }
            }
            client.close()
        }
    }

    @Test func `repeats only an idempotent request when a kept connection turns out closed`() async throws {
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n"
        // The second request of each connection is read, and answered by closing.
        try await withScriptedPeer([[answer + "a", ""], [answer + "b", ""], [answer + "c"]]) { loop, url in
            let client = HTTPClient(on: loop)
            let first = try await client.fetch(HTTPClientRequest(.get, url)).content
            let second = try await client.fetch(HTTPClientRequest(.get, url)).content
            #expect(first == [0x61] && second == [0x62])
            let error = await #expect(throws: HTTPError.self) {
                _ = try await client.fetch(HTTPClientRequest(.post, url, content: .bytes([1])))
            }
            #expect(error?.code == .connection)
            client.close()
        }
    }

    @Test func `waits for a connection when all are busy`() async throws {
        try await withServer(answering: Self.echo) { test in
            var options = HTTPClientOptions()
            options.maximumConnectionsPerOrigin = 2
            let client = test.client(options)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    group.addTask(executorPreference: test.loop) {
                        let request = HTTPClientRequest(.post, test.url, content: .bytes([UInt8(number)]))
                        let content = try await client.fetch(request).content
                        #expect(content == [UInt8(number)])
                        #expect(client.openConnections <= 2)
                    }
                }
                try await group.waitForAll()
            }
            client.close()
        }
    }

    @Test func `closes its connection when its task is cancelled`() async throws {
        let entered = Signal()
        let left = Signal()
        let handler: HTTPHandler = { request in
            entered.set()
            if await !request.loop.sleep(until: .after(.seconds(60))) { left.set() }
            return HTTPResponse()
        }
        try await withServer(answering: handler) { test in
            let client = test.client()
            await withTaskGroup(of: Void.self) { group in
                group.addTask(executorPreference: test.loop) {
                    _ = try? await client.fetch(HTTPClientRequest(.get, test.url))
                }
                #expect(await entered.wait(on: test.loop))
                group.cancelAll()
            }
            #expect(await left.wait(on: test.loop))
            #expect(client.openConnections == 0)
        }
    }

    @Test func `reads events as they come`() async throws {
        let proceed = Signal()
        let handler: HTTPHandler = { request in
            .events { writer in
                try await writer.writeEvent(Array("one".utf8), type: "t", id: "1")
                #expect(await proceed.wait(on: request.loop))
                try await writer.writeComment("still here")
                try await writer.writeEvent(Array("two\nlines".utf8), retryMilliseconds: 5)
            }
        }
        try await withServer(answering: handler) { test in
            let client = test.client()
            try await client.send(HTTPClientRequest(.get, test.url)) { response in
                #expect(response.fields["content-type"] == "text/event-stream")
                let events = response.events()
                let first = try await events.nextEvent()
                #expect(first?.type == "t" && first?.text == "one")
                proceed.set()
                var rest: [EventStreamItem] = []
                for try await item in events { rest.append(item) }
                #expect(rest.count == 2 && rest.first == .retry(milliseconds: 5))
                #expect(events.lastEventID == "1")
            }
            client.close()
        }
    }

    @Test func `upgrades, and says when the server does not`() async throws {
        let handler: HTTPHandler = { request in
            guard request.path == "/up" else { return HTTPResponse(.forbidden) }
            return .upgrade(to: "x") { try await $0.stream.write(Array("hello".utf8)) }
        }
        try await withServer(answering: handler) { test in
            let client = test.client()
            let fields: HTTPFields = ["Connection": "upgrade", "Upgrade": "x"]
            let upgraded = try await client.upgrade(HTTPClientRequest(.get, test.url("/up"), fields: fields))
            var buffer = upgraded.buffered
            while try await upgraded.stream.read(into: &buffer) > 0 {}
            #expect(buffer.takeAll() == Array("hello".utf8))
            upgraded.stream.close()
            let error = await #expect(throws: HTTPError.self) {
                _ = try await client.upgrade(HTTPClientRequest(.get, test.url("/no"), fields: fields))
            }
            #expect(error?.code == .upgradeRefused && client.openConnections == 0)
        }
    }

    @Test func `refuses responses that are not HTTP or not whole`() async throws {
        let scripts = [["ICY 200 OK\r\n\r\n"], ["HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab"]]
        try await withScriptedPeer(scripts) { loop, url in
            let client = HTTPClient(on: loop)
            for _ in scripts {
                let error = await #expect(throws: HTTPError.self) {
                    _ = try await client.fetch(HTTPClientRequest(.get, url))
                }
                #expect(error?.code == .malformed)
            }
        }
    }
}
