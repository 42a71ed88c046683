/// A shell for which completions can be written.
public enum Shell: String, Sendable, CaseIterable {
    /// GNU Bash 4 or later.
    case bash
    /// The Z shell.
    case zsh
    /// The friendly interactive shell.
    case fish
}

extension Program {
    /// A script that teaches a shell the commands, options and values of this program.
    public func completions(for shell: Shell) -> String {
        let nodes = CompletionNode.all(below: root, path: [])
        switch shell {
        case .bash: return BashCompletions(program: name, nodes: nodes).text
        case .zsh: return ZshCompletions(program: name, nodes: nodes).text
        case .fish: return FishCompletions(program: name, nodes: nodes).text
        }
    }
}

/// One command as completion scripts see it.
struct CompletionNode {
    struct Subcommand {
        let name: String
        let summary: String
    }

    /// The words that lead to it.
    let path: [String]
    let subcommands: [Subcommand]
    let options: [Declaration]
    let positionals: [Declaration]
    let hasVersion: Bool

    /// A command and all below it, none of them hidden.
    static func all<Result>(below command: Command<Result>, path: [String]) -> [CompletionNode] {
        let visible = command.subcommands.filter { !$0.isHidden }
        let declarations = command.form.declarations.filter { !$0.isHidden }
        let node = CompletionNode(
            path: path,
            subcommands: visible.map { Subcommand(name: $0.name, summary: $0.summary) },
            options: declarations.filter(\.isOption),
            positionals: declarations.filter { $0.shape == .positional },
            hasVersion: path.isEmpty && !command.isRunnable
        )
        return [node] + visible.flatMap { all(below: $0, path: path + [$0.name]) }
    }

    /// Every spelling of the long options, with what each is for.
    var longNames: [(name: String, declaration: Declaration?, help: String)] {
        var names: [(String, Declaration?, String)] = []
        for option in options {
            names.append((option.name, option, option.help))
            if option.shape == .toggle { names.append(("no-" + option.name, option, "not: " + option.help)) }
        }
        names.append(("help", nil, "print help and stop"))
        if hasVersion { names.append(("version", nil, "print the version and stop")) }
        return names
    }

    /// A name for functions and for cases: the path without spaces.
    func identifier(_ program: String) -> String {
        let joined = ([program] + path).joined(separator: "_")
        return String(joined.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }
}
