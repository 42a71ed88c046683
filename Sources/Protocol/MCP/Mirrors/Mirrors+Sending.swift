public import HTTPWire
public import JSON

/// What modern HTTP requests repeat of their body in header fields.
public enum Mirrors {}

/// Why an argument cannot be repeated in a header field.
public struct MirrorError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The parameter.
    public let parameter: MirroredParameter
    /// What is wrong with its argument.
    public let detail: String

    /// All in one sentence.
    public var description: String { "argument \(parameter.path.joined(separator: ".")): \(detail)" }
}

extension Mirrors {
    /// The integers that every reader of JSON gets right; others must not be repeated.
    public static let safeIntegers: ClosedRange<Int64> = -9_007_199_254_740_991...9_007_199_254_740_991

    /// Writes the fields that a client sends with a modern request.
    ///
    /// `parameters` are those of the tool that is called; for other methods there are none.
    public static func write(
        to fields: inout HTTPFields,
        protocolVersion: String,
        method: String,
        params: JSON?,
        parameters: [MirroredParameter] = []
    ) throws(MirrorError) {
        fields.set(MirrorHeader.protocolVersion, MirrorText.encode(protocolVersion))
        fields.set(MirrorHeader.method, MirrorText.encode(method))
        if let member = MirrorHeader.namedMember(ofMethod: method), let name = params?[member]?.string {
            fields.set(MirrorHeader.name, MirrorText.encode(name))
        }
        for parameter in parameters {
            guard let argument = params?["arguments"]?.value(at: parameter.path) else { continue }
            guard let text = try text(of: argument, parameter) else { continue }
            fields.set(MirrorHeader.parameterPrefix + parameter.header, MirrorText.encode(text))
        }
    }

    /// An argument as text, before it is encoded: nil for null, which is not repeated.
    public static func text(of argument: JSON, _ parameter: MirroredParameter) throws(MirrorError) -> String? {
        switch argument {
        case .null: return nil
        case .string(let text): return text
        case .bool(let truth): return truth ? "true" : "false"
        case .number(let number):
            guard number.isInteger else { return number.lexeme }
            guard let integer = number.int64, safeIntegers.contains(integer) else {
                let detail = "expected an integer within 53 bits, saw \(number)"
                throw MirrorError(parameter: parameter, detail: detail)
            }
            return String(integer)
        case .array, .object:
            let detail = "expected an integer, a string or a boolean, saw \(argument.kind.rawValue)"
            throw MirrorError(parameter: parameter, detail: detail)
        }
    }
}
