import JSON
import Reactor
import WebSocketWire

/// A client of HTTP and WebSocket that writes requests by hand and keeps every byte that comes back.
struct NetworkProbe: Sendable {
    let loop: EventLoop
    let address: SocketAddress
    var authority: String { "127.0.0.1:\(address.port ?? 0)" }

    /// What came back.
    struct Answer: Sendable {
        let text: String

        var status: Int { text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0 }
        var head: String { text.firstRange(of: "\r\n\r\n").map { String(text[..<$0.lowerBound]) } ?? text }
        var body: String { text.firstRange(of: "\r\n\r\n").map { String(text[$0.upperBound...]) } ?? "" }
        var json: JSON? { try? JSON(parsing: Array(body.utf8)) }

        func field(_ name: String) -> String? {
            head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
                .map { String($0.drop { $0 != ":" }.dropFirst().drop { $0 == " " }) }
        }
    }

    /// Sends bytes, and reads to the end, or until something has come.
    func exchange(_ text: String, until isEnough: (String) -> Bool = { _ in false }) async throws -> Answer {
        let stream = try await Connector.connect(to: address, on: loop)
        defer { stream.close() }
        try await stream.write(Array(text.utf8))
        var buffer = InputBuffer()
        var bytes: [UInt8] = []
        let deadline = Deadline.after(.seconds(10))
        while !isEnough(String(decoding: bytes, as: UTF8.self)) {
            guard (try? await stream.read(into: &buffer, until: deadline)) ?? 0 > 0 else { break }
            bytes += buffer.takeAll()
        }
        return Answer(text: String(decoding: bytes, as: UTF8.self))
    }

    /// A request with fields; nil takes a usual one away.
    func send(
        _ method: String,
        _ path: String = "/mcp",
        _ fields: [String: String?] = [:],
        body: String = "",
        until isEnough: (String) -> Bool = { _ in false }
    ) async throws -> Answer {
        var all: [String: String?] = [
            "Host": authority, "Connection": "close",
            "Accept": method == "GET" ? "text/event-stream" : "application/json, text/event-stream",
        ]
        if method == "POST" {
            all["Content-Type"] = "application/json"
            all["Content-Length"] = String(body.utf8.count)
        }
        all.merge(fields) { $1 }
        let head = all.compactMap { name, value in value.map { "\(name): \($0)\r\n" } }.sorted().joined()
        return try await exchange("\(method) \(path) HTTP/1.1\r\n\(head)\r\n\(body)", until: isEnough)
    }

    /// A modern request with all that it needs, changed by other fields.
    func modern(
        _ method: String,
        _ params: JSON = [:],
        _ fields: [String: String?] = [:],
        meta: JSON = [:],
        until isEnough: (String) -> Bool = { _ in false }
    ) async throws -> Answer {
        var all: JSON = [
            "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
        ]
        for (key, value) in meta.object ?? [] { all[key] = value }
        var params = params
        params["_meta"] = all
        var mirrors: [String: String?] = [
            "MCP-Protocol-Version": all["io.modelcontextprotocol/protocolVersion"]?.string, "Mcp-Method": method,
        ]
        if let name = (params["name"] ?? params["uri"] ?? params["taskId"])?.string { mirrors["Mcp-Name"] = name }
        mirrors.merge(fields) { $1 }
        let body: JSON = ["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": params]
        return try await send("POST", "/mcp", mirrors, body: "\(body)", until: isEnough)
    }

    func modernTool(_ name: String, meta: JSON = [:], until isEnough: (String) -> Bool = { _ in false }) async throws
        -> Answer
    {
        try await modern("tools/call", ["name": .string(name), "arguments": [:]], meta: meta, until: isEnough)
    }

    /// Begins a legacy session.
    func begin() async throws -> Answer {
        let body: JSON = [
            "jsonrpc": "2.0", "id": 0, "method": "initialize",
            "params": [
                "protocolVersion": "2025-11-25", "capabilities": [:], "clientInfo": ["name": "test", "version": "1"],
            ],
        ]
        return try await send("POST", body: "\(body)")
    }

    /// A message within a legacy session.
    func legacy(
        _ session: String?,
        _ message: JSON,
        _ fields: [String: String?] = [:],
        until isEnough: (String) -> Bool = { _ in false }
    ) async throws -> Answer {
        var all: [String: String?] = ["Mcp-Session-Id": session, "MCP-Protocol-Version": "2025-11-25"]
        all.merge(fields) { $1 }
        return try await send("POST", "/mcp", all, body: "\(message)", until: isEnough)
    }

    static func request(_ method: String, _ params: JSON = [:], id: JSON = 1) -> JSON {
        .object([("jsonrpc", "2.0"), ("id", id), ("method", .string(method)), ("params", params)])
    }

    static let initialized: JSON = ["jsonrpc": "2.0", "method": "notifications/initialized"]

    /// Opens a WebSocket, sends frames, and returns the head and all frames that came until there are enough.
    func webSocket(
        sending frames: [(WebSocketOpcode, String)],
        until isEnough: ([WebSocketFrame]) -> Bool
    ) async throws -> (head: Answer, frames: [WebSocketFrame]) {
        let stream = try await Connector.connect(to: address, on: loop)
        defer { stream.close() }
        let head =
            "GET /ws HTTP/1.1\r\nHost: \(authority)\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Protocol: mcp\r\n\r\n"
        try await stream.write(Array(head.utf8))
        var bytes: [UInt8] = []
        var buffer = InputBuffer()
        func read() async -> Bool {
            guard (try? await stream.read(into: &buffer, until: .after(.seconds(10)))) ?? 0 > 0 else { return false }
            bytes += buffer.takeAll()
            return true
        }
        while bytes.firstRange(of: Array("\r\n\r\n".utf8)) == nil { guard await read() else { break } }
        for (opcode, payload) in frames {
            var output: [UInt8] = []
            let text = Array(payload.utf8)
            WebSocketFrameWriter.append(opcode, text.span, mask: WebSocketMask(1, 2, 3, 4), to: &output)
            try await stream.write(output)
        }
        let start = bytes.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound ?? bytes.count
        var found = Self.frames(bytes, start)
        while !isEnough(found), await read() { found = Self.frames(bytes, start) }
        return (Answer(text: String(decoding: bytes[..<start], as: UTF8.self)), found)
    }

    private static func frames(_ bytes: [UInt8], _ start: Int) -> [WebSocketFrame] {
        var collector = WebSocketFrameCollector(role: .client, allowsReserved1: true)
        var frames: [WebSocketFrame] = []
        var place = start
        while let frame = collector.next(bytes.span, at: &place) { frames.append(frame) }
        return frames
    }
}
