/// One command: its name, its help, and a form that the rest of the command line fills in.
///
/// ```swift
/// Command("greet", summary: "greets somebody") { form in
///     let name = form.positional("NAME", as: .text, help: "whom to greet")
///     let times = form.option("times", as: .integer(in: 1...9), default: 1, help: "how often")
///     return { filled in Greeting(name: try filled[name], times: try filled[times]) }
/// }
/// ```
public struct Command<Result>: Sendable {
    /// Makes a result of a filled-in form; it may refuse combinations that the form allows.
    public typealias Reader = @Sendable (FilledForm) throws(UsageError) -> Result

    /// The word that chooses the command.
    public let name: String
    /// What it does: one line, starting with a verb.
    public let summary: String
    /// More about it, in paragraphs separated by empty lines.
    public let discussion: String
    /// Command lines to copy.
    public let examples: [Example]
    /// Whether help and completions leave it out.
    public let isHidden: Bool
    /// Commands that its first argument may choose.
    public let subcommands: [Command<Result>]

    private let declare: (@Sendable (inout CommandForm) -> Reader)?

    /// A command that does something.
    ///
    /// When it has `subcommands` too, one of them is chosen if its name is the first argument.
    public init(
        _ name: String,
        summary: String,
        discussion: String = "",
        examples: [Example] = [],
        isHidden: Bool = false,
        subcommands: [Command<Result>] = [],
        declare: @escaping @Sendable (inout CommandForm) -> Reader
    ) {
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.examples = examples
        self.isHidden = isHidden
        self.subcommands = subcommands
        self.declare = declare
    }

    /// A command that only chooses among others.
    public init(
        _ name: String,
        summary: String,
        discussion: String = "",
        examples: [Example] = [],
        isHidden: Bool = false,
        commands: [Command<Result>]
    ) {
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.examples = examples
        self.isHidden = isHidden
        self.subcommands = commands
        declare = nil
    }

    /// Whether it does something itself.
    var isRunnable: Bool { declare != nil }

    /// What it accepts.
    package var form: CommandForm {
        var form = CommandForm()
        _ = declare?(&form)
        return form
    }

    func subcommand(_ name: String) -> Command<Result>? { subcommands.first { $0.name == name } }

    func request(
        _ arguments: ArraySlice<String>,
        origin: UsageError.Origin,
        environment: [String: String]
    ) throws(UsageError) -> Program<Result>.Request {
        guard let declare else {
            guard let first = arguments.first else { throw missingSubcommand(origin) }
            if first == "--help" || first == "-h" { return .help(origin.path) }
            throw unknownSubcommand(first, position: arguments.startIndex + 1, origin: origin)
        }
        var form = CommandForm()
        let reader = declare(&form)
        var parsing = ArgumentParsing(form: form, origin: origin)
        guard try parsing.read(arguments) else { return .help(origin.path) }
        let filled = FilledForm(occurrences: parsing.occurrences, origin: origin, environment: environment)
        try form.check(filled)
        return .command(try reader(filled))
    }

    func unknownSubcommand(_ word: String, position: Int?, origin: UsageError.Origin) -> UsageError {
        let names = subcommands.filter { !$0.isHidden }.map(\.name)
        let isOption = word.hasPrefix("-")
        let suggestion = Suggestion.best(for: word, among: isOption ? ["--help", "--version"] : names)
        var problem = isOption ? "there is no such option here" : "there is no such command"
        if names.isEmpty { problem = "there are no commands below it" }
        if suggestion == nil, !isOption, !names.isEmpty {
            problem += "; expected one of \(names.joined(separator: ", "))"
        }
        return UsageError(
            code: isOption ? .unknownOption : .unknownCommand,
            origin: origin,
            position: position,
            seen: word,
            problem: problem,
            suggestion: suggestion
        )
    }

    private func missingSubcommand(_ origin: UsageError.Origin) -> UsageError {
        let names = subcommands.filter { !$0.isHidden }.map(\.name)
        return UsageError(
            code: .missingArgument,
            origin: origin,
            problem: "expected a command, one of \(names.joined(separator: ", "))"
        )
    }
}
