internal import Text

/// How text travels in a header field: as it is, or in base64 between `=?base64?` and `?=`.
public enum MirrorText {
    static let opening = "=?base64?"
    static let closing = "?="

    /// The field value for a text.
    ///
    /// Printable ASCII without white space around stays as it is, unless it looks encoded already.
    public static func encode(_ text: String) -> String {
        isPlain(text.utf8.span) ? text : opening + Base64.standard.encode(text.utf8.span) + closing
    }

    /// The text of a field value; nil when it is malformed: characters that a field cannot have, base64 that is none,
    /// or bytes that are no UTF-8.
    public static func decode(_ value: String) -> String? {
        let bytes = value.utf8.span
        guard isVisible(bytes) else { return nil }
        guard isWrapped(bytes) else { return value }
        let inner = bytes.extracting(opening.utf8.count..<bytes.count - closing.utf8.count)
        guard let decoded = try? Base64.standard.decode(inner) else { return nil }
        return String(validating: decoded, as: UTF8.self)
    }

    /// Whether bytes mean themselves as a field value.
    static func isPlain(_ bytes: Span<UInt8>) -> Bool {
        guard isVisible(bytes), !isWrapped(bytes) else { return false }
        guard !bytes.isEmpty else { return true }
        return !isBlank(bytes[0]) && !isBlank(bytes[bytes.count - 1])
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func isVisible(_ bytes: Span<UInt8>) -> Bool {
        for position in bytes.indices where bytes[position] < 0x20 || bytes[position] > 0x7E { return false }
        return true
    }

    private static func isWrapped(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count >= opening.utf8.count + closing.utf8.count else { return false }
        return bytes.extracting(first: opening.utf8.count).isEqual(to: opening.utf8.span)
            && bytes.extracting(last: closing.utf8.count).isEqual(to: closing.utf8.span)
    }
}

extension Span<UInt8> {
    /// Whether both are the same bytes.
    func isEqual(to other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for position in indices where self[position] != other[position] { return false }
        return true
    }
}
