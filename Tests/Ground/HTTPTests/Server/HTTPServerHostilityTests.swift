import HTTPWire
import Reactor
import Testing

@testable import HTTP

@Suite(.timeLimit(.minutes(1))) struct HTTPServerHostilityTests {
    private static let reader: HTTPHandler = { request in
        HTTPResponse(text: "\(try await request.collectBody().count)")
    }

    @Test func `refuses smuggling shapes with their status and closes`() async throws {
        let start = "POST / HTTP/1.1\r\nHost: a\r\n"
        let shapes: [(String, Int)] = [
            (start + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
            (start + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400),
            (start + "Content-Length: 3, 3\r\n\r\nabc", 400),
            (start + "Transfer-Encoding: chunked, identity\r\n\r\n", 501),
            (start + "Transfer-Encoding: xchunked\r\n\r\n", 501),
            (start + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400),
            (start + "Transfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n", 400),
            (start + "Transfer-Encoding: chunked\r\n\r\n1\r\nab0\r\n\r\n", 400),
            (start + "X: a\r\n b\r\n\r\n", 400),
            (start + "X: a\nY: b\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
            ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
            ("\u{16}\u{3}\u{1}\u{2}\u{0}", 400),
            ("GET /" + String(repeating: "a", count: 10_000) + " HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        ]
        try await withServer(answering: Self.reader) { test in
            for (shape, status) in shapes {
                let text = try await test.exchange(shape)
                #expect(text.hasPrefix("HTTP/1.1 \(status) "), "\(shape.prefix(120).debugDescription): \(text)")
                #expect(text.contains("Connection: close\r\n"))
                #expect(text.split(separator: "HTTP/1.1 ").count == 1)
            }
            try await test.expectServiceGoesOn()
        }
    }

    @Test func `refuses a header of a hundred kilobytes, endless fields and an endless chunk line`() async throws {
        try await withServer(answering: Self.reader) { test in
            let big = String(repeating: "v", count: 100_000)
            #expect(try await test.exchange("GET / HTTP/1.1\r\nHost: a\r\nX: \(big)").hasPrefix("HTTP/1.1 431"))
            let many = (0..<200).map { "X-\($0): y\r\n" }.joined()
            #expect(try await test.exchange("GET / HTTP/1.1\r\nHost: a\r\n\(many)").hasPrefix("HTTP/1.1 431"))
            let chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            let zeros = String(repeating: "0", count: 100_000)
            #expect(try await test.exchange(chunked + zeros).hasPrefix("HTTP/1.1 400"))
            #expect(try await test.exchange(chunked + "1;" + big).hasPrefix("HTTP/1.1 400"))
            try await test.expectServiceGoesOn()
        }
    }

    @Test func `refuses bodies above the limit, announced or not`() async throws {
        var options = HTTPServerOptions()
        options.reading.maximumBodyBytes = 10
        try await withServer(options, answering: Self.reader) { test in
            let start = "POST / HTTP/1.1\r\nHost: a\r\n"
            #expect(try await test.exchange(start + "Content-Length: 11\r\n\r\n").hasPrefix("HTTP/1.1 413"))
            let chunks = String(repeating: "6\r\nabcdef\r\n", count: 2)
            let text = try await test.exchange(start + "Transfer-Encoding: chunked\r\n\r\n" + chunks)
            #expect(text.hasPrefix("HTTP/1.1 413"))
        }
    }

    @Test func `gives a head that dribbles in a deadline, not one for each byte`() async throws {
        var options = HTTPServerOptions()
        options.headTimeout = .milliseconds(60)
        try await withServer(options, answering: Self.reader) { test in
            try await test.withRaw { raw in
                let start = MonotonicInstant.now
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask(executorPreference: test.loop) {
                        for byte in "GET / HTTP/1.1\r\nX: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".utf8 {
                            try? await raw.send([.bytes([byte]), .pause(.milliseconds(5))])
                        }
                    }
                    guard case .head(let head) = try await raw.receive(until: .after(.seconds(20))) else {
                        Issue.record("expected a response")
                        return
                    }
                    #expect(head.status == .requestTimeout)
                    #expect(MonotonicInstant.now - start < .seconds(10))
                    group.cancelAll()
                }
            }
            try await test.expectServiceGoesOn()
        }
    }

    @Test func `closes an idle connection without a word`() async throws {
        var options = HTTPServerOptions()
        options.idleTimeout = .milliseconds(20)
        try await withServer(options, answering: Self.reader) { test in
            let text = try await test.exchange("")
            #expect(text == "")
        }
    }

    @Test func `holds a handler back whose client never reads, and ends it`() async throws {
        let written = Notes<Int>()
        let ended = Signal()
        var options = HTTPServerOptions()
        options.writeTimeout = .milliseconds(100)
        options.report = { _ in ended.set() }
        let handler: HTTPHandler = { request in
            guard request.path == "/endless" else { return HTTPResponse() }
            return .stream { writer in
                let block = [UInt8](repeating: 0x78, count: 64 * 1024)
                while true {
                    try await writer.write(block)
                    written.add(block.count)
                }
            }
        }
        try await withServer(options, answering: handler) { test in
            try await test.withRaw { raw in
                try await raw.send(Array("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
                #expect(await ended.wait(on: test.loop))
                // What the kernel's buffers of both ends took, and not a stream without end.
                #expect(written.all.reduce(0, +) < 64 << 20)
            }
            try await test.expectServiceGoesOn()
        }
    }

    @Test func `reads no further than the handler does`() async throws {
        let release = Signal()
        let handler: HTTPHandler = { request in
            #expect(await release.wait(on: request.loop))
            return HTTPResponse(text: "\(try await request.collectBody().count)")
        }
        var options = HTTPServerOptions()
        options.reading.maximumBodyBytes = 1 << 30
        try await withServer(options, answering: handler) { test in
            try await test.withRaw { raw in
                let size = 64 << 20
                try await raw.send(Array("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(size)\r\n\r\n".utf8))
                let block = [UInt8](repeating: 1, count: 1 << 20)
                var sent = 0
                await #expect(throws: HTTPError.self, "64 MiB went out although nobody read them") {
                    while sent < size {
                        sent += block.count
                        try await raw.send(block, until: .after(.milliseconds(200)))
                    }
                }
                release.set()
                while sent < size {
                    sent += block.count
                    try await raw.send(block, until: .after(.seconds(20)))
                }
                let events = try await raw.receiveResponse(until: .after(.seconds(20)))
                guard events.count > 1, case .body(let bytes) = events[1] else { return }
                #expect(String(decoding: bytes, as: UTF8.self) == "\(size)")
            }
        }
    }

    @Test func `tells the handler of a client that leaves in the middle of its body`() async throws {
        let seen = Notes<String>()
        let ended = Signal()
        let handler: HTTPHandler = { request in
            if request.path == "/alive" { return HTTPResponse() }
            do {
                _ = try await request.collectBody()
            } catch {
                seen.add("\((error as? HTTPError)?.code ?? .misuse)")
                ended.set()
                throw error
            }
            return HTTPResponse()
        }
        try await withServer(answering: handler) { test in
            try await test.withRaw { raw in
                try await raw.send(Array("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc".utf8))
                try await raw.perform(.reset)
            }
            #expect(await ended.wait(on: test.loop))
            #expect(seen.all.count == 1)
            try await test.expectServiceGoesOn()
        }
    }

    @Test func `cancels the handler when its client goes away`() async throws {
        for step in [HTTPRawConnection.Step.reset, .finish] {
            let entered = Signal()
            let cancelled = Signal()
            let handler: HTTPHandler = { request in
                entered.set()
                if await !request.loop.sleep(until: .after(.seconds(60))) { cancelled.set() }
                throw CancellationError()
            }
            try await withServer(answering: handler) { test in
                try await test.withRaw { raw in
                    try await raw.send(Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
                    #expect(await entered.wait(on: test.loop))
                    try await raw.perform(step)
                    #expect(await cancelled.wait(on: test.loop))
                }
            }
        }
    }

    @Test func `answers a client that only stops sending, when that is tolerated or the answer is there`() async throws
    {
        let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
        try await withServer(answering: { _ in HTTPResponse(text: "quick") }) { test in
            let text = try await test.exchange(request + request, finish: true)
            #expect(text.split(separator: "HTTP/1.1 200").count == 2 && text.hasSuffix("quick"))
        }
        var options = HTTPServerOptions()
        options.toleratesHalfClose = true
        let slow: HTTPHandler = { request in
            _ = await request.loop.sleep(until: .after(.milliseconds(20)))
            return HTTPResponse(text: Task.isCancelled ? "cancelled" : "slow")
        }
        try await withServer(options, answering: slow) { test in
            let text = try await test.exchange(request, finish: true)
            #expect(text.hasSuffix("slow"))
        }
    }
}
