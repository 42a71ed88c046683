import HTTPWire
import Reactor
import Testing

@testable import HTTP

@Suite(.timeLimit(.minutes(1))) struct HTTPDeferredTests {
    private static func get(_ path: String, _ more: String = "", version: String = "1.1") -> String {
        "GET \(path) HTTP/\(version)\r\nHost: a\r\n\(more)\r\n"
    }

    @Test func `answers with bytes or a stream as it is decided late`() async throws {
        let handler: HTTPHandler = { request in
            let path = request.path
            return HTTPResponse(
                content: .deferred { responder in
                    guard path == "/stream" else { return HTTPResponse(.accepted, text: "whole") }
                    let writer = try responder.begin(fields: ["X-Kind": "stream"])
                    try await writer.write("one")
                    try writer.append(Array("two".utf8))
                    #expect(writer.tryWrite(Array("three".utf8)))
                    return HTTPResponse(text: "dropped")
                }
            )
        }
        try await withServer(answering: handler) { test in
            let text = try await test.exchange(Self.get("/whole") + Self.get("/stream", "Connection: close\r\n"))
            #expect(text.contains("202 Accepted") && text.contains("whole") && text.contains("X-Kind: stream"))
            #expect(text.hasSuffix("3\r\none\r\n3\r\ntwo\r\n5\r\nthree\r\n0\r\n\r\n"))
            let old = try await test.exchange(Self.get("/stream", version: "1.0"))
            #expect(old.hasSuffix("onetwothree") && !old.contains("chunked"))
        }
    }

    @Test func `answers 500 when it fails before anything was begun and resets afterwards`() async throws {
        struct Failure: Error {}
        let handler: HTTPHandler = { request in
            let begins = request.path == "/late"
            return HTTPResponse(
                content: .deferred { responder in
                    if begins { try await responder.begin(fields: [:]).write("begun") }
                    throw Failure()
                }
            )
        }
        try await withServer(answering: handler) { test in
            let early = try await test.exchange(Self.get("/early", "Connection: close\r\n"))
            #expect(early.contains(" 500 "))
            await #expect(throws: (any Error).self) { try await test.exchange(Self.get("/late")) }
        }
    }

    @Test func `refuses a second stream and a stream for HEAD`() async throws {
        let failures = Notes<String>()
        let handler: HTTPHandler = { _ in
            HTTPResponse(
                content: .deferred { responder in
                    do throws(HTTPError) {
                        _ = try responder.begin(fields: [:])
                        _ = try responder.begin(fields: [:])
                    } catch {
                        failures.add("\(error.code)")
                    }
                    return HTTPResponse(.noContent)
                }
            )
        }
        try await withServer(answering: handler) { test in
            let text = try await test.exchange("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(text.contains("204 No Content"))
            _ = try await test.exchange(Self.get("/", "Connection: close\r\n"))
            #expect(failures.all == ["misuse", "misuse"])
        }
    }

    @Test func `sends what is answered after it was cancelled, and ends the connection`() async throws {
        let handler: HTTPHandler = { request in
            let (loop, begins) = (request.loop, request.path == "/stream")
            return HTTPResponse(
                content: .deferred { responder in
                    let writer = begins ? try responder.begin(fields: [:]) : nil
                    responder.cancel()
                    let wasCancelled = await !loop.sleep(until: .never)
                    #expect(wasCancelled)
                    try await writer?.write(String(repeating: "x", count: 1 << 20))
                    return HTTPResponse(text: "cancelled")
                }
            )
        }
        try await withServer(answering: handler) { test in
            let whole = try await test.exchange(Self.get("/"))
            let stream = try await test.exchange(Self.get("/stream"))
            #expect(whole.hasSuffix("cancelled") && stream.hasSuffix("\r\n0\r\n\r\n"))
        }
    }

    @Test func `is cancelled when the client leaves`() async throws {
        let ended = Notes<Bool>()
        let handler: HTTPHandler = { request in
            let loop = request.loop
            return HTTPResponse(
                content: .deferred { _ in
                    ended.add(await !loop.sleep(until: .never))
                    return HTTPResponse()
                }
            )
        }
        try await withServer(answering: handler) { test in
            try await test.withRaw { raw in try await raw.send(Array(Self.get("/").utf8)) }
            let deadline = Deadline.after(.seconds(20))
            while ended.all.isEmpty, !deadline.hasPassed { await test.loop.sleep(until: .after(.milliseconds(1))) }
            #expect(ended.all == [true])
        }
    }
}
