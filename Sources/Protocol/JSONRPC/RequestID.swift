public import JSON

/// What pairs a response with its request: a string or a number, never converted from one to the other.
///
/// Numbers are compared exactly, digit by digit, and never through a floating-point value; `9007199254740993` is not
/// `9007199254740992`.
public enum RequestID: Sendable, CustomStringConvertible {
    case string(String)
    /// An integer written plainly that fits 64 bits: nearly every number that is ever seen.
    case integer(Int64)
    /// Any other number: too long, with a fraction, or with an exponent.
    case number(JSONNumber)

    /// The id that a JSON value is, if it is a string or a number.
    public init?(_ value: JSONValue) {
        if let text = value.string {
            self = .string(text)
        } else if let number = value.number {
            self.init(number)
        } else {
            return nil
        }
    }

    /// The id that a composed value is, if it is a string or a number.
    public init?(_ json: JSON) {
        switch json {
        case .string(let text): self = .string(text)
        case .number(let number): self.init(number)
        default: return nil
        }
    }

    /// The id that a number is.
    public init(_ number: JSONNumber) {
        if let integer = number.int64, String(integer) == number.lexeme {
            self = .integer(integer)
        } else {
            self = .number(number)
        }
    }

    /// Whether the protocol allows this id: a string or an integer.
    public var isStringOrInteger: Bool {
        if case .number(let number) = self { number.isInteger } else { true }
    }

    /// The id as a JSON value; a number keeps its digits.
    public var json: JSON {
        switch self {
        case .string(let text): .string(text)
        case .integer(let integer): JSON(integer)
        case .number(let number): .number(number)
        }
    }

    /// The id as it stands in a message: a string with its quotes.
    public var description: String { json.description }

    /// Writes the id as a value.
    func write(to writer: inout JSONWriter) {
        switch self {
        case .string(let text): writer.string(text)
        case .integer(let integer): writer.integer(integer)
        case .number(let number): writer.number(number)
        }
    }
}

extension RequestID: Hashable {
    /// Whether both are the same string or exactly the same number.
    public static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.string(let left), .string(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.integer(let integer), .number(let number)), (.number(let number), .integer(let integer)):
            number == JSONNumber(integer)
        case (.string, _), (_, .string): false
        }
    }

    /// Equal ids hash alike, however their digits are written.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .string(let text): hasher.combine(text)
        case .integer(let integer): hasher.combine(integer)
        case .number(let number):
            if let integer = number.int64 { hasher.combine(integer) } else { hasher.combine(number) }
        }
    }
}

extension RequestID: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// A string id.
    public init(stringLiteral text: String) { self = .string(text) }
    /// An integer id.
    public init(integerLiteral integer: Int64) { self = .integer(integer) }
}
