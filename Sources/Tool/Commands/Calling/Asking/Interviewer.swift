internal import JSON
internal import MCPClient
internal import Text

/// Answers what a server asks for: by the answers of the command line, else by asking the person at the terminal.
struct Interviewer: Sendable {
    /// Asks for one line; nil at the end of the input.
    typealias Asker = @Sendable (_ prompt: String) async -> String?

    /// Answers that were given beforehand, by field.
    var answers: [(key: String, text: String)] = []
    /// Whether everything is declined.
    var declines = false
    /// Asks a person; nil when there is none.
    var ask: Asker?
    /// Prints a line for people.
    var say: @Sendable (String) -> Void

    // MARK: Forms

    /// Fills a form in.
    func fill(_ request: ServerRequest) async -> Elicited {
        say("? The server asks: \(printable(request.message))")
        if declines { return refuse("declined, as --decline says") }
        let fields = FormField.fields(of: request.requestedSchema)
        var content: [(key: String, value: JSON)] = []
        if fields.isEmpty, answers.isEmpty { return await confirm() }
        for field in fields {
            switch await answer(field) {
            case .value(let value): content.append((field.name, value))
            case .nothing: continue
            case .decline: return .decline
            case .cancel: return .cancel
            }
        }
        return .accept(.object(content))
    }

    private enum Answer {
        case value(JSON)
        case nothing
        case decline
        case cancel
    }

    private func answer(_ field: FormField) async -> Answer {
        if let given = answers.last(where: { $0.key == field.name }) {
            do throws(FormField.Problem) {
                let value = try field.value(of: given.text)
                say("  \(printable(field.title)): \(printable(given.text))")
                return .value(value)
            } catch {
                say("  --answer \(field.name): expected \(error.expected), saw \(printable(error.seen))")
                return .cancel
            }
        }
        guard let ask else { return withoutPerson(field) }
        say(question(field))
        for _ in 0..<10 {
            guard let line = await ask("  > ") else { return .cancel }
            switch line {
            case "!decline": return .decline
            case "!cancel": return .cancel
            case "":
                if let fallback = field.fallback { return .value(fallback) }
                if !field.isRequired { return .nothing }
                say("  it must be filled in: expected \(field.expected); !decline says no, !cancel ends it")
            default:
                do throws(FormField.Problem) { return .value(try field.value(of: line)) } catch {
                    say("  expected \(error.expected), saw \(printable(error.seen))")
                }
            }
        }
        return .cancel
    }

    /// What is left out is filled with its default where it has one; a field that must be filled in ends the matter.
    private func withoutPerson(_ field: FormField) -> Answer {
        if let fallback = field.fallback { return .value(fallback) }
        guard field.isRequired else { return .nothing }
        say(
            "  \(field.name) has no answer, and nobody is at the terminal: the request is cancelled. "
                + "Give --answer \(field.name)=VALUE (\(field.expected)), or --decline."
        )
        return .cancel
    }

    private func question(_ field: FormField) -> String {
        var text = "  \(printable(field.title))"
        if let help = field.help { text += ": \(printable(help))" }
        text += " — \(field.expected)"
        if !field.isRequired { text += ", or nothing" }
        if let fallback = field.fallback { text += ", else \(printable("\(fallback)"))" }
        guard case .choice(let choices) = field.kind else { return text }
        for (position, choice) in choices.enumerated() {
            text += "\n    \(position + 1). \(printable(choice.title ?? choice.value))"
        }
        return text
    }

    /// A form without fields asks for consent alone.
    private func confirm() async -> Elicited {
        guard let ask else { return refuse("nobody is at the terminal to agree") }
        guard let line = await ask("  agree? [y/N] ") else { return .cancel }
        return line.lowercased().hasPrefix("y") ? .accept() : .decline
    }

    // MARK: URLs

    /// Shows a URL, and asks whether it was visited; nothing is opened by itself.
    func visit(_ request: ServerRequest) async -> Elicited {
        say("? The server asks to visit a page: \(printable(request.message))")
        say("  \(printable(request.url ?? "(no URL)"))")
        if declines { return refuse("declined, as --decline says") }
        guard let ask else { return refuse("nobody is at the terminal to agree") }
        guard let line = await ask("  open it in a browser if you trust it, then type y; n says no [y/N] ") else {
            return .cancel
        }
        return line.lowercased().hasPrefix("y") ? .accept() : .decline
    }

    // MARK: Sampling

    /// There is no model here.
    func sample(_ request: ServerRequest) throws -> JSON {
        say("! The server asks for a model's answer (sampling); declined, since this program has no model.")
        throw HandlerRefusal.userRejected
    }

    private func refuse(_ why: String) -> Elicited {
        say("  \(why)")
        return declines ? .decline : .cancel
    }

    private func printable(_ text: String) -> String { PrintableText.escape(text) }
}
