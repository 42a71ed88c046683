extension Program {
    /// The help text of the command that `path` leads to, wrapped to so many columns.
    public func help(for path: [String] = [], columns: Int = 80) throws(UsageError) -> String {
        let command = try command(at: path)
        // Below forty columns nothing can be read, and beyond a hundred lines are too long for the eye.
        let writer = HelpWriter(width: min(max(columns, 40), 100), line: ([name] + path).joined(separator: " "))
        return writer.text(of: command, isRoot: path.isEmpty)
    }
}

/// Writes help texts.
struct HelpWriter {
    let width: Int
    /// The program and the command as typed.
    let line: String
    private let indent = 26

    init(width: Int, line: String) {
        self.width = width
        self.line = line
    }

    func text<Result>(of command: Command<Result>, isRoot: Bool) -> String {
        let form = command.form
        var blocks = [wrapped("\(line): \(command.summary)"), usage(of: command, form)]
        if !command.discussion.isEmpty { blocks.append(wrapped(command.discussion)) }
        let commands = command.subcommands.filter { !$0.isHidden }
        if !commands.isEmpty {
            blocks.append(["Commands:"] + commands.flatMap { entry("  " + $0.name, $0.summary) })
        }
        blocks += sections(of: form)
        blocks[blocks.count - 1] += builtIns(form, hasVersion: isRoot && !command.isRunnable)
        if !command.examples.isEmpty { blocks.append(examples(command.examples)) }
        if !commands.isEmpty {
            blocks.append(wrapped("Run \(line) COMMAND --help for the options of a command."))
        }
        return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    // MARK: Usage

    private func usage<Result>(of command: Command<Result>, _ form: CommandForm) -> [String] {
        UsageLines(of: command, form).all.enumerated().flatMap { index, form in
            TextWrapping.hanging(index == 0 ? "Usage:" : "      ", "\(line) \(form)", indent: 7, width: width)
        }
    }

    // MARK: Sections

    private func sections(of form: CommandForm) -> [[String]] {
        var titles: [String] = []
        for declaration in form.declarations where !titles.contains(declaration.section) && declaration.isOption {
            titles.append(declaration.section)
        }
        if !titles.contains("Options") { titles.insert("Options", at: 0) }
        // What --help itself needs goes to the end, so the plain options come last but one.
        titles = titles.filter { $0 != "Options" } + ["Options"]
        if form.declarations.contains(where: { !$0.isOption }) { titles.insert("Arguments", at: 0) }
        return titles.map { title in
            let visible = form.declarations.filter { $0.section == title && !$0.isHidden }
            return ["\(title):"] + visible.flatMap { entry(lead($0), explanation($0)) }
        }
    }

    private func builtIns(_ form: CommandForm, hasVersion: Bool) -> [String] {
        let short = form.declarations.contains { $0.short == "h" } ? "      " : "  -h, "
        var lines = entry(short + "--help", "print this text and stop")
        if hasVersion { lines += entry("      --version", "print the version and stop") }
        return lines
    }

    private func lead(_ declaration: Declaration) -> String {
        let short = declaration.short.map { "  -\($0), " } ?? "      "
        switch declaration.shape {
        case .positional: return "  \(declaration.name)\(declaration.isRepeated ? "..." : "")"
        case .rest: return "  -- \(declaration.name)..."
        case .flag, .count: return short + "--\(declaration.name)"
        case .toggle: return short + "--" + (declaration.isNegatedByDefault ? "" : "no-") + declaration.name
        case .value: return short + "--\(declaration.name) \(declaration.placeholder)"
        case .optionalValue: return short + "--\(declaration.name)[=\(declaration.placeholder)]"
        }
    }

    private func explanation(_ declaration: Declaration) -> String {
        var notes: [String] = []
        if declaration.isOption, declaration.isRequired { notes.append("required") }
        if let text = declaration.defaultText { notes.append("default \(text)") }
        if declaration.isOption, declaration.isRepeated { notes.append("may be repeated") }
        if let variable = declaration.variable { notes.append("environment \(variable)") }
        return declaration.help + (notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))")
    }

    // MARK: Lines

    private func entry(_ lead: String, _ text: String) -> [String] {
        TextWrapping.hanging(lead, text, indent: indent, width: width)
    }

    private func examples(_ examples: [Example]) -> [String] {
        ["Examples:"]
            + examples.flatMap { ["  \($0.line)"] + TextWrapping.hanging("", $0.purpose, indent: 6, width: width) }
    }

    private func wrapped(_ text: String) -> [String] { TextWrapping.lines(text, width: width) }
}
