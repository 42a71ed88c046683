import HTTPWire

/// Which kinds of reply a client takes.
struct AcceptedReplies: Sendable, Equatable {
    let json: Bool
    let events: Bool

    private static let usual = Array("application/json, text/event-stream".utf8)

    init(json: Bool, events: Bool) { (self.json, self.events) = (json, events) }

    /// Reads Accept; a request without it takes everything.
    init(_ fields: HTTPFields) {
        guard let position = fields.firstPosition(of: "Accept") else {
            self.init(json: true, events: true)
            return
        }
        if fields.valueBytes(at: position).isEqual(to: Self.usual) {
            self.init(json: true, events: true)
            return
        }
        let accept = HTTPAccept(fields.combinedValue(for: "Accept"))
        self.init(json: accept.accepts(ContentTypes.json), events: accept.accepts(ContentTypes.events))
    }
}

/// The content types of messages.
enum ContentTypes {
    static let json = MediaType("application", "json")
    static let events = MediaType("text", "event-stream")
    private static let usual = Array("application/json".utf8)

    /// Whether the content is JSON, in UTF-8 if anything is said about it.
    static func isJSON(_ fields: HTTPFields) -> Bool {
        guard let position = fields.firstPosition(of: "Content-Type") else { return false }
        if fields.valueBytes(at: position).isEqual(to: usual) { return true }
        guard fields.values(for: "Content-Type").count == 1, let type = MediaType(fields[position].value) else {
            return false
        }
        guard type.essence == json.essence else { return false }
        return type.parameter("charset").map { ["utf-8", "utf8"].contains($0.lowercased()) } ?? true
    }
}

extension Span<UInt8> {
    fileprivate func isEqual(to bytes: [UInt8]) -> Bool {
        guard count == bytes.count else { return false }
        for place in 0..<count where self[place] != bytes[place] { return false }
        return true
    }
}
