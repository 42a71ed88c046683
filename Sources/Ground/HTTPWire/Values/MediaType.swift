/// A media type such as `text/event-stream` or `text/html; charset=utf-8` (RFC 9110 section 8.3.1).
public struct MediaType: Sendable, Hashable, CustomStringConvertible {
    /// A name and a value behind the type.
    public struct Parameter: Sendable, Hashable {
        /// The name in lower case.
        public let name: String
        /// The value, out of its quotes.
        public let value: String

        /// A parameter; the name is folded to lower case.
        public init(_ name: String, _ value: String) { (self.name, self.value) = (name.lowercased(), value) }
    }

    /// The part before the slash, in lower case; `*` in ranges.
    public let type: String
    /// The part after the slash, in lower case; `*` in ranges.
    public let subtype: String
    /// The parameters, in order.
    public let parameters: [Parameter]

    /// A type with parameters.
    public init(_ type: String, _ subtype: String, parameters: [Parameter] = []) {
        self.type = type.lowercased()
        self.subtype = subtype.lowercased()
        self.parameters = parameters
    }

    /// Reads a whole field value; nil when it is not written as RFC 9110 wants.
    public init?(_ text: String) {
        let bytes = text.utf8Span.span
        var cursor = HTTPCursor(0..<bytes.count)
        cursor.skipBlanks(bytes)
        guard let type = Self(&cursor, bytes) else { return nil }
        cursor.skipBlanks(bytes)
        guard cursor.isAtEnd else { return nil }
        self = type
    }

    /// Reads a type and its parameters at the cursor.
    init?(_ cursor: inout HTTPCursor, _ bytes: Span<UInt8>) {
        guard let type = cursor.token(bytes), cursor.skip(0x2F, bytes), let subtype = cursor.token(bytes) else {
            return nil
        }
        var parameters: [Parameter] = []
        while true {
            let here = cursor
            cursor.skipBlanks(bytes)
            guard cursor.skip(0x3B, bytes) else {
                cursor = here
                break
            }
            cursor.skipBlanks(bytes)
            // An empty parameter is allowed: `text/html;`.
            guard let name = cursor.token(bytes) else { continue }
            guard cursor.skip(0x3D, bytes), let value = cursor.tokenOrQuotedText(bytes) else { return nil }
            parameters.append(Parameter(bytes.text(name), value))
        }
        self.init(bytes.text(type), bytes.text(subtype), parameters: parameters)
    }

    /// `type/subtype` in lower case, without parameters.
    public var essence: String { "\(type)/\(subtype)" }

    /// The value of a parameter, or nil.
    public func parameter(_ name: String) -> String? {
        parameters.first { $0.name == name.lowercased() }?.value
    }

    /// Whether a range such as `text/*` covers the type; a range's parameters must be among the type's.
    public func isCovered(by range: MediaType) -> Bool {
        guard range.type == "*" || range.type == type, range.subtype == "*" || range.subtype == subtype else {
            return false
        }
        return range.parameters.allSatisfy { wanted in
            parameters.contains { $0.name == wanted.name && $0.value.lowercased() == wanted.value.lowercased() }
        }
    }

    /// As it is written in a field.
    public var description: String {
        parameters.reduce(into: essence) { $0 += "; \($1.name)=\(HTTPQuotedString.quotedIfNeeded($1.value))" }
    }
}
