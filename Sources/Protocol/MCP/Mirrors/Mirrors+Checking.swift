public import HTTPWire
public import JSON
public import JSONRPC
internal import Text

/// A header field that does not say what the body says.
public struct MirrorMismatch: Error, Sendable, Equatable, CustomStringConvertible {
    /// The code of the error that a server answers, with HTTP status 400.
    public static let errorCode = -32020

    /// What is wrong with the field.
    public enum Code: Sendable, Equatable {
        /// It is not there, and the body has a value.
        case missing
        /// It is there more than once.
        case repeated
        /// Its value is none that a mirror can have.
        case malformed
        /// It says something else.
        case different
        /// It is there, and the body has no value.
        case unexpected
        /// It repeats an integer that cannot be repeated exactly.
        case unsafeInteger
    }

    /// What is wrong.
    public let code: Code
    /// The name of the field.
    public let header: String
    /// What the body says, for people.
    public let expected: String
    /// What the field says, for people.
    public let seen: String

    /// The error that a server answers.
    public var errorObject: ErrorObject { ErrorObject(Self.errorCode, "Header mismatch: \(description)") }

    /// All in one sentence.
    public var description: String { "\(header): expected \(expected), saw \(seen)" }
}

extension Mirrors {
    /// What is wrong with the fields that every modern request has; nil when nothing is.
    public static func mismatch(
        in fields: HTTPFields,
        protocolVersion: String,
        method: String,
        params: JSONObject?
    ) -> MirrorMismatch? {
        if let mismatch = mismatch(in: fields, MirrorHeader.protocolVersion, protocolVersion) { return mismatch }
        if let mismatch = mismatch(in: fields, MirrorHeader.method, method) { return mismatch }
        guard let member = MirrorHeader.namedMember(ofMethod: method), let name = params?[member]?.string else {
            return nil
        }
        return mismatch(in: fields, MirrorHeader.name, name)
    }

    /// What is wrong with the fields of a tool's parameters; nil when nothing is.
    ///
    /// Fields of parameters that the tool does not have are nobody's business. Arguments that are arrays or objects
    /// are left to the validation of arguments.
    public static func mismatch(
        in fields: HTTPFields,
        parameters: [MirroredParameter],
        arguments: JSONValue?
    ) -> MirrorMismatch? {
        for parameter in parameters {
            let header = MirrorHeader.parameterPrefix + parameter.header
            let argument = parameter.path.reduce(arguments) { value, key in value?[key] }
            if let mismatch = mismatch(in: fields, header, argument) { return mismatch }
        }
        return nil
    }

    private static func mismatch(in fields: HTTPFields, _ header: String, _ argument: JSONValue?) -> MirrorMismatch? {
        guard let argument, !argument.isNull else {
            guard let seen = fields[header] else { return nil }
            return MirrorMismatch(code: .unexpected, header: header, expected: "no field", seen: quote(seen))
        }
        if let text = argument.string { return mismatch(in: fields, header, text) }
        if let truth = argument.bool { return mismatch(in: fields, header, truth ? "true" : "false") }
        guard let number = argument.number else { return nil }
        return mismatch(in: fields, header, number)
    }

    private static func mismatch(in fields: HTTPFields, _ header: String, _ number: JSONNumber) -> MirrorMismatch? {
        if number.isInteger, number.int64.map({ !safeIntegers.contains($0) }) ?? true {
            let expected = "an integer within 53 bits"
            return MirrorMismatch(code: .unsafeInteger, header: header, expected: expected, seen: number.lexeme)
        }
        return mismatch(in: fields, header, expected: number.lexeme) { text in
            JSONNumber(text).map { $0 == number } ?? false
        }
    }

    private static func mismatch(in fields: HTTPFields, _ header: String, _ text: String) -> MirrorMismatch? {
        if let position = fields.firstPosition(of: header) {
            // Nearly every field is plain, and says what the body says.
            let bytes = fields.valueBytes(at: position)
            if bytes.isEqual(to: text.utf8.span), MirrorText.isPlain(bytes),
                fields.firstPosition(of: header, after: position + 1) == nil
            {
                return nil
            }
        }
        return mismatch(in: fields, header, expected: quote(text)) { $0.utf8.elementsEqual(text.utf8) }
    }

    private static func mismatch(
        in fields: HTTPFields,
        _ header: String,
        expected: String,
        matches: (String) -> Bool
    ) -> MirrorMismatch? {
        let values = fields.values(for: header)
        guard let value = values.first else {
            return MirrorMismatch(code: .missing, header: header, expected: expected, seen: "no field")
        }
        guard values.count == 1 else {
            return MirrorMismatch(code: .repeated, header: header, expected: "one field", seen: "\(values.count)")
        }
        guard let text = MirrorText.decode(value) else {
            return MirrorMismatch(code: .malformed, header: header, expected: expected, seen: quote(value))
        }
        guard matches(text) else {
            return MirrorMismatch(code: .different, header: header, expected: expected, seen: quote(text))
        }
        return nil
    }

    private static func quote(_ text: String) -> String { PrintableText.quote(text) }
}
