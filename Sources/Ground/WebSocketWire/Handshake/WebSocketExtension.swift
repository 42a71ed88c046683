internal import HTTPWire
internal import Text

/// One extension with its parameters, as offered or agreed on in `Sec-WebSocket-Extensions`.
public struct WebSocketExtension: Sendable, Equatable, CustomStringConvertible {
    /// A parameter with or without a value.
    public struct Parameter: Sendable, Equatable {
        /// The name.
        public var name: String
        /// The value, without quotes.
        public var value: String?

        /// Makes a parameter.
        public init(_ name: String, _ value: String? = nil) {
            self.name = name
            self.value = value
        }
    }

    /// The name.
    public var name: String
    /// The parameters, in order.
    public var parameters: [Parameter]

    /// Makes an extension.
    public init(_ name: String, _ parameters: [Parameter] = []) {
        self.name = name
        self.parameters = parameters
    }

    /// As it stands in the field.
    public var description: String {
        parameters.reduce(name) { text, parameter in
            text + "; " + parameter.name + (parameter.value.map { "=" + $0 } ?? "")
        }
    }

    /// Reads the list of RFC 6455 section 9.1; nil when it breaks the grammar anywhere.
    ///
    /// Empty elements between commas are allowed, an altogether empty list is not.
    public static func list(_ text: String) -> [WebSocketExtension]? {
        var list: [WebSocketExtension] = []
        for element in HTTPList.elements(text) {
            guard let parsed = WebSocketExtension(element: element) else { return nil }
            list.append(parsed)
        }
        return list.isEmpty ? nil : list
    }

    /// Reads one element of the list: `token *( ";" token [ "=" ( token | quoted-string ) ] )`.
    private init?(element: String) {
        var scanner = TokenScanner(element)
        guard let name = scanner.token() else { return nil }
        self.init(name)
        while scanner.skip(0x3B) {
            guard let name = scanner.token() else { return nil }
            guard scanner.skip(0x3D) else {
                parameters.append(Parameter(name))
                continue
            }
            // Whatever is quoted must be a token when it is unquoted.
            guard let value = scanner.token() ?? scanner.quotedToken() else { return nil }
            parameters.append(Parameter(name, value))
        }
        guard scanner.isAtEnd else { return nil }
    }
}

/// Reads tokens with white space around them.
private struct TokenScanner {
    private let bytes: [UInt8]
    private var place = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool {
        mutating get {
            skipBlanks()
            return place == bytes.count
        }
    }

    mutating func skip(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard place < bytes.count, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    mutating func token() -> String? {
        skipBlanks()
        let start = place
        while place < bytes.count, ASCIISet.token.contains(bytes[place]) { place += 1 }
        return start == place ? nil : String(decoding: bytes[start..<place], as: UTF8.self)
    }

    mutating func quotedToken() -> String? {
        let start = place
        guard skip(0x22) else { return nil }
        while place < bytes.count, bytes[place] != 0x22 { place += bytes[place] == 0x5C ? 2 : 1 }
        guard place < bytes.count else { return nil }
        place += 1
        let quoted = String(decoding: bytes[start..<place], as: UTF8.self)
        guard let text = HTTPQuotedString.unquoted(quoted), isToken(text) else { return nil }
        return text
    }

    private mutating func skipBlanks() {
        while place < bytes.count, bytes[place] == 0x20 || bytes[place] == 0x09 { place += 1 }
    }
}

/// Whether text is a token of RFC 9110: letters, digits and some signs, at least one.
func isToken(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy { ASCIISet.token.contains($0) } }
