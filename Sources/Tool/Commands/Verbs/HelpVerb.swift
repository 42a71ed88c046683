internal import CommandLineOptions

/// Prints the help text of the program or of one command.
struct HelpVerb: Verb {
    /// The words that lead to the command; none for the program.
    let path: [String]

    static let command = Command<any Verb>(
        "help",
        summary: "explains a command",
        examples: [Example("comport help completions", "explains the command completions")]
    ) { form in
        let path = form.positionals(
            "COMMAND",
            as: .text,
            help: "the command to explain; the program itself without one"
        )
        return { filled throws(UsageError) in HelpVerb(path: try filled[path]) }
    }

    func run(_ console: Console) throws -> ExitCode {
        try console.printResult(try Comport.program.help(for: path, columns: console.results.columns ?? 80))
        return .fine
    }
}
