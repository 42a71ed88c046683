/// Why a command line makes no sense: what was expected, what was seen, where, and what to do.
public struct UsageError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of mistake that callers tell apart.
    public enum Code: Sendable, Equatable {
        /// No command has this name.
        case unknownCommand
        /// No option has this name.
        case unknownOption
        /// An option that needs a value has none.
        case missingValue
        /// An option that takes no value has one.
        case unexpectedValue
        /// A value is not of the expected form.
        case malformedValue
        /// Something that must be given is not.
        case missingArgument
        /// There is a word too many.
        case unexpectedArgument
        /// Options exclude each other, or one is given twice.
        case conflict
    }

    /// The command that was being read.
    public struct Origin: Sendable, Equatable {
        /// What the user types first.
        public let program: String
        /// The words that lead to the command.
        public let path: [String]

        /// A command of a program.
        public init(program: String, path: [String] = []) {
            self.program = program
            self.path = path
        }

        /// The program and the command as typed.
        public var line: String { ([program] + path).joined(separator: " ") }
    }

    /// The kind of mistake.
    public let code: Code
    /// The command it was made with.
    public let origin: Origin
    /// The place among the arguments, counted from 1 behind the program's name; nil when something is missing.
    public let position: Int?
    /// The argument, or the name of what is missing or came from the environment.
    public let seen: String?
    /// What is wrong and what was expected.
    public let problem: String
    /// What the user may have meant.
    public let suggestion: String?

    /// Describes a mistake.
    public init(
        code: Code,
        origin: Origin,
        position: Int? = nil,
        seen: String? = nil,
        problem: String,
        suggestion: String? = nil
    ) {
        self.code = code
        self.origin = origin
        self.position = position
        self.seen = seen
        self.problem = problem
        self.suggestion = suggestion
    }

    /// The mistake in one sentence.
    public var message: String {
        var text = origin.line + ": "
        if let position { text += "argument \(position)" + (seen == nil ? ": " : ", ") }
        if let seen { text += Self.printable(seen) + ": " }
        text += problem
        if let suggestion { text += "; did you mean \(suggestion)?" }
        return text
    }

    /// What to do next.
    public var advice: String { "Run \(origin.line) --help to see what it accepts." }

    /// The sentence, and what to do next.
    public var description: String { message + "\n" + advice }

    /// Keeps control characters of an argument off the terminal, and long arguments short.
    static func printable(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars.prefix(200) {
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            result += isControl ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
        }
        if text.unicodeScalars.count > 200 { result += "…" }
        return result.isEmpty ? "an empty argument" : result
    }
}
