/// Completions for bash: one function that finds the command and then offers words for the place.
struct BashCompletions {
    let program: String
    let nodes: [CompletionNode]

    var text: String {
        let function = "_" + (nodes.first?.identifier(program) ?? program)
        var lines = [
            "# Completions of \(program) for bash; load them with: source <(\(program) completions bash)",
            "\(function)() {",
            "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command='' word",
            "  COMPREPLY=()",
            "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do",
            "    [[ $word == -- ]] && return",
            "    case \"$command/$word\" in",
        ]
        for node in nodes where !node.path.isEmpty {
            let parent = node.path.dropLast().map { "/" + $0 }.joined()
            let word = node.path.last ?? ""
            lines.append("      \(quoted(parent + "/" + word))) command=\(quoted(parent + "/" + word)) ;;")
        }
        lines += ["    esac", "  done", "  case \"$command\" in"]
        for node in nodes { lines += branch(node) }
        lines += ["  esac", "}", "complete -o default -F \(function) \(program)"]
        return lines.joined(separator: "\n") + "\n"
    }

    private func branch(_ node: CompletionNode) -> [String] {
        var lines = ["    \(quoted(node.path.map { "/" + $0 }.joined())))", "      case \"$previous\" in"]
        for option in node.options where option.shape == .value {
            let names = ["--" + option.name] + (option.short.map { ["-\($0)"] } ?? [])
            lines.append("        \(names.map(quoted).joined(separator: "|"))) \(reply(option.completion)); return ;;")
        }
        // Bash refuses a case without branches.
        lines += ["        *) ;;", "      esac"]
        let options = node.longNames.map { "--" + $0.name } + node.options.compactMap { $0.short.map { "-\($0)" } }
        lines += [
            "      if [[ $current == -* ]]; then",
            "        COMPREPLY=($(compgen -W \(quoted(options.joined(separator: " "))) -- \"$current\"))",
            "      else",
            "        \(words(node))",
            "      fi",
            "      ;;",
        ]
        return lines
    }

    private func words(_ node: CompletionNode) -> String {
        if !node.subcommands.isEmpty { return reply(.words(node.subcommands.map(\.name))) }
        return reply(node.positionals.first?.completion ?? .nothing)
    }

    private func reply(_ completion: Completion) -> String {
        switch completion {
        case .nothing: "COMPREPLY=()"
        case .files: "COMPREPLY=($(compgen -f -- \"$current\"))"
        case .directories: "COMPREPLY=($(compgen -d -- \"$current\"))"
        case .words(let words): "COMPREPLY=($(compgen -W \(quoted(words.joined(separator: " "))) -- \"$current\"))"
        }
    }

    private func quoted(_ text: String) -> String { ShellQuoting.single(text) }
}

/// Quotes text for shells.
enum ShellQuoting {
    /// Text in single quotes, as bash and zsh read it.
    static func single(_ text: String) -> String {
        "'" + text.map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
    }

    /// Text in single quotes, as fish reads it.
    static func fish(_ text: String) -> String {
        "'" + text.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "'"
    }
}
