internal import HTTPWire

/// Collects what the fields of a handshake break.
struct HandshakeCheck {
    let fields: HTTPFields
    private(set) var violations: [WebSocketHandshakeViolation] = []

    init(_ fields: HTTPFields) { self.fields = fields }

    mutating func report(_ rule: WebSocketHandshakeRule, _ field: String? = nil, expected: String, seen: String) {
        let offset = field.flatMap { fields.firstPosition(of: $0) }.map { fields[$0].offset }
        violations.append(WebSocketHandshakeViolation(rule, offset: offset, expected: expected, seen: seen))
    }

    /// What requests and answers have in common.
    mutating func upgrade() {
        if !fields.hasToken("websocket", in: "Upgrade") {
            report(.upgrade, "Upgrade", expected: "Upgrade: websocket", seen: fields["Upgrade"] ?? "no such field")
        }
        if !fields.hasToken("upgrade", in: "Connection") {
            report(
                .connection,
                "Connection",
                expected: "Connection: Upgrade",
                seen: fields["Connection"] ?? "no such field"
            )
        }
    }

    /// A field that comes once, with a value that is right.
    mutating func one(
        _ rule: WebSocketHandshakeRule,
        _ name: String,
        expected: String,
        _ isRight: (String) -> Bool
    ) {
        let values = fields.values(for: name)
        if values.count == 1, isRight(values[0]) { return }
        let seen = values.isEmpty ? "no such field" : values.joined(separator: " and ")
        report(rule, name, expected: "\(name) once: \(expected)", seen: seen)
    }

    /// Subprotocols are distinct tokens.
    mutating func subprotocols() {
        let name = "Sec-WebSocket-Protocol"
        guard fields.contains(name) else { return }
        let offered = fields.listElements(for: name)
        let isRight = !offered.isEmpty && offered.allSatisfy(isToken) && Set(offered).count == offered.count
        if !isRight {
            report(
                .subprotocols,
                name,
                expected: "distinct tokens",
                seen: fields.combinedValue(for: name) ?? "nothing"
            )
        }
    }

    /// The extensions of all fields, as far as they can be read.
    mutating func extensions() -> [WebSocketExtension] {
        let name = "Sec-WebSocket-Extensions"
        var found: [WebSocketExtension] = []
        for value in fields.values(for: name) {
            if let list = WebSocketExtension.list(value) {
                found += list
            } else {
                report(.extensions, name, expected: "tokens with parameters", seen: value)
            }
        }
        return found
    }
}
