public import HTTPWire

/// A rule of the opening handshake (RFC 6455 section 4) that a request or an answer can break.
///
/// The raw value is a stable code for reports.
public enum WebSocketHandshakeRule: String, Sendable, Equatable, CaseIterable {
    // What a request can break.
    /// The method is GET.
    case method = "handshake-method"
    /// The version is HTTP/1.1.
    case httpVersion = "handshake-http-version"
    /// There is a Host field.
    case host = "handshake-host"
    /// There is one key.
    case key = "handshake-key"
    /// The key is the base64 of 16 bytes.
    case keyFormat = "handshake-key-format"
    /// The version of the protocol is 13.
    case version = "handshake-version"
    /// Subprotocols are distinct tokens.
    case subprotocols = "handshake-subprotocols"
    /// The origin is one that the server serves.
    case origin = "handshake-origin"
    // What both can break.
    /// Upgrade names websocket.
    case upgrade = "handshake-upgrade"
    /// Connection names Upgrade.
    case connection = "handshake-connection"
    /// The list of extensions keeps its grammar.
    case extensions = "handshake-extensions"
    // What an answer can break.
    /// The status is 101.
    case status = "handshake-status"
    /// There is one accept field, and it belongs to the key.
    case accept = "handshake-accept"
    /// The subprotocol is one that was offered.
    case subprotocolUnasked = "handshake-subprotocol-unasked"
    /// The extensions are ones that were offered.
    case extensionUnasked = "handshake-extension-unasked"
    /// The parameters of an extension fit what was offered.
    case extensionParameters = "handshake-extension-parameters"

    /// The status with which a server answers a request that breaks the rule.
    public var status: HTTPStatus {
        switch self {
        case .method: .methodNotAllowed
        case .version, .upgrade: .upgradeRequired
        case .httpVersion: .httpVersionNotSupported
        case .origin: .forbidden
        default: .badRequest
        }
    }
}

/// One way in which a handshake breaks a rule.
public struct WebSocketHandshakeViolation: Error, Sendable, Equatable, CustomStringConvertible {
    /// The broken rule.
    public let rule: WebSocketHandshakeRule
    /// Where the field that breaks it begins in the head; nil when there is none.
    public let offset: Int?
    /// What the rule asks for.
    public let expected: String
    /// What was there instead.
    public let seen: String

    /// Describes a violation.
    public init(_ rule: WebSocketHandshakeRule, offset: Int? = nil, expected: String, seen: String) {
        self.rule = rule
        self.offset = offset
        self.expected = expected
        self.seen = seen
    }

    /// One sentence with the rule, what was expected, what was seen and where.
    public var description: String {
        let place = offset.map { " at byte \($0) of the head" } ?? ""
        return "\(rule.rawValue)\(place): expected \(expected), saw \(seen)"
    }

    /// The answer of a server that refuses the request because of it.
    public var refusal: HTTPResponseHead {
        var head = HTTPResponseHead(rule.status)
        switch rule {
        case .method: head.fields.append("Allow", "GET")
        case .version, .upgrade:
            head.fields.append("Upgrade", "websocket")
            head.fields.append("Connection", "Upgrade")
            head.fields.append("Sec-WebSocket-Version", "13")
        default: break
        }
        return head
    }
}
