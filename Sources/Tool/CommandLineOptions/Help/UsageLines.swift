/// The forms that a command line may take, as the help text shows them behind the command's name.
struct UsageLines {
    private let form: CommandForm
    private let isRunnable: Bool
    private let hasSubcommands: Bool

    init<Result>(of command: Command<Result>, _ form: CommandForm) {
        self.form = form
        isRunnable = command.isRunnable
        hasSubcommands = command.subcommands.contains { !$0.isHidden }
    }

    var all: [String] {
        let own = isRunnable ? ownForms : []
        return hasSubcommands ? own + ["COMMAND [ARGUMENTS]"] : own
    }

    /// One form, or two when a word and a command line behind `--` exclude each other.
    private var ownForms: [String] {
        guard let rest = form.declarations.first(where: { $0.shape == .rest }) else {
            return [line(words(positionals))]
        }
        let tail = "-- \(rest.name)..."
        guard let rule = form.rules.first(where: { $0.numbers.contains(rest.number) }) else {
            return [line(words(positionals) + ["[\(tail)]"])]
        }
        let others = positionals.filter { !rule.numbers.contains($0.number) }
        let named = positionals.map { rule.numbers.contains($0.number) ? name($0) : word($0) }
        return [line(named), line(words(others) + [tail])]
    }

    private var positionals: [Declaration] { form.declarations.filter { $0.shape == .positional } }

    private func line(_ tail: [String]) -> String {
        let options = form.declarations.filter { $0.isOption && !$0.isHidden }
        let required = options.filter(\.isRequired).map { "--\($0.name) \($0.placeholder)" }
        let isMore = options.contains { !$0.isRequired }
        return ((isMore ? ["[OPTIONS]"] : []) + required + tail).joined(separator: " ")
    }

    private func words(_ declarations: [Declaration]) -> [String] { declarations.map(word) }

    private func word(_ declaration: Declaration) -> String {
        declaration.isRequired ? name(declaration) : "[\(name(declaration))]"
    }

    private func name(_ declaration: Declaration) -> String {
        declaration.name + (declaration.isRepeated ? "..." : "")
    }
}

extension CommandForm.Rule {
    fileprivate var numbers: [Int] { keys.map(\.number) }
}
