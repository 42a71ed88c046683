/// How the text of a value becomes a value, and how help and errors speak of it.
public struct ValueType<Value: Sendable>: Sendable {
    /// What stands for the value in help texts, in capitals.
    public let placeholder: String
    /// What is expected, to follow the word "expected": `a whole number from 1 to 9`.
    public let expected: String
    /// What a shell may offer.
    public let completion: Completion
    /// Reads the text; nil when it is malformed.
    public let parse: @Sendable (String) -> Value?
    /// Writes a value as the user would.
    public let text: @Sendable (Value) -> String

    /// A type of value.
    public init(
        placeholder: String,
        expected: String,
        completion: Completion = .nothing,
        text: @escaping @Sendable (Value) -> String,
        parse: @escaping @Sendable (String) -> Value?
    ) {
        self.placeholder = placeholder
        self.expected = expected
        self.completion = completion
        self.text = text
        self.parse = parse
    }

    /// The same type under another placeholder.
    public func named(_ placeholder: String) -> ValueType {
        ValueType(placeholder: placeholder, expected: expected, completion: completion, text: text, parse: parse)
    }
}

extension ValueType where Value == String {
    /// Any text that is not empty.
    public static let text = ValueType(placeholder: "TEXT", expected: "some text", text: { $0 }, parse: nonEmpty)

    /// The path of a file.
    public static let file = ValueType(
        placeholder: "FILE",
        expected: "the path of a file",
        completion: .files,
        text: { $0 },
        parse: nonEmpty
    )

    /// The path of a directory.
    public static let directory = ValueType(
        placeholder: "DIRECTORY",
        expected: "the path of a directory",
        completion: .directories,
        text: { $0 },
        parse: nonEmpty
    )

    @Sendable
    private static func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }
}
