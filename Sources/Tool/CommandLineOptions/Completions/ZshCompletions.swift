/// Completions for zsh: one function for each command, on top of `_arguments`.
struct ZshCompletions {
    let program: String
    let nodes: [CompletionNode]

    var text: String {
        let main = "_" + (nodes.first?.identifier(program) ?? program)
        var lines = [
            "#compdef \(program)",
            "# Completions of \(program) for zsh; save this as _\(program) in a directory of $fpath.",
        ]
        for node in nodes { lines += function(node) }
        lines += [
            "if [[ $zsh_eval_context[-1] == loadautofunc ]]; then",
            "  \(main) \"$@\"",
            "else",
            "  compdef \(main) \(program)",
            "fi",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private func function(_ node: CompletionNode) -> [String] {
        let name = "_" + node.identifier(program)
        var specifications = node.options.flatMap(specifications)
        specifications.append("'(-h --help)'{-h,--help}'[print help and stop]'")
        if node.hasVersion { specifications.append(quoted("--version[print the version and stop]")) }
        if node.subcommands.isEmpty {
            specifications += node.positionals.map { quoted(positional($0)) }
        } else {
            specifications += [quoted("1: :->command"), quoted("*:: :->arguments")]
        }
        var lines = [
            "\(name)() {", "  local curcontext=\"$curcontext\" state line", "  typeset -A opt_args",
            "  _arguments -C \\",
        ]
        lines += specifications.enumerated().map { index, specification in
            "    \(specification)" + (index == specifications.count - 1 ? "" : " \\")
        }
        if !node.subcommands.isEmpty { lines += choice(node, name) }
        return lines + ["}"]
    }

    private func choice(_ node: CompletionNode, _ name: String) -> [String] {
        var lines = ["  case $state in", "    command)", "      local -a commands=("]
        lines += node.subcommands.map { "        " + quoted("\($0.name):\($0.summary)") }
        lines += [
            "      )", "      _describe command commands", "      ;;", "    arguments)", "      case $words[1] in",
        ]
        lines += node.subcommands.map { subcommand in
            let function = CompletionNode(
                path: node.path + [subcommand.name],
                subcommands: [],
                options: [],
                positionals: [],
                hasVersion: false
            ).identifier(program)
            return "        \(subcommand.name)) _\(function) ;;"
        }
        return lines + ["      esac", "      ;;", "  esac"]
    }

    private func specifications(_ option: Declaration) -> [String] {
        let help = "[\(escaped(option.help))]"
        let repeats = option.isRepeated ? "*" : ""
        var names = ["--" + option.name]
        if let short = option.short { names.append("-\(short)") }
        if option.shape == .toggle { names.append("--no-" + option.name) }
        return names.map { name in
            switch option.shape {
            case .value:
                let mark = name.hasPrefix("--") ? "=" : "+"
                return quoted(
                    "\(repeats)\(name)\(mark)\(help):\(escaped(option.placeholder)):\(action(option.completion))"
                )
            case .optionalValue:
                let mark = name.hasPrefix("--") ? "=-" : "-"
                return quoted(
                    "\(repeats)\(name)\(mark)\(help)::\(escaped(option.placeholder)):\(action(option.completion))"
                )
            default: return quoted("\(repeats)\(name)\(help)")
            }
        }
    }

    private func positional(_ declaration: Declaration) -> String {
        let lead = declaration.isRepeated ? "*" : (declaration.isRequired ? "" : ":")
        return "\(lead):\(escaped(declaration.name)):\(action(declaration.completion))"
    }

    private func action(_ completion: Completion) -> String {
        switch completion {
        case .nothing: " "
        case .files: "_files"
        case .directories: "_files -/"
        case .words(let words): "(\(words.map(escaped).joined(separator: " ")))"
        }
    }

    /// Keeps `_arguments` from reading brackets and colons of a help text as its own.
    private func escaped(_ text: String) -> String {
        text.map { "[]:\\".contains($0) ? "\\\($0)" : String($0) }.joined()
    }

    private func quoted(_ text: String) -> String { ShellQuoting.single(text) }
}
