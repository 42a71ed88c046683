/// Names and values in the form of `application/x-www-form-urlencoded`, which queries use as well.
public enum FormFields {
    /// One name with its value; names may repeat.
    public struct Field: Sendable, Equatable {
        /// The name.
        public let name: String
        /// The value, empty when no `=` was written.
        public let value: String

        /// Pairs a name with a value.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Letters, digits and `*-._`; a space becomes `+`, everything else an escape.
    private static var kept: ASCIISet { ASCIISet(low: 0x03FF_6400_0000_0000, high: 0x07FF_FFFE_87FF_FFFE) }

    /// Writes fields in order.
    public static func encode(_ fields: [Field]) -> String {
        fields.map { escape($0.name) + "=" + escape($0.value) }.joined(separator: "&")
    }

    /// Reads fields in order; broken escapes, and bytes that are not UTF-8, are errors.
    public static func decode(_ text: String) throws(TextError) -> [Field] {
        var fields: [Field] = []
        for part in text.utf8.split(separator: UInt8(ascii: "&")) {
            let separator = part.firstIndex(of: ASCII.equals)
            let name = part[..<(separator ?? part.endIndex)]
            let value = separator.map { part[part.index(after: $0)...] } ?? part[part.endIndex...]
            fields.append(Field(try unescape(name, in: text), try unescape(value, in: text)))
        }
        return fields
    }

    private static func escape(_ text: String) -> String {
        var output: [UInt8] = []
        PercentEncoding.append(text.utf8.span, keeping: kept.union(ASCIISet(" ")), to: &output)
        return String(decoding: output.map { $0 == ASCII.space ? UInt8(ascii: "+") : $0 }, as: UTF8.self)
    }

    private static func unescape(_ part: Substring.UTF8View, in text: String) throws(TextError) -> String {
        let spaced = part.map { $0 == UInt8(ascii: "+") ? ASCII.space : $0 }
        do throws(TextError) { return try PercentEncoding.decode(String(decoding: spaced, as: UTF8.self)) } catch {
            throw error.moved(by: text.utf8.distance(from: text.startIndex, to: part.startIndex))
        }
    }
}
