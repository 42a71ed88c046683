import Text

/// Why bytes could not be read, addressed or changed as JSON.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure that callers tell apart.
    public enum Code: Sendable, Equatable {
        /// A byte stands where the grammar allows another.
        case unexpectedByte
        /// The input ends inside a value.
        case unexpectedEnd
        /// The input begins with a byte order mark.
        case byteOrderMark
        /// Something other than white space follows the value.
        case trailingContent
        /// A comma stands before a closing bracket.
        case trailingComma
        /// A comment stands between two tokens.
        case comment
        /// A number is not written as RFC 8259 wants: `01`, `+1`, `.5`, `1.`.
        case malformedNumber
        /// `NaN`, `Infinity` or `-Infinity` stands for a number.
        case notFinite
        /// A control character stands unescaped in a string.
        case controlCharacter
        /// A backslash is followed by a character that makes no escape.
        case invalidEscape
        /// The bytes of a string are not UTF-8.
        case invalidUTF8
        /// Half of a surrogate pair is escaped alone.
        case loneSurrogate
        /// The object has the same key before.
        case duplicateKey
        /// Arrays and objects are nested too deep.
        case depthLimit
        /// The document has too many bytes.
        case byteLimit
        /// The document has too many values.
        case valueLimit
        /// A string or number is too long.
        case scalarLimit
        /// A JSON Pointer is not written as RFC 6901 wants.
        case invalidPointer
        /// A JSON Pointer names no value of the document.
        case pointerNotFound
        /// Two edits of one document contradict each other.
        case conflictingEdits
    }

    /// The kind of failure.
    public let code: Code
    /// Where it was seen, counted in bytes from zero.
    public let offset: Int
    /// The line of `offset`, counted from one.
    public let line: Int
    /// The byte of `offset` in its line, counted from one.
    public let column: Int
    /// What should have stood there.
    public let expected: String
    /// What stood there.
    public let seen: String

    /// Describes a failure.
    public init(_ code: Code, offset: Int, line: Int, column: Int, expected: String, seen: String) {
        self.code = code
        self.offset = offset
        self.line = line
        self.column = column
        self.expected = expected
        self.seen = seen
    }

    /// Describes a failure at a byte of a text, or at its end.
    init(_ code: Code, at offset: Int, in bytes: Span<UInt8>, expected: String, seen: String) {
        let location = TextLocation(ofByte: offset, in: bytes)
        self.init(
            code,
            offset: offset,
            line: location.line,
            column: location.column,
            expected: expected,
            seen: seen
        )
    }

    /// One sentence: what was expected, what was seen, and where.
    public var description: String {
        "expected \(expected), saw \(seen) at byte \(offset) (line \(line), column \(column))"
    }
}
