internal import JSON
internal import Text

/// Short descriptions of values for messages.
enum ValueExcerpt {
    /// The most bytes of a value that are shown.
    static let width = 60

    /// What a value is, with its text as far as it is short.
    static func describe(_ value: JSONValue) -> String {
        switch value.kind {
        case .null: "null"
        case .bool: value.bool == true ? "true" : "false"
        case .number: "the number \(cut(value.rawText))"
        case .string: "the string \(quote(value.string ?? ""))"
        case .array: "an array of \(plural(value.array?.count ?? 0, "element"))"
        case .object: "an object of \(plural(value.object?.count ?? 0, "member"))"
        }
    }

    /// A value as its JSON text, cut short.
    static func text(_ value: JSONValue) -> String {
        switch value.kind {
        case .string: quote(value.string ?? "")
        default: cut(escaped(value.rawBytes.prefix(4 * width)))
        }
    }

    /// Several values, the first ones of many.
    static func list(_ values: [JSONValue]) -> String {
        let shown = values.prefix(6).map(text).joined(separator: ", ")
        return values.count > 6 ? "\(shown) and \(values.count - 6) more" : shown
    }

    /// A text in quotation marks, safe to print and cut short.
    static func quote(_ text: String) -> String { PrintableText.quote(text, limit: width) }

    /// A number and a noun.
    static func plural(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    private static func escaped(_ bytes: ArraySlice<UInt8>) -> String { PrintableText.escape(Array(bytes).span) }

    private static func cut(_ text: String) -> String {
        text.count <= width ? text : text.prefix(width - 1) + "…"
    }
}
