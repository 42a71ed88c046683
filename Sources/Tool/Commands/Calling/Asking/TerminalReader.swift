internal import Carriers
internal import Reactor

/// Reads what a person types, line by line.
///
/// `@unchecked Sendable`: confined to the thread of the loop.
final class TerminalReader: @unchecked Sendable {
    private let console: Console
    private let loop: EventLoop
    private var lines: LineCarrier?

    init(_ console: Console, on loop: EventLoop) { (self.console, self.loop) = (console, loop) }

    /// Asks with a prompt and waits for a line; nil at the end of the input.
    var asker: Interviewer.Asker {
        { prompt in
            self.console.printMessage(prompt)
            do {
                let line = try await self.opened().receiveLine()
                if line == nil { self.console.printMessage("\n") }
                return line.map { String(decoding: $0.bytes, as: UTF8.self) }
            } catch {
                return nil
            }
        }
    }

    /// Nothing is read before the first question.
    private func opened() throws -> LineCarrier {
        if let lines { return lines }
        let new = try LineCarrier.standard(on: loop)
        lines = new
        return new
    }
}
