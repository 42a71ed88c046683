/// Completions for fish: a function that finds the command, and one line for each thing to offer.
struct FishCompletions {
    let program: String
    let nodes: [CompletionNode]

    private var function: String { "__" + (nodes.first?.identifier(program) ?? program) + "_at" }

    var text: String {
        var lines = [
            "# Completions of \(program) for fish; load them with: \(program) completions fish | source",
            "function \(function) --description 'Whether the command line stands in the given command'",
            "  set --local command ''",
            "  for word in (commandline --tokenize --cut-at-cursor --current-process)[2..-1]",
            "    switch \"$command/$word\"",
        ]
        for node in nodes where !node.path.isEmpty {
            let path = ShellQuoting.fish(place(node))
            lines += ["      case \(path)", "        set command \(path)"]
        }
        lines += [
            "    end", "  end", "  test \"$command\" = \"$argv[1]\"", "end", "complete --command \(program) --no-files",
        ]
        for node in nodes { lines += offers(node) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func offers(_ node: CompletionNode) -> [String] {
        let condition = ShellQuoting.fish("\(function) \(place(node).isEmpty ? "''" : place(node))")
        let lead = "complete --command \(program) --condition \(condition)"
        var lines = node.subcommands.map {
            "\(lead) --arguments \(ShellQuoting.fish($0.name)) --description \(ShellQuoting.fish($0.summary))"
        }
        if node.subcommands.isEmpty, let first = node.positionals.first {
            let argument = argument(first.completion, isValue: false)
            if !argument.isEmpty { lines.append(lead + argument) }
        }
        for (name, option, help) in node.longNames {
            var line = "\(lead) --long-option \(name)"
            if let short = option?.short { line += " --short-option \(short)" }
            if name == "help" { line += " --short-option h" }
            if let option, option.shape == .value { line += argument(option.completion, isValue: true) }
            lines.append(line + " --description \(ShellQuoting.fish(help))")
        }
        return lines
    }

    private func argument(_ completion: Completion, isValue: Bool) -> String {
        let requires = isValue ? " --require-parameter" : ""
        return switch completion {
        case .nothing: requires
        case .files: requires + " --force-files"
        case .directories: requires + " --arguments '(__fish_complete_directories)'"
        case .words(let words): requires + " --arguments \(ShellQuoting.fish(words.joined(separator: " ")))"
        }
    }

    private func place(_ node: CompletionNode) -> String { node.path.map { "/" + $0 }.joined() }
}
