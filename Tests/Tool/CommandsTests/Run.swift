import Reactor

@testable import Commands

/// What one call of the program printed and returned.
struct Run: Equatable {
    var code: ExitCode
    var results = ""
    var messages = ""

    init(code: ExitCode, results: String = "", messages: String = "") {
        (self.code, self.results, self.messages) = (code, results, messages)
    }

    init(_ arguments: String...) async { await self.init(arguments) }

    init(
        _ arguments: [String],
        results: Console.Surface = Console.Surface(),
        messages: Console.Surface = Console.Surface(),
        failure: Console.Failure? = nil
    ) async {
        let printed = PrintedText()
        let console = Console(results: results, messages: messages) { output, text throws(Console.Failure) in
            if output == .results, let failure { throw failure }
            printed.add(text, to: output)
        }
        code = await Comport.run(arguments, environment: [:], console: console)
        (self.results, self.messages) = (printed.results, printed.messages)
    }
}

/// Keeps what a console prints.
final class PrintedText: Sendable {
    private let texts = Locked(["", ""])

    func add(_ text: String, to output: Console.Output) { texts.withLock { $0[output == .results ? 0 : 1] += text } }

    var results: String { texts.withLock { $0[0] } }
    var messages: String { texts.withLock { $0[1] } }

    /// A console that prints here.
    func console(results: Console.Surface = Console.Surface()) -> Console {
        Console(results: results) { output, text throws(Console.Failure) in self.add(text, to: output) }
    }
}
