import JSON
import MCP
import Reactor

/// A client that says what it is told to, line by line, and remembers all that it hears.
///
/// `@unchecked Sendable`: confined to the thread of the stream's loop.
final class Conversation: @unchecked Sendable {
    let stream: any ByteStream
    let era: Era
    /// Every byte that came.
    private(set) var raw: [UInt8] = []
    private var buffer = InputBuffer()
    private var hasEnded = false

    init(_ stream: any ByteStream, _ era: Era) { (self.stream, self.era) = (stream, era) }

    /// Every line that came, those left out that are no JSON.
    var messages: [JSON] { lines.compactMap { try? JSON(parsing: $0) } }
    var lines: [[UInt8]] { raw.split(separator: 0x0A).map(Array.init) }
    var text: String { String(decoding: raw, as: UTF8.self) }

    /// Notifications and requests of a method that came.
    func notices(_ method: String) -> [JSON] { messages.filter { $0["method"]?.string == method } }
    /// The place of the first message that fits.
    func place(_ fits: (JSON) -> Bool) -> Int { messages.firstIndex(where: fits) ?? .max }
    func placeOfReply(_ id: JSON) -> Int { place { $0["id"] == id && $0["method"] == nil } }

    func sendRaw(_ bytes: [UInt8]) async throws { try await stream.write(bytes) }
    func send(_ message: JSON) async throws { try await sendRaw(message.encoded() + [0x0A]) }

    /// A request as the era wants it.
    func request(_ method: String, _ params: JSON = [:], id: JSON = 1, meta: JSON = [:]) -> JSON {
        var params = params
        if era == .modern {
            var all: JSON = [
                "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                "io.modelcontextprotocol/clientCapabilities": [:],
            ]
            for (key, value) in meta.object ?? [] {
                all[key.contains("T") ? key : "io.modelcontextprotocol/" + key] = value
            }
            if let token = meta["progressToken"] {
                all["io.modelcontextprotocol/progressToken"] = nil
                all["progressToken"] = token
            }
            params["_meta"] = all
        } else if meta.object?.isEmpty == false {
            params["_meta"] = meta
        }
        return .object([("jsonrpc", "2.0"), ("id", id), ("method", .string(method)), ("params", params)])
    }

    func notify(_ method: String, _ params: JSON = [:]) async throws {
        try await send(["jsonrpc": "2.0", "method": .string(method), "params": params])
    }

    /// Sends a request and waits for its reply, which it looks for by the text of its id.
    func call(_ method: String, _ params: JSON = [:], id: JSON = 1, meta: JSON = [:]) async throws -> JSON {
        try await send(request(method, params, id: id, meta: meta))
        return try await reply(id)
    }

    func tool(_ name: String, _ arguments: JSON = [:], id: JSON = 1, meta: JSON = [:]) async throws -> JSON {
        try await call("tools/call", ["name": .string(name), "arguments": arguments], id: id, meta: meta)
    }

    /// Waits for the reply to a request.
    func reply(_ id: JSON) async throws -> JSON {
        try await wait { $0.messages.contains { $0["id"] == id && $0["method"] == nil } }
        return messages.last { $0["id"] == id && $0["method"] == nil } ?? .null
    }

    /// A question that any server answers; what was answered at once before it has come when its reply has.
    @discardableResult func settle(_ id: JSON = "settled") async throws -> JSON {
        try await send(request(era == .modern ? "prompts/list" : "ping", id: id))
        try await wait { $0.text.contains("\"settled\"") }
        return messages.last ?? .null
    }

    /// Reads until something has come, or the end; nothing that comes at all takes as long as the limit.
    func wait(until isEnough: (Conversation) -> Bool) async throws {
        let deadline = Deadline.after(.seconds(10))
        while !hasEnded, !isEnough(self) {
            if try await stream.read(into: &buffer, until: deadline) == 0 { hasEnded = true }
            raw += buffer.takeAll()
        }
    }

    /// Whether something does not come within a time that is enough for what is right.
    func staysSilent(_ hasCome: (Conversation) -> Bool) async throws -> Bool {
        let deadline = Deadline.after(.seconds(1))
        while !hasEnded, !hasCome(self) {
            do { if try await stream.read(into: &buffer, until: deadline) == 0 { hasEnded = true } } catch { break }
            raw += buffer.takeAll()
        }
        return !hasCome(self)
    }

    /// Whether the server stays when nothing more is sent to it.
    func staysOpen() async throws -> Bool {
        _ = try await staysSilent { $0.hasEnded }
        return !hasEnded
    }

    /// Begins a legacy session.
    func begin(version: String = "2025-11-25") async throws -> JSON {
        let params: JSON = [
            "protocolVersion": .string(version), "capabilities": ["elicitation": [:]],
            "clientInfo": ["name": "test", "version": "1"],
        ]
        let answer = try await call("initialize", params, id: "begin")
        try await notify("notifications/initialized")
        return answer
    }
}
