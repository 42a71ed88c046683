internal import Carriers
internal import HTTPWire
internal import Reactor
internal import Text
internal import WebSocketWire

/// Shows what happens on the wire, one line an event, for people.
final class TracePrinter: WireObserver {
    private struct State {
        var lineConnections: Set<Int> = []
        var connections = 0
    }

    let interest: WireInterest = [.parts, .messages]
    private let start = MonotonicInstant.now
    private let columns: Int
    private let isFull: Bool
    private let state = Locked(State())
    private let say: @Sendable (String) -> Void

    /// Prints lines of at most so many columns by calling `say`; a full trace wraps what a short one cuts.
    init(columns: Int, isFull: Bool, say: @escaping @Sendable (String) -> Void) {
        (self.columns, self.isFull, self.say) = (max(40, columns), isFull, say)
    }

    func nextConnection() -> Int {
        state.withLock { state in
            state.connections += 1
            return state.connections
        }
    }

    func observe(_ event: WireEvent) {
        for (mark, text) in lines(of: event) { print(event, mark, text) }
    }

    // MARK: What an event says

    private func lines(of event: WireEvent) -> [(mark: String, text: String)] {
        switch event.content {
        case .opened(let peer):
            if case .socket = peer {} else { state.withLock { _ = $0.lineConnections.insert(event.connection) } }
            return [("open", "\(peer)")]
        case .line(let line):
            state.withLock { _ = $0.lineConnections.insert(event.connection) }
            return [(mark(line), text(line.bytes))]
        case .message(let bytes):
            // A line is shown as one already.
            return state.withLock({ $0.lineConnections.contains(event.connection) })
                ? []
                : [
                    (
                        bytes.first == UInt8(ascii: "{") || bytes.first == UInt8(ascii: "[") ? "json" : "data",
                        text(bytes)
                    )
                ]
        case .requestHead(let head): return self.head(["\(head.method) \(head.target) \(head.version)"], head.fields)
        case .responseHead(let head): return self.head(["\(head.version) \(head.status)"], head.fields)
        case .trailers(let fields): return self.head([], fields)
        case .eventStream(let item): return show(item)
        case .frame(let frame): return show(frame)
        case .diagnostics(let bytes): return diagnostics(bytes)
        case .violation(let violation): return [("wrong", violation.detail)]
        case .finished: return [("end", "nothing more comes")]
        case .exit(let exit): return [("exit", "\(exit)")]
        case .closed(.here): return [("close", "")]
        case .closed(.resetHere): return [("reset", "")]
        case .closed(.failed(let reason)): return [("fail", reason)]
        case .bytes, .body, .messageEnd: return []
        }
    }

    private func mark(_ line: WireLine) -> String {
        switch line.kind {
        case .message: line.isTerminated ? "line" : "line…"
        case .blank: "blank"
        case .junk: "junk"
        }
    }

    private func head(_ first: [String], _ fields: HTTPFields) -> [(mark: String, text: String)] {
        first.map { ("head", $0) } + fields.map { ("", "\($0.name): \(Self.shown($0))") }
    }

    /// Credentials stay off screens and out of logs.
    private static func shown(_ field: HTTPField) -> String {
        switch field.name.lowercased() {
        case "authorization", "proxy-authorization":
            return field.value.split(separator: " ").first.map { "\($0) …" } ?? ""
        case "cookie", "set-cookie", "x-api-key": return "…"
        default: return PrintableText.escape(field.value)
        }
    }

    private func show(_ item: EventStreamItem) -> [(mark: String, text: String)] {
        switch item {
        case .line(let line) where line.kind == .comment: [("sse", ":\(PrintableText.escape(line.name))")]
        case .line(let line) where line.kind != .empty && line.name != "data":
            [("sse", PrintableText.escape("\(line.name): \(line.value)"))]
        case .violation(let violation): [("wrong", violation.description)]
        case .event(let event) where event.data.isEmpty: [("sse", "(an event without data)")]
        case .line, .event, .retry: []
        }
    }

    /// Whole text messages are shown as such; here the rest.
    private func show(_ frame: WebSocketFrame) -> [(mark: String, text: String)] {
        let header = frame.header
        guard header.opcode != .text || !header.isFinal else { return [] }
        guard header.opcode == .close else { return [("frame", "\(header.opcode), \(header.payloadLength) bytes")] }
        let payload = WebSocketClosePayload(received: frame.payload)
        let code = payload.code.map { " \($0)" } ?? ""
        return [("frame", "close\(code) \(PrintableText.escape(payload.reason))")]
    }

    /// Programs may print whole pages at a time, between which the messages would be lost.
    private func diagnostics(_ bytes: [UInt8]) -> [(mark: String, text: String)] {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let most = isFull ? lines.count : 4
        let shown = lines.prefix(most).map { (mark: "err", text: text(Array($0.utf8))) }
        guard lines.count > most else { return shown }
        return shown + [("err", "… \(lines.count - most) more lines; --trace=full shows them")]
    }

    private func text(_ bytes: [UInt8]) -> String { PrintableText.escape(bytes.span) }

    // MARK: Lines

    private func print(_ event: WireEvent, _ mark: String, _ text: String) {
        let lead = lead(event) + mark.padded(to: 6)
        let room = max(10, columns - lead.count)
        guard text.count > room else { return say((lead + text).withoutTrailingBlanks) }
        guard isFull else {
            let note = "… \(text.utf8.count) bytes"
            return say(lead + text.prefix(room - note.count) + note)
        }
        var rest = text[...]
        var lead2 = lead
        while !rest.isEmpty {
            say(lead2 + rest.prefix(room))
            rest = rest.dropFirst(room)
            lead2 = String(repeating: " ", count: lead.count)
        }
    }

    private func lead(_ event: WireEvent) -> String {
        let milliseconds = (event.time.nanoseconds - start.nanoseconds) / 100_000
        let time = "\(milliseconds / 10).\(abs(milliseconds % 10))"
        let place = "\(event.connection)" + (event.exchange.map { ".\($0)" } ?? "")
        let blanks = String(repeating: " ", count: max(0, 8 - time.count))
        return "\(blanks)\(time) \(place.padded(to: 4))\(event.direction == .sent ? ">" : "<") "
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(1, width - count))
    }

    fileprivate var withoutTrailingBlanks: String {
        var text = self[...]
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}
