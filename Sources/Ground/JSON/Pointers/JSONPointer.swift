import Text

/// A place in a document, written as RFC 6901 wants: `/tools/0/name`.
public struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
    /// Member keys and element positions from the root down, unescaped.
    public var tokens: [String]

    /// The whole document.
    public static let root = JSONPointer([])

    /// Takes tokens, unescaped.
    public init(_ tokens: [String]) { self.tokens = tokens }

    /// Reads a pointer: empty, or tokens each after a `/`, with `~0` for `~` and `~1` for `/`.
    public init(parsing text: String) throws(JSONError) {
        tokens = []
        guard !text.isEmpty else { return }
        let bytes = [UInt8](text.utf8)
        guard bytes[0] == JSONByte.slash else {
            throw Self.invalid(0, in: bytes, expected: "'/' before the first token")
        }
        var token: [UInt8] = []
        var position = 1
        while position < bytes.count {
            switch bytes[position] {
            case JSONByte.slash:
                tokens.append(String(decoding: token, as: UTF8.self))
                token = []
            case JSONByte.tilde:
                position += 1
                switch position < bytes.count ? bytes[position] : 0 {
                case JSONByte.zero: token.append(JSONByte.tilde)
                case JSONByte.zero + 1: token.append(JSONByte.slash)
                default: throw Self.invalid(position, in: bytes, expected: "'0' or '1' after '~'")
                }
            case let byte:
                token.append(byte)
            }
            position += 1
        }
        tokens.append(String(decoding: token, as: UTF8.self))
    }

    /// Whether it names the whole document.
    public var isRoot: Bool { tokens.isEmpty }

    /// The place around this one, nil for the whole document.
    public var parent: JSONPointer? { isRoot ? nil : JSONPointer(tokens.dropLast()) }

    /// The place one step further down.
    public func appending(_ token: String) -> JSONPointer { JSONPointer(tokens + [token]) }

    /// The element one step further down.
    public func appending(_ position: Int) -> JSONPointer { appending(String(position)) }

    /// The pointer as RFC 6901 writes it.
    public var description: String {
        var bytes: [UInt8] = []
        for token in tokens {
            bytes.append(JSONByte.slash)
            for byte in token.utf8 {
                switch byte {
                case JSONByte.tilde: bytes += [JSONByte.tilde, JSONByte.zero]
                case JSONByte.slash: bytes += [JSONByte.tilde, JSONByte.zero + 1]
                default: bytes.append(byte)
                }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The position that a token names in an array: digits without leading zero.
    public static func position(_ token: String) -> Int? {
        let digits = token.utf8
        guard digits.allSatisfy(JSONByte.isDigit), digits.count == 1 || digits.first != JSONByte.zero else {
            return nil
        }
        return Int(token)
    }

    private static func invalid(_ offset: Int, in bytes: [UInt8], expected: String) -> JSONError {
        let seen = offset < bytes.count ? "byte \(bytes[offset])" : "the end of the pointer"
        return JSONError(
            .invalidPointer,
            at: offset,
            in: bytes.span,
            expected: expected,
            seen: seen
        )
    }

    /// Tokens are equal to the byte; String's own equality would merge composed and decomposed characters.
    public static func == (left: JSONPointer, right: JSONPointer) -> Bool {
        left.tokens.count == right.tokens.count
            && zip(left.tokens, right.tokens).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
    }
}

extension JSONPointer: ExpressibleByArrayLiteral {
    /// Takes tokens, unescaped.
    public init(arrayLiteral tokens: String...) { self.init(tokens) }
}
