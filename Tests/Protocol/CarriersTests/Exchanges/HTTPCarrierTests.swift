import Carriers
import HTTP
import HTTPWire
import Reactor
import Testing

@Suite struct HTTPCarrierTests {
    private let json: HTTPFields = ["Content-Type": "application/json"]

    @Test func `sends exactly the fields that it is given, and returns a whole response`() async throws {
        try await withHTTPServer { request in
            let names = request.fields.map { "\($0.name)=\($0.value)" }.joined(separator: "|")
            let content = try await request.collectBody()
            return HTTPResponse(.accepted, fields: ["X-Seen": names], bytes: content)
        } _: { server async throws in
            let carrier = HTTPCarrier(server.url(), on: server.loop)
            let fields: HTTPFields = ["mcp-method": "a", "MCP-METHOD": "b", "Accept": "*/*"]
            let (head, content) = try await carrier.fetch(ExchangeRequest(.post, fields: fields, content: [1, 2, 3]))
            #expect(head.status == .accepted)
            #expect(content == [1, 2, 3])
            #expect(
                head.fields["x-seen"]
                    == "Host=127.0.0.1:\(server.port)|mcp-method=a|MCP-METHOD=b|Accept=*/*|Content-Length=3"
            )
            carrier.close()
        }
    }

    @Test func `reads an event stream item by item, and lets a stream go`() async throws {
        try await withHTTPServer { _ in
            .events { writer in
                try await writer.writeComment("keep-alive")
                try await writer.writeEvent(Array("{\"n\":1}".utf8), id: "7")
                try await writer.write("retry: 15\ndata:\n\ndata: two\n\n")
                try await writer.waitForDisconnect()
            }
        } _: { server async throws in
            let carrier = HTTPCarrier(server.url(), on: server.loop)
            try await carrier.exchange(ExchangeRequest(.get)) { response async throws in
                #expect(response.isEventStream)
                var kinds: [String] = []
                while kinds.last != "two" {
                    switch try await response.nextItem(until: .after(.seconds(10))) {
                    case .event(let event): kinds.append(event.text)
                    case .line(let line) where line.kind == .comment: kinds.append(":" + line.name)
                    case .retry(let time): kinds.append("retry \(time)")
                    default: break
                    }
                }
                #expect(kinds == [": keep-alive", "{\"n\":1}", "retry 15", "", "two"])
                #expect(response.lastEventID == "7")
                let late = await #expect(throws: CarrierError.self) {
                    _ = try await response.nextItem(until: .after(.milliseconds(5)))
                }
                #expect(late?.code == .timedOut)
            }
            #expect(carrier.openConnections == 0)
            carrier.close()
        }
    }

    @Test func `makes exchanges at the same time, and cancels one without harm to others`() async throws {
        try await withHTTPServer { request in
            if request.path == "/never" {
                return .events { try await $0.waitForDisconnect() }
            }
            return HTTPResponse(.ok, text: request.path)
        } _: { server async throws in
            let carrier = HTTPCarrier(server.url(), on: server.loop)
            try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<40 {
                    group.addTask(executorPreference: server.loop) {
                        let url = server.url(number % 4 == 0 ? "/never" : "/\(number)")
                        do {
                            let (_, content) = try await carrier.fetch(
                                ExchangeRequest(.get, url: url),
                                until: .after(.milliseconds(300))
                            )
                            return String(decoding: content, as: UTF8.self)
                        } catch let error as CarrierError {
                            return "\(error.code)"
                        }
                    }
                }
                var seen: [String: Int] = [:]
                for try await text in group { seen[text, default: 0] += 1 }
                #expect(seen["timedOut"] == 10)
                #expect(seen.count == 31)
            }
            let waiting = Task(executorPreference: server.loop) {
                try await carrier.fetch(ExchangeRequest(.get, url: server.url("/never")))
            }
            _ = await server.loop.sleep(until: .after(.milliseconds(20)))
            waiting.cancel()
            let error = await #expect(throws: CarrierError.self) { _ = try await waiting.value }
            #expect(error?.code == .cancelled)
            carrier.close()
        }
    }

    @Test func `reads on over what breaks rules, and says which`() async throws {
        let log = WireLog()
        let answer = "HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Length: 2\n\n{}"
        try await withStreamServer { stream in
            var buffer = InputBuffer()
            _ = try? await stream.read(into: &buffer)
            try? await stream.write(Array(answer.utf8))
            _ = try? await stream.finishWriting()
        } _: { server async throws in
            let carrier = HTTPCarrier(server.url(), on: server.loop, options: CarrierOptions(observer: log))
            try await carrier.exchange(ExchangeRequest(.post, fields: json, content: Array("{}".utf8))) {
                response async throws in
                #expect(try await response.collect(until: .after(.seconds(5))) == Array("{}".utf8))
                #expect(!response.violations.isEmpty)
                #expect(response.mediaType?.essence == "text/plain")
            }
            carrier.close()
        }
        #expect(!log.brokenRules.isEmpty)
        #expect(log.messages(.received) == ["{}"])
    }

    @Test func `tells apart what cannot be reached, what goes away and what is no HTTP`() async throws {
        func code(_ answer: String?) async throws -> CarrierError.Code? {
            let found = Locked<CarrierError.Code?>(nil)
            try await withStreamServer { stream in
                var buffer = InputBuffer()
                _ = try? await stream.read(into: &buffer)
                if let answer { try? await stream.write(Array(answer.utf8)) }
            } _: { server async throws in
                let carrier = HTTPCarrier(server.url(), on: server.loop)
                let error = await #expect(throws: CarrierError.self) {
                    _ = try await carrier.fetch(ExchangeRequest(.post, content: [0]))
                }
                found.withLock { $0 = error?.code }
                carrier.close()
            }
            return found.withLock { $0 }
        }
        #expect(try await code(nil) == .closed)
        #expect(try await code("SSH-2.0-OpenSSH\r\n\r\n") == .violation)
        #expect(try await code("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12") == .closed)
        #expect(try await code("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n12") == .closed)
        try await LoopGroup.runOne { loop async throws in
            let url = try HTTPURL("http://127.0.0.1:1/")
            let carrier = HTTPCarrier(url, on: loop)
            let error = await #expect(throws: CarrierError.self) { _ = try await carrier.fetch(ExchangeRequest(.get)) }
            #expect(error?.code == .unreachable)
            #expect(error?.description.contains("\(url.origin)") == true)
        }
    }

    @Test(arguments: [200, 202, 307, 400, 404, 415, 422, 429, 500] as [UInt16])
    func `hands on whatever status and content come`(code: UInt16) async throws {
        for (type, text) in [("application/json", "{\"error\":{}}"), ("text/html", "<p>no</p>"), ("text/plain", "")] {
            try await withHTTPServer { _ in
                HTTPResponse(HTTPStatus(code), fields: ["Content-Type": type, "Location": "/mcp/"], text: text)
            } _: { server async throws in
                let carrier = HTTPCarrier(server.url(), on: server.loop)
                let (head, content) = try await carrier.fetch(ExchangeRequest(.post, content: Array("{".utf8)))
                #expect(head.status.code == code)
                #expect(content == Array(text.utf8))
                carrier.close()
            }
        }
    }

    @Test func `sends exact bytes on a raw connection, which is tapped as well`() async throws {
        let log = WireLog()
        try await withHTTPServer { request in
            HTTPResponse(.ok, text: "path \(request.path)")
        } _: { server async throws in
            let carrier = HTTPCarrier(server.url(), on: server.loop, options: CarrierOptions(observer: log))
            let raw = try await carrier.connectRaw()
            try await raw.send([.bytes(Array("GET /x HTTP/1.1\r\nHo".utf8)), .bytes(Array("st: a\r\n\r\n".utf8))])
            let events = try await raw.receiveResponse(until: .after(.seconds(5)))
            guard case .head(let head)? = events.first else {
                Issue.record("no head")
                return
            }
            #expect(head.status == .ok)
            raw.close()
        }
        #expect(log.messages(.received) == ["path /x"])
        #expect(log.bytes(.sent) == Array("GET /x HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
    }

    @Test func `keeps the connection when nobody reads a content that ends soon`() async throws {
        try await withHTTPServer { request in
            _ = try await request.collectBody()
            return request.path == "/chunks"
                ? .stream { try await $0.write("endless?") }
                : HTTPResponse(.accepted, text: request.path == "/a" ? "x" : "")
        } _: { server async throws in
            let carrier = HTTPCarrier(server.url(), on: server.loop)
            for path in ["/", "/a", "/"] {
                let status = try await carrier.exchange(ExchangeRequest(.post, url: server.url(path), content: [1])) {
                    $0.status
                }
                #expect(status == .accepted)
                #expect(carrier.openConnections == 1)
            }
            try await carrier.exchange(ExchangeRequest(.get, url: server.url("/chunks"))) { _ in }
            #expect(carrier.openConnections == 0)
            carrier.close()
        }
    }

    @Test func `one request after the other waits for nobody`() async throws {
        try await withHTTPServer { request in
            HTTPResponse(.ok, bytes: try await request.collectBody())
        } _: { server async throws in
            let carrier = HTTPCarrier(server.url(), on: server.loop)
            let start = MonotonicInstant.now
            for _ in 0..<100 { _ = try await carrier.fetch(ExchangeRequest(.post, fields: json, content: [1])) }
            // A delayed acknowledgement against Nagle costs 40 ms each.
            #expect(MonotonicInstant.now - start < .seconds(2))
            #expect(carrier.openConnections == 1)
            carrier.close()
        }
    }
}
