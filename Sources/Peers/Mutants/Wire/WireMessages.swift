import JSON
import WebSocketWire

/// Changes JSON-RPC messages where they travel: in lines, in bodies, in events and in WebSocket messages.
///
/// It reaches what never passes an endpoint, such as the answer to bytes that are no JSON. A message may become several
/// where the transport can carry several, and none.
struct WireMessages {
    private let change: (JSON) -> [[UInt8]]
    private var head: HeadLines?

    init(_ change: @escaping (JSON) -> [[UInt8]]) { self.change = change }

    /// An alteration of what is sent.
    static func sent(_ change: @escaping (JSON) -> [[UInt8]]) -> StreamAlteration {
        var messages = WireMessages(change)
        return .pieces { messages.take($0) }
    }

    /// An alteration of what is received.
    static func received(_ change: @escaping (JSON) -> [[UInt8]]) -> StreamAlteration {
        var messages = WireMessages(change)
        return .receivedPieces { messages.take($0) }
    }

    /// What is to be written for a piece.
    mutating func take(_ piece: WirePiece) -> [UInt8] {
        switch piece {
        case .line(let line):
            guard let changed = messages(line) else { return piece.bytes }
            return changed.flatMap { WirePiece.line($0).bytes }
        case .head(let new):
            let held = flush()
            // The head waits for its body, which may change in length.
            guard new["Content-Length"].flatMap({ Int($0) }) ?? 0 > 0 else { return held + piece.bytes }
            head = new
            return held
        case .body(let body):
            guard let changed = messages(body), changed.first != body else { return flush() + piece.bytes }
            let bytes = changed.first ?? []
            head?["Content-Length"] = String(bytes.count)
            return flush() + bytes
        case .chunk(let data): return events(data).flatMap { WirePiece.chunk($0).bytes }
        case .frame(let header, let payload):
            guard header.opcode == .text, header.isFinal, let changed = messages(payload) else { return piece.bytes }
            return changed.flatMap { WirePiece.frame(header, $0).bytes }
        case .lastChunk, .other: return piece.bytes
        }
    }

    private mutating func flush() -> [UInt8] {
        defer { head = nil }
        return head?.bytes ?? []
    }

    private func messages(_ bytes: [UInt8]) -> [[UInt8]]? { (try? JSON(parsing: bytes)).map(change) }

    /// The chunks for a chunk of events; a chunk without a message stays.
    private func events(_ data: [UInt8]) -> [[UInt8]] {
        let text = String(decoding: data, as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let line = lines.first(where: { $0.hasPrefix("data:") }),
            let changed = messages(Array(line.dropFirst(5).utf8))
        else { return [data] }
        let others = lines.filter { $0 != line && !$0.isEmpty }
        return changed.map { message in
            Array(
                (others + ["data: " + String(decoding: message, as: UTF8.self), "", ""]).joined(separator: "\n").utf8
            )
        }
    }
}
