/// A program with commands: what it is called, what it can do, and how its command line is understood.
///
/// `Result` is what each command yields from a well-formed command line. Nothing here runs anything, prints anything or
/// ends the process.
public struct Program<Result>: Sendable {
    /// What the user types.
    public let name: String
    /// The command that all others lie below.
    public let root: Command<Result>

    /// A program whose first argument names one of `commands`.
    public init(
        _ name: String,
        summary: String,
        discussion: String = "",
        examples: [Example] = [],
        commands: [Command<Result>]
    ) {
        self.name = name
        root = Command(name, summary: summary, discussion: discussion, examples: examples, commands: commands)
    }

    /// A program that is one command; the command's name is the program's.
    public init(_ command: Command<Result>) {
        name = command.name
        root = command
    }

    /// What a well-formed command line asks for.
    public enum Request {
        /// To do what a command does.
        case command(Result)
        /// To explain the command that these words lead to; none for the program itself.
        case help([String])
        /// To say its version.
        case version
    }

    /// Understands the arguments that follow the program's name.
    ///
    /// `environment` supplies the variables that options fall back to.
    public func parse(
        _ arguments: [String],
        environment: [String: String] = [:]
    ) throws(UsageError) -> Request {
        var path: [String] = []
        var command = root
        var rest = arguments[...]
        while let first = rest.first, let next = command.subcommand(first) {
            path.append(next.name)
            command = next
            rest = rest.dropFirst()
        }
        if path.isEmpty, !command.isRunnable, rest.first == "--version" { return .version }
        let origin = UsageError.Origin(program: name, path: path)
        return try command.request(rest, origin: origin, environment: environment)
    }

    /// The command that words lead to.
    public func command(at path: [String]) throws(UsageError) -> Command<Result> {
        var command = root
        for (index, word) in path.enumerated() {
            guard let next = command.subcommand(word) else {
                let origin = UsageError.Origin(program: name, path: Array(path[..<index]))
                throw command.unknownSubcommand(word, position: nil, origin: origin)
            }
            command = next
        }
        return command
    }
}

/// A command line that a reader may copy, and what it is good for.
public struct Example: Sendable, Equatable {
    /// What is typed.
    public let line: String
    /// What it does, in a few words.
    public let purpose: String

    /// An example for a help text.
    public init(_ line: String, _ purpose: String) {
        self.line = line
        self.purpose = purpose
    }
}
