internal import CommandLineOptions

/// Prints a script that lets a shell complete command lines of this program.
struct CompletionsVerb: Verb {
    let shell: Shell

    static let command = Command<any Verb>(
        "completions",
        summary: "prints a completion script for a shell",
        discussion: "The script is made from the same declarations as the help texts, so it never lags behind them.",
        examples: [
            Example("source <(comport completions bash)", "for the running bash; put it into ~/.bashrc to keep it"),
            Example("comport completions zsh > ~/.zfunc/_comport", "for zsh, where ~/.zfunc is in $fpath"),
            Example("comport completions fish > ~/.config/fish/completions/comport.fish", "for fish"),
        ]
    ) { form in
        let shell = form.positional("SHELL", as: .choice(of: Shell.self), help: "bash, zsh or fish")
        return { filled throws(UsageError) in CompletionsVerb(shell: try filled[shell]) }
    }

    func run(_ console: Console) throws -> ExitCode {
        try console.printResult(Comport.program.completions(for: shell))
        return .fine
    }
}
