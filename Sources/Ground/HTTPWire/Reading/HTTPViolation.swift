/// A place where received bytes break a rule.
public struct HTTPViolation: Sendable, Equatable, CustomStringConvertible {
    /// The broken rule.
    public let rule: HTTPRule
    /// The byte of the stream at which it was seen, counted from zero over the whole connection.
    public let offset: Int
    /// What should have stood there.
    public let expected: String
    /// What stood there.
    public let seen: String

    /// Describes a violation.
    public init(_ rule: HTTPRule, offset: Int, expected: String, seen: String) {
        self.rule = rule
        self.offset = offset
        self.expected = expected
        self.seen = seen
    }

    /// The status code with which a server answers.
    public var status: HTTPStatus { rule.status }

    /// One sentence: what was expected, what was seen, and where.
    public var description: String { "expected \(expected), saw \(seen) at byte \(offset) (\(rule.rawValue))" }

    static func describe(_ byte: UInt8) -> String {
        if byte > 0x20, byte < 0x7F { return "'\(Unicode.Scalar(byte))'" }
        switch byte {
        case 0x20: return "a space"
        case 0x09: return "a tab"
        case 0x0D: return "a carriage return"
        case 0x0A: return "a line feed"
        default:
            let digits = String(byte, radix: 16, uppercase: true)
            return "byte 0x\(digits.count < 2 ? "0" : "")\(digits)"
        }
    }

    /// A short, printable form of received bytes.
    static func quote(_ bytes: Span<UInt8>) -> String {
        var text = "\""
        for index in 0..<min(bytes.count, 40) {
            let byte = bytes[index]
            text += byte >= 0x20 && byte < 0x7F ? String(Unicode.Scalar(byte)) : "\\x" + String(byte, radix: 16)
        }
        return text + (bytes.count > 40 ? "…\"" : "\"")
    }
}
