/// An event of an event stream, as a client would dispatch it.
public struct ServerSentEvent: Sendable, Equatable {
    /// The event's type; `message` unless the stream named another.
    public var type: String
    /// The lines of data, joined by line feeds; always UTF-8.
    public var data: [UInt8]
    /// The last event id when the event was dispatched: its own or the one before; empty without any.
    public var id: String
    /// The bytes of the stream that the event's block takes, from its first line to the empty line.
    public var byteRange: Range<Int>

    /// Describes an event.
    public init(type: String = "message", data: [UInt8], id: String = "", byteRange: Range<Int> = 0..<0) {
        self.type = type
        self.data = data
        self.id = id
        self.byteRange = byteRange
    }

    /// The data as text.
    public var text: String { String(decoding: data, as: UTF8.self) }
}

/// One line of an event stream, for those who look at more than events.
public struct EventStreamLine: Sendable, Equatable {
    /// What a line does.
    public enum Kind: Sendable, Equatable {
        /// Ends a block.
        case empty
        /// Begins with a colon.
        case comment
        /// Sets `event`, `data`, `id` or `retry`.
        case field
        /// Has a name that the format does not know, and is ignored.
        case unknownField
    }

    /// What the line does.
    public let kind: Kind
    /// The name before the colon; the text after it for a comment.
    public let name: String
    /// The value, without one leading space.
    public let value: String
    /// The bytes of the stream that the line takes, its end not counted.
    public let byteRange: Range<Int>
}

/// What an event stream brought.
public enum EventStreamItem: Sendable, Equatable {
    /// A complete event with data.
    case event(ServerSentEvent)
    /// The stream asks to wait so many milliseconds before reconnecting.
    case retry(milliseconds: Int)
    /// A line; only for those who asked for lines, and before what the line causes.
    case line(EventStreamLine)
    /// A broken rule; only in a tolerant reading.
    case violation(EventStreamViolation)
}

/// A rule of event streams or of a configured limit.
public enum EventStreamRule: String, CaseIterable, Sendable {
    /// The bytes are UTF-8.
    case utf8 = "utf-8"
    /// An id holds no NUL; one with it is ignored.
    case nulInID = "nul-in-id"
    /// A retry value is digits only; another is ignored.
    case retryDigits = "retry-digits"
    /// The stream ends with an empty line; an event that is not complete is dropped.
    case incompleteEvent = "incomplete-event"
    /// A line is not too long.
    case lineLimit = "line-limit"
    /// The data of an event are not too long.
    case eventLimit = "event-limit"

    /// Whether even a tolerant reading ends here.
    var endsReading: Bool { self == .lineLimit || self == .eventLimit }
}

/// A place where an event stream breaks a rule.
public struct EventStreamViolation: Sendable, Equatable, CustomStringConvertible {
    /// The broken rule.
    public let rule: EventStreamRule
    /// The byte of the stream at which it was seen, counted from zero.
    public let offset: Int
    /// What should have stood there.
    public let expected: String
    /// What stood there.
    public let seen: String

    /// Describes a violation.
    public init(_ rule: EventStreamRule, offset: Int, expected: String, seen: String) {
        self.rule = rule
        self.offset = offset
        self.expected = expected
        self.seen = seen
    }

    /// One sentence: what was expected, what was seen, and where.
    public var description: String { "expected \(expected), saw \(seen) at byte \(offset) (\(rule.rawValue))" }
}
