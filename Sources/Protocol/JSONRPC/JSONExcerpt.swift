public import JSON
internal import Text

/// A JSON value for a sentence: short, in one line, safe to print.
public enum JSONExcerpt {
    /// The value as it was written, cut where it gets long.
    public static func text(of value: JSONValue, limit: Int = 60) -> String {
        switch value.kind {
        case .array, .object:
            let raw = value.rawBytes
            if raw.count > limit { return value.kind == .array ? "an array" : "an object" }
            return PrintableText.escape(String(decoding: raw, as: UTF8.self))
        default:
            let raw = value.rawBytes
            let text = PrintableText.escape(String(decoding: raw.prefix(limit), as: UTF8.self))
            return raw.count > limit ? text + "…" : text
        }
    }
}
