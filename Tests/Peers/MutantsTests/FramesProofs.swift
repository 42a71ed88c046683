import JSON
import Testing
import WebSocketWire

enum FramesProofs {
    static let all: [Proof] = http + events + webSocket

    private static let http: [Proof] = [
        .network("content-length-short") {
            let answer = try await $0.modern("prompts/list")
            return answer.field("Content-Length") != String(answer.body.utf8.count)
        },
        .network("two-content-lengths") {
            try await $0.modern("prompts/list").head.split(separator: "Content-Length").count > 2
        },
        .network("chunk-size-wrong") {
            let body = try await $0.progress().body
            guard let line = body.firstRange(of: "\r\n") else { return false }
            let size = Int(body[..<line.lowerBound], radix: 16) ?? 0
            return !body.utf8.dropFirst(body.utf8.distance(from: body.startIndex, to: line.upperBound) + size)
                .starts(with: "\r\n".utf8)
        },
        .network("last-chunk-missing") { try await !$0.progress().body.hasSuffix("0\r\n\r\n") },
        .network("bare-newlines-in-head") { try await $0.modern("prompts/list").text.contains("200 OK\n") },
        .network("two-objects-in-body") { try await $0.modern("prompts/list").json?.array != nil },
    ]

    private static let events: [Proof] = [
        .network("event-data-broken") { try await $0.progress().body.contains("data: {\"json\ndata: ") },
        .network("event-unfinished") { try await !$0.progress().body.contains("}\n\n") },
        .network("event-named-otherwise") { try await $0.progress().body.contains("event: reply") },
        .network("event-ids-repeat") { wire in
            let session = try await wire.begin().field("Mcp-Session-Id")
            let params: JSON = ["name": "test_tool_with_progress", "_meta": ["progressToken": "t"]]
            let answer = try await wire.legacy(session, NetworkProbe.request("tools/call", params))
            let ids = answer.body.utf8.split(separator: 0x0A).filter { $0.starts(with: "id: ".utf8) }.map(String.init)
            return ids.count > 1 && Set(ids).count < ids.count
        },
        .network("endpoint-event-missing") {
            try await !$0.send("GET", "/sse") { $0.contains("endpoint") || $0.contains(": nothing") }.body
                .contains("endpoint")
        },
        .network("event-ids-in-modern") { try await $0.progress().body.contains("id: 7") },
    ]

    private static let webSocket: [Proof] = [
        .network("masked-server-frames") { try await $0.frame().header.mask != nil },
        .network("reserved-bits-set") { try await $0.frame().header.reservedBits != 0 },
        .network("control-frame-fragmented") {
            let header = try await $0.frame().header
            return header.opcode == .ping && !header.isFinal
        },
        .network("text-as-binary") { try await $0.frame().header.opcode == .binary },
        .network("continuation-without-start") { try await $0.frame().header.opcode == .continuation },
        .network("close-code-reserved") {
            try await $0.frame(answering: .close, "\u{3}\u{28}").payload.starts(with: [0x03, 0xED])
        },
        .network("pong-missing") {
            try await $0.frames(.ping, "hello").allSatisfy { $0.header.opcode != .pong }
        },
        .network("pong-payload-wrong") {
            let pong = try await $0.frames(.ping, "hello").first { $0.header.opcode == .pong }
            return pong?.payload != Array("hello".utf8)
        },
    ]
}

extension NetworkProbe {
    /// A call whose answer is an event stream.
    fileprivate func progress() async throws -> Answer {
        try await modernTool("test_tool_with_progress", meta: ["progressToken": "t"])
    }

    private static let ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"

    /// The first frame that answers a message, or another frame.
    fileprivate func frame(answering opcode: WebSocketOpcode = .text, _ payload: String = ping) async throws
        -> WebSocketFrame
    {
        let frames = try await webSocket(sending: [(opcode, payload)]) { !$0.isEmpty }.frames
        return try #require(frames.first)
    }

    /// The frames that answer a frame and a message after it.
    fileprivate func frames(_ opcode: WebSocketOpcode, _ payload: String) async throws -> [WebSocketFrame] {
        try await webSocket(sending: [(opcode, payload), (.text, Self.ping)]) { frames in
            frames.contains { $0.header.opcode == .text }
        }.frames
    }
}
