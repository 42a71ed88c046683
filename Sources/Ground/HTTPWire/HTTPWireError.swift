/// Why bytes were not read as HTTP or an event stream, or a message was not written.
public struct HTTPWireError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure that callers tell apart.
    public enum Code: Sendable, Equatable {
        /// Received bytes break a rule; see ``HTTPWireError/violation``.
        case refused(HTTPRule)
        /// The parser was used after it had refused the stream, or after the stream had ended.
        case ended
        /// A method to be sent is not a token.
        case unwritableMethod
        /// A target to be sent holds white space, control characters or nothing.
        case unwritableTarget
        /// A reason phrase to be sent holds control characters.
        case unwritableReason
        /// A field name to be sent is not a token.
        case unwritableFieldName
        /// A field value to be sent holds CR, LF, NUL or another control character.
        case unwritableFieldValue
        /// A chunk extension to be sent would break the line.
        case unwritableChunkExtension
        /// An event's name or id to be sent would break the line, or the id holds NUL.
        case unwritableEvent
        /// A received event stream breaks a rule; see ``HTTPWireError/eventStreamViolation``.
        case refusedEventStream(EventStreamRule)
    }

    /// The kind of failure.
    public let code: Code
    /// The byte at which it was seen: of the stream for received bytes, of the text for bytes to be sent.
    public let offset: Int
    /// What should have stood there.
    public let expected: String
    /// What stood there.
    public let seen: String

    /// Describes a failure.
    public init(_ code: Code, offset: Int, expected: String, seen: String) {
        self.code = code
        self.offset = offset
        self.expected = expected
        self.seen = seen
    }

    init(_ violation: HTTPViolation) {
        self.init(
            .refused(violation.rule),
            offset: violation.offset,
            expected: violation.expected,
            seen: violation.seen
        )
    }

    /// The broken rule of HTTP as a value, when that is the reason.
    public var violation: HTTPViolation? {
        guard case .refused(let rule) = code else { return nil }
        return HTTPViolation(rule, offset: offset, expected: expected, seen: seen)
    }

    /// The broken rule of event streams as a value, when that is the reason.
    public var eventStreamViolation: EventStreamViolation? {
        guard case .refusedEventStream(let rule) = code else { return nil }
        return EventStreamViolation(rule, offset: offset, expected: expected, seen: seen)
    }

    /// One sentence: what was expected, what was seen, and where.
    public var description: String { "expected \(expected), saw \(seen) at byte \(offset) (\(name))" }

    private var name: String {
        switch code {
        case .refused(let rule): rule.rawValue
        case .refusedEventStream(let rule): rule.rawValue
        default: "\(code)"
        }
    }
}
