import Carriers
import HTTP
import HTTPWire
import Reactor
import TestKit
import Testing

@Suite struct HTTPWireTapTests {
    private func tap(_ log: WireLog, _ role: HTTPWireTap.Role = .client) -> HTTPWireTap? {
        ObservedConnection(log).map { HTTPWireTap($0, role: role) }
    }

    private func short(_ event: WireEvent) -> String? {
        let what: String? =
            switch event.content {
            case .requestHead(let head): "\(head.method) \(head.target)"
            case .responseHead(let head): "\(head.status.code)"
            case .message(let bytes): "message " + String(decoding: bytes, as: UTF8.self)
            case .messageEnd: "end"
            case .trailers(let fields): "trailers \(fields.count)"
            case .eventStream(.event(let event)): "event \(event.type) \(event.text)"
            case .eventStream(.line(let line)) where line.kind == .comment: "comment"
            case .violation(let violation): "broken \(violation.rule)"
            default: nil
            }
        return what.map { "\(event.exchange ?? 0) \(event.direction == .sent ? ">" : "<") \($0)" }
    }

    private let requests = """
        POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}\
        GET /b HTTP/1.1\r\nHost: h\r\n\r\n\
        HEAD /c HTTP/1.1\r\nHost: h\r\n\r\n
        """
    private let responses = """
        HTTP/1.1 103 Early Hints\r\n\r\n\
        HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n\
        3\r\n{"a\r\n5\r\n":12}\r\n0\r\nX: y\r\n\r\n\
        HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 36\r\n\r\n\
        : hi\n\nevent: message\ndata: {"b":2}\n\n\
        HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n
        """
    private let expected = [
        "1 > POST /a", "1 > message {}", "1 > end", "2 > GET /b", "2 > end", "3 > HEAD /c", "3 > end",
        "1 < 103", "1 < 200", "1 < trailers 1", "1 < message {\"a\":12}", "1 < end",
        "2 < 200", "2 < comment", "2 < event message {\"b\":2}", "2 < message {\"b\":2}", "2 < end", "3 < 200",
        "3 < end",
    ]

    @Test func `finds heads, contents and events in bytes that are cut anywhere`() {
        for seed in UInt64(1)...100 {
            var random = SeededRandom(seed: seed)
            let log = WireLog()
            guard let tap = tap(log) else { return }
            for piece in Array(requests.utf8).randomPieces(using: &random) { tap.sent(piece, at: .now) }
            for piece in Array(responses.utf8).randomPieces(using: &random) { tap.received(piece, at: .now) }
            tap.peerFinished(at: .now)
            tap.closed(withReset: false, at: .now)
            tap.closed(withReset: false, at: .now)
            #expect(log.events.compactMap(short) == expected, "seed \(seed)")
            #expect(log.bytes(.received) == Array(responses.utf8))
            let ends = log.events.filter { if case .closed = $0.content { true } else { false } }
            #expect(ends.count == 1)
        }
    }

    @Test func `sees the same from the other side`() {
        let log = WireLog()
        guard let tap = tap(log, .server) else { return }
        tap.received(Array(requests.utf8), at: .now)
        tap.sent(Array(responses.utf8), at: .now)
        let mirrored = expected.map { text in
            text.contains(" > ") ? text.replacing(" > ", with: " < ") : text.replacing(" < ", with: " > ")
        }
        #expect(log.events.compactMap(short) == mirrored)
    }

    @Test func `reports what is no HTTP, and keeps showing bytes`() {
        let log = WireLog()
        guard let tap = tap(log) else { return }
        tap.sent(Array("GET / HTTP/1.1\r\nHost: h\r\n\r\n".utf8), at: .now)
        tap.received(Array("SMTP ready\r\n".utf8), at: .now)
        tap.received(Array("more".utf8), at: .now)
        tap.peerFinished(at: .now)
        #expect(log.brokenRules.count == 1)
        #expect(log.bytes(.received) == Array("SMTP ready\r\nmore".utf8))
    }

    @Test func `survives any bytes`() {
        for seed in UInt64(1)...200 {
            var random = SeededRandom(seed: seed)
            let log = WireLog()
            guard let tap = tap(log, random.next() % 2 == 0 ? .client : .server) else { return }
            for _ in 0..<20 {
                var bytes = [UInt8].random(count: Int(random.next() % 200), using: &random)
                if random.next() % 2 == 0 { bytes = Array((requests + responses).utf8.prefix(bytes.count * 3)) }
                if random.next() % 2 == 0 { tap.sent(bytes, at: .now) } else { tap.received(bytes, at: .now) }
            }
            tap.peerFinished(at: .now)
        }
    }

    @Test func `no observer, no tap`() {
        #expect(HTTPWireTap.maker(nil, role: .client) == nil)
        #expect(ObservedConnection(nil) == nil)
    }
}
