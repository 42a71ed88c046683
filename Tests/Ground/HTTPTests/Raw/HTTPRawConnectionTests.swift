import HTTPWire
import Reactor
import Testing

@testable import HTTP

@Suite(.timeLimit(.minutes(1))) struct HTTPRawConnectionTests {
    @Test func `sends pieces with pauses and sees exact bytes and events`() async throws {
        let handler: HTTPHandler = { request in
            let body = try await request.collectBody()
            return .stream { try await $0.write(body) }
        }
        try await withServer(answering: handler) { test in
            try await test.withRaw { raw in
                raw.expectResponse(to: .post)
                try await raw.send([
                    .bytes(Array("POST / HTTP/1.1\r\nHo".utf8)), .pause(.milliseconds(1)),
                    .bytes(Array("st: a\r\nContent-Length: 2\r\nConnection: close\r\n\r\nh".utf8)),
                    .pause(.milliseconds(1)), .bytes(Array("i".utf8)),
                ])
                let events = try await raw.receiveResponse(until: .after(.seconds(20)))
                guard events.count == 5, case .head(let head) = events[0], case .chunk(let chunk) = events[1],
                    case .body(let bytes) = events[2], case .chunk(let last) = events[3], case .end = events[4],
                    case .finished = try await raw.receive(until: .after(.seconds(20)))
                else {
                    Issue.record("unexpected events: \(events)")
                    return
                }
                #expect(head.status == .ok && chunk.size == 2 && bytes == Array("hi".utf8) && last.isLast)
                #expect(raw.receivedBytes == head.receivedBytes + Array("2\r\nhi\r\n0\r\n\r\n".utf8))
                #expect(raw.takeViolations().isEmpty)
            }
        }
    }

    @Test func `reads on over violations and reports them`() async throws {
        let answer = "HTTP/1.1 200 OK\nX : y\r\nContent-Length: 2\r\n\r\nhiNONSENSE\r\n"
        let handler: HTTPHandler = { _ in .raw { try await $0.stream.write(Array(answer.utf8)) } }
        try await withServer(answering: handler) { test in
            try await test.withRaw { raw in
                try await raw.send(Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
                _ = try await raw.receiveResponse(until: .after(.seconds(20)))
                #expect(raw.takeViolations().map(\.rule) == [.bareLineFeed, .whitespaceBeforeColon])
                guard case .unreadable(let error) = try await raw.receive(until: .after(.seconds(20))),
                    case .finished = try await raw.receive(until: .after(.seconds(20)))
                else {
                    Issue.record("expected unreadable bytes and the end")
                    return
                }
                #expect(error.violation?.rule == .version)
                #expect(raw.receivedBytes == Array(answer.utf8))
            }
        }
    }

    @Test func `keeps no more bytes than it is told to`() async throws {
        let handler: HTTPHandler = { _ in .raw { try await $0.stream.write([UInt8](repeating: 1, count: 1000)) } }
        try await withServer(answering: handler) { test in
            let stream = try await Connector.connect(to: test.address, on: test.loop)
            let raw = HTTPRawConnection(stream, maximumKeptBytes: 10)
            try await raw.send(Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
            while try await raw.receiveBytes(until: .after(.seconds(20))) != nil {}
            #expect(raw.receivedBytes.count == 10 && raw.droppedBytes == 990)
            raw.close()
        }
    }
}
