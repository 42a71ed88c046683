/// One place where received bytes break a rule.
///
/// A strict reader throws the first; a tolerant reader reports each as an event and reads on.
public struct WebSocketViolation: Error, Sendable, Equatable, CustomStringConvertible {
    /// The broken rule.
    public let rule: WebSocketRule
    /// How many bytes of the connection, counted after the handshake, came before the place.
    public let offset: UInt64
    /// What the rule asks for.
    public let expected: String
    /// What was there instead.
    public let seen: String

    /// Describes a violation.
    public init(_ rule: WebSocketRule, offset: UInt64, expected: String, seen: String) {
        self.rule = rule
        self.offset = offset
        self.expected = expected
        self.seen = seen
    }

    /// The code to close the connection with.
    public var closeCode: WebSocketCloseCode { rule.closeCode }

    /// Whether no reader can go on behind it, however tolerant.
    public var endsReading: Bool {
        switch rule {
        case .lengthOutOfRange, .truncatedFrame, .truncatedMessage, .endedWithoutClose: true
        default: false
        }
    }

    /// One sentence with the rule, the place, what was expected and what was seen.
    public var description: String {
        "\(rule.rawValue) at byte \(offset): expected \(expected), saw \(seen) (\(rule.source))"
    }
}
