import Carriers
import HTTPWire
import Reactor
import Testing
import WebSocketWire

@testable import Commands

@Suite struct TracePrinterTests {
    private func lines(columns: Int = 80, full: Bool = false, _ events: [WireContent]) -> [String] {
        let printed = Locked<[String]>([])
        let printer = TracePrinter(columns: columns, isFull: full) { line in printed.withLock { $0.append(line) } }
        for event in events {
            printer.observe(WireEvent(connection: 1, exchange: nil, direction: .sent, content: event))
        }
        // The time is not the same in each run.
        return printed.withLock { $0.map { String($0.dropFirst(9)) } }
    }

    private func closeFrame(code: UInt16, reason: String) -> WebSocketFrame? {
        var bytes: [UInt8] = []
        let payload = [UInt8(code >> 8), UInt8(code & 0xFF)] + Array(reason.utf8)
        let header = WebSocketFrameHeader(.close, payloadLength: UInt64(payload.count))
        WebSocketFrameWriter.append(header, payload.span, to: &bytes)
        var collector = WebSocketFrameCollector(role: .client)
        var place = 0
        return collector.next(bytes.span, at: &place)
    }

    @Test func `shows one line an event`() {
        let head = HTTPRequestHead(
            .post,
            "/mcp",
            fields: ["Authorization": "Bearer secret", "Cookie": "a=b", "Accept": "*/*"]
        )
        guard let close = closeFrame(code: 1000, reason: "bye") else {
            Issue.record("no frame")
            return
        }
        #expect(
            lines([
                .opened(.socket(.loopback(port: 80))), .requestHead(head), .body([1]), .message(Array("{}".utf8)),
                .message(Array("/endpoint".utf8)), .frame(close), .violation(WireViolation(rule: "r", detail: "wrong")),
                .diagnostics(Array("a\nb\u{1B}\n".utf8)), .exit(.exited(3)), .finished, .closed(.here),
            ]) == [
                "1   > open  127.0.0.1:80", "1   > head  POST /mcp HTTP/1.1",
                "1   >       Authorization: Bearer …", "1   >       Cookie: …", "1   >       Accept: */*",
                "1   > json  {}", "1   > data  /endpoint", "1   > frame close 1000 bye", "1   > wrong wrong",
                "1   > err   a", "1   > err   b\\u{1B}", "1   > exit  exit code 3",
                "1   > end   nothing more comes", "1   > close",
            ]
        )
    }

    @Test func `shows a message of lines once, and what is none`() {
        let command = WirePeer.program(command: ["server"], processIdentifier: 7)
        #expect(
            lines([
                .opened(command), .message(Array("{}".utf8)), .line(WireLine(Array("{}".utf8))),
                .line(WireLine(Array("banner".utf8))), .line(WireLine([])),
                .line(WireLine(Array("{}".utf8), isTerminated: false)),
            ]) == [
                "1   > open  server (process 7)", "1   > line  {}", "1   > junk  banner", "1   > blank",
                "1   > line… {}",
            ]
        )
    }

    @Test func `lets no program drown the messages`() {
        let page = Array((1...9).map { "line \($0)\n" }.joined().utf8)
        #expect(lines([.diagnostics(page)]).last == "1   > err   … 5 more lines; --trace=full shows them")
        #expect(lines(full: true, [.diagnostics(page)]).count == 9)
    }

    @Test func `keeps to the columns, or shows all`() {
        let long = Array(("{" + String(repeating: "x", count: 500) + "}").utf8)
        let cut = lines(columns: 60, [.message(long)])
        #expect(cut.count == 1)
        #expect(cut[0].count == 60 - 9)
        #expect(cut[0].hasSuffix("… 502 bytes"))
        let all = lines(columns: 60, full: true, [.message(long)])
        #expect(all.allSatisfy { $0.count <= 60 - 9 })
        #expect(all.map { $0.dropFirst(12) }.joined() == String(decoding: long, as: UTF8.self))
    }
}
