import Carriers
import HTTP
import HTTPWire
import Reactor
import Testing

@Suite struct EventStreamCarrierTests {
    /// A server of the older transport: what is posted comes back on the stream.
    private func withServer(
        endpoint: String = "/messages?session=1",
        status: HTTPStatus = .accepted,
        _ body: @escaping @Sendable (LoopbackServer) async throws -> Void
    ) async throws {
        let posted = Locked<[[UInt8]]>([])
        let arrivals = WaitPoint()
        try await withHTTPServer { request in
            switch (request.method, request.path) {
            case (.get, "/sse"):
                let loop = request.loop
                return .events { writer in
                    try await writer.writeEvent(Array(endpoint.utf8), type: "endpoint")
                    try await writer.writeComment("ping")
                    try await writer.writeEvent(Array("{}".utf8), type: "other")
                    while true {
                        if let next = posted.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
                            if next == Array("\"end\"".utf8) { return }
                            try await writer.writeEvent(next, type: "message")
                        } else if await arrivals.wait(on: loop) != .ready {
                            return
                        }
                    }
                }
            case (.post, "/messages"):
                let content = try await request.collectBody()
                posted.withLock { $0.append(content) }
                arrivals.wakeAll()
                return HTTPResponse(status, text: "Accepted")
            default: return HTTPResponse(.methodNotAllowed)
            }
        } _: { server async throws in
            try await body(server)
        }
    }

    @Test func `sends by post and receives by events`() async throws {
        let log = WireLog()
        try await withServer { server async throws in
            let carrier = try await EventStreamCarrier.connect(
                to: server.url("/sse"),
                on: server.loop,
                options: CarrierOptions(observer: log)
            )
            #expect(carrier.endpoint == server.url("/messages?session=1"))
            for number in 0..<20 {
                let message = Array("{\"id\":\(number)}".utf8)
                if number % 2 == 0 { try await carrier.send(message) } else { #expect(carrier.post(message)) }
            }
            for number in 0..<20 {
                let message = try await carrier.receive(until: .after(.seconds(10)))
                #expect(message == Array("{\"id\":\(number)}".utf8))
            }
            #expect(carrier.foreignEvents == ["other"])
            try await carrier.send(Array("\"end\"".utf8))
            #expect(try await carrier.receive(until: .after(.seconds(10))) == nil)
            #expect(!carrier.post([]))
            await carrier.close()
            await carrier.close()
        }
        #expect(log.messages(.sent).count == 21)
        #expect(log.messages(.received).contains("{\"id\":7}"))
    }

    @Test(arguments: ["messages", "?session=1", "http://127.0.0.1:PORT/m", "//127.0.0.1:PORT/m"])
    func `resolves the endpoint against the URL of the stream`(endpoint: String) async throws {
        try await withStreamServer { stream in
            var buffer = InputBuffer()
            _ = try? await stream.read(into: &buffer)
            let port = stream.localAddress?.port ?? 0
            let text = endpoint.replacing("PORT", with: "\(port)")
            let answer = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\r\n"
            try? await stream.write(Array("\(answer)event: endpoint\r\ndata: \(text)\r\n\r\n".utf8))
            try? await stream.waitForDisconnect()
        } _: { server async throws in
            let carrier = try await EventStreamCarrier.connect(to: server.url("/a/sse"), on: server.loop)
            let expected = ["messages": "/a/messages", "?session=1": "/a/sse?session=1"][endpoint] ?? "/m"
            #expect(carrier.endpoint == server.url(expected))
            await carrier.close()
        }
    }

    @Test func `refuses an endpoint elsewhere, which would get its messages`() async throws {
        try await withServer(endpoint: "http://127.0.0.1:1/steal") { server async throws in
            let error = await #expect(throws: CarrierError.self) {
                _ = try await EventStreamCarrier.connect(to: server.url("/sse"), on: server.loop)
            }
            #expect(error?.code == .violation)
            #expect(error?.detail == "expected an endpoint of the same origin, saw http://127.0.0.1:1/steal")
            let carrier = try await EventStreamCarrier.connect(
                to: server.url("/sse"),
                on: server.loop,
                sendsElsewhere: true
            )
            #expect(carrier.endpoint?.target == "/steal")
            await carrier.close()
        }
    }

    @Test func `says what is no such stream`() async throws {
        func failure(_ answer: String) async throws -> CarrierError? {
            let found = Locked<CarrierError?>(nil)
            try await withStreamServer { stream in
                var buffer = InputBuffer()
                _ = try? await stream.read(into: &buffer)
                try? await stream.write(Array(answer.utf8))
                if answer.contains("silence") { try? await stream.waitForDisconnect() }
            } _: { server async throws in
                var options = CarrierOptions()
                options.connectTimeout = answer.contains("silence") ? .milliseconds(50) : .seconds(20)
                let error = await #expect(throws: CarrierError.self) {
                    _ = try await EventStreamCarrier.connect(to: server.url("/sse"), on: server.loop, options: options)
                }
                found.withLock { $0 = error }
            }
            return found.withLock { $0 }
        }
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
        #expect(try await failure("HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n")?.code == .refused)
        #expect(try await failure("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>")?.code == .violation)
        #expect(try await failure(head + "\r\n")?.detail.contains("saw the end of the stream") == true)
        #expect(try await failure(head + "\r\n: silence\n\n")?.code == .timedOut)
    }

    @Test func `says what refuses a message`() async throws {
        try await withServer(status: .notFound) { server async throws in
            let carrier = try await EventStreamCarrier.connect(to: server.url("/sse"), on: server.loop)
            let error = await #expect(throws: CarrierError.self) { try await carrier.send(Array("{}".utf8)) }
            #expect(error?.code == .refused)
            #expect(error?.detail == "expected 202 (Accepted), saw 404 Not Found: Accepted")
            await carrier.close()
        }
    }

    @Test func `a server that answers late holds no other message up`() async throws {
        let gate = WaitPoint()
        let seen = Locked<Int>(0)
        try await withHTTPServer { request in
            let loop = request.loop
            if request.method == .get {
                return .events { writer in
                    try await writer.writeEvent(Array("/m".utf8), type: "endpoint")
                    try await writer.waitForDisconnect()
                }
            }
            let isFirst = seen.withLock { count in
                count += 1
                return count == 1
            }
            if isFirst {
                while seen.withLock({ $0 < 2 }) { _ = await gate.wait(on: loop, until: .after(.seconds(10))) }
            } else {
                gate.wakeAll()
            }
            return HTTPResponse(.accepted)
        } _: { server async throws in
            let carrier = try await EventStreamCarrier.connect(to: server.url("/sse"), on: server.loop)
            #expect(carrier.post(Array("1".utf8)))
            try await carrier.send(Array("2".utf8))
            await carrier.close()
        }
    }
}
