/// A command line that fits a form; each key gives its value.
public struct FilledForm: Sendable {
    /// One place where an option or argument was given.
    struct Occurrence: Sendable, Equatable {
        /// Counted from 1 behind the program's name.
        let position: Int
        /// Nil for a flag, and for an optional value that was left out.
        let value: String?
        /// Whether it was given as `--no-name`.
        let isNegated: Bool
    }

    let occurrences: [Int: [Occurrence]]
    let origin: UsageError.Origin
    let environment: [String: String]

    /// The value that belongs to a key.
    public subscript<Value>(_ key: OptionKey<Value>) -> Value {
        get throws(UsageError) { try key.read(self) }
    }

    /// Whether something was given on the command line, rather than left to its default or to the environment.
    public func isGiven<Value>(_ key: OptionKey<Value>) -> Bool { occurrences[key.number]?.isEmpty == false }

    /// An error of this command, for conditions that only its reader knows.
    public func error(_ code: UsageError.Code, _ problem: String) -> UsageError {
        UsageError(code: code, origin: origin, problem: problem)
    }

    func occurrences(of declaration: Declaration) -> [Occurrence] { occurrences[declaration.number] ?? [] }

    /// The single value, from the command line or else from the environment.
    func value<Value>(of declaration: Declaration, as type: ValueType<Value>) throws(UsageError) -> Value? {
        if let given = occurrences(of: declaration).first { return try convert(given, of: declaration, as: type) }
        guard let variable = declaration.variable, let text = environment[variable], !text.isEmpty else { return nil }
        guard let value = type.parse(text) else {
            throw UsageError(
                code: .malformedValue,
                origin: origin,
                seen: "the environment variable \(variable)",
                problem: "expected \(type.expected), saw \(UsageError.printable(text))"
            )
        }
        return value
    }

    func values<Value>(of declaration: Declaration, as type: ValueType<Value>) throws(UsageError) -> [Value] {
        var values: [Value] = []
        for given in occurrences(of: declaration) { values.append(try convert(given, of: declaration, as: type)) }
        return values
    }

    func convert<Value>(
        _ given: Occurrence,
        of declaration: Declaration,
        as type: ValueType<Value>
    ) throws(UsageError) -> Value {
        let text = given.value ?? ""
        if let value = type.parse(text) { return value }
        var suggestion: String?
        if case .words(let words) = type.completion { suggestion = Suggestion.best(for: text, among: words) }
        throw UsageError(
            code: .malformedValue,
            origin: origin,
            position: given.position,
            seen: declaration.title,
            problem: "expected \(type.expected), saw \(UsageError.printable(text))",
            suggestion: suggestion
        )
    }

    func missing(_ declaration: Declaration, position: Int? = nil, detail: String? = nil) -> UsageError {
        UsageError(
            code: .missingArgument,
            origin: origin,
            position: position,
            seen: declaration.title,
            problem: (detail ?? "it must be given") + ": " + declaration.help
        )
    }
}
