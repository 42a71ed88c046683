public import Reactor
internal import Text

/// Starts a program and carries one message a line over its standard input and output.
///
/// What it prints on standard error is kept, within a bound, and shown to the observer. Whoever starts one must
/// ``close()`` it: that descends the stop ladder and leaves no process of its group behind.
///
/// `@unchecked Sendable`: confined to the thread of the process's loop.
public final class ChildCarrier: MessageCarrier, @unchecked Sendable {
    /// The program.
    public let process: ChildProcess
    /// The lines of its standard input and output; for raw steps, single lines and half-closing.
    public let lines: LineCarrier
    /// What it printed on standard error.
    public private(set) var diagnostics: HeadAndTail

    private let hasDrainedDiagnostics = WaitPoint()
    private var isDrained = false
    private var watchers: [Task<Void, Never>] = []

    /// The loop of the program's streams.
    public var loop: EventLoop { process.loop }
    /// How it ended; nil while it runs.
    public var exit: ChildExit? { process.exit }
    /// Lines on its standard output that were no messages.
    public var junk: JunkLines { lines.junk }

    private init(_ process: ChildProcess, _ lines: LineCarrier, keeping limit: Int) {
        (self.process, self.lines) = (process, lines)
        diagnostics = HeadAndTail(limit: limit)
    }

    /// Starts a program; `loop` must be the current one.
    public static func start(
        _ command: ChildCommand,
        on loop: EventLoop,
        options: CarrierOptions = CarrierOptions()
    ) async throws(CarrierError) -> ChildCarrier {
        var command = command
        (command.input, command.output) = (.pipe, .pipe)
        command.writeLimits = options.writeLimits
        let process: ChildProcess
        do { process = try await ChildProcess.start(command, on: loop) } catch {
            throw CarrierError(.unreachable, operation: "start \(command.program)", detail: "\(error)")
        }
        guard let input = process.input, let output = process.output else {
            await process.stop()
            throw CarrierError(.misuse, operation: "start \(command.program)", detail: "expected pipes, saw none")
        }
        let words = [command.program] + command.arguments
        let lines = LineCarrier(
            input: options.wrapStream?(output) ?? output,
            output: options.wrapStream?(input) ?? input,
            options: options,
            skipsJunk: true,
            peer: .program(command: words, processIdentifier: process.processIdentifier)
        )
        let carrier = ChildCarrier(process, lines, keeping: options.keptDiagnostics)
        carrier.watch()
        return carrier
    }

    /// Starts a program, runs `body` with its carrier, and stops it however `body` ends.
    public static func with<Value>(
        _ command: ChildCommand,
        on loop: EventLoop,
        options: CarrierOptions = CarrierOptions(),
        _ body: (ChildCarrier) async throws -> Value
    ) async throws -> Value {
        let carrier = try await start(command, on: loop, options: options)
        do {
            let value = try await body(carrier)
            await carrier.close()
            return value
        } catch {
            await carrier.close()
            throw error
        }
    }

    // MARK: Messages

    /// Sends a message as one line; where the program is gone, the error says how it ended.
    public func send(_ message: [UInt8]) async throws(CarrierError) {
        do throws(CarrierError) { try await lines.send(message) } catch {
            guard error.code == .closed else { throw error }
            throw CarrierError(.closed, operation: error.operation, detail: await epitaph())
        }
    }

    /// Queues a message as one line.
    public func post(_ message: [UInt8]) -> Bool { lines.post(message) }

    /// The next message; nil when the program closed its output.
    public func receive(until deadline: Deadline) async throws(CarrierError) -> [UInt8]? {
        try await lines.receive(until: deadline)
    }

    // MARK: The end

    /// Closes the program's input, gives it time to end, asks it, forces it; and then its whole group.
    public func close() async {
        await lines.closeForStop()
        await process.stop()
        for watcher in watchers { await watcher.value }
        watchers = []
    }

    /// Waits for the program's end; nil when the deadline passes or the task is cancelled first.
    public func waitForExit(until deadline: Deadline = .never) async -> ChildExit? {
        await process.waitForExit(until: deadline)
    }

    /// What to tell people whose program went away: how it ended, and its last words.
    public func epitaph(until deadline: Deadline = .after(.milliseconds(500))) async -> String {
        let exit = await waitForExit(until: deadline)
        while !isDrained, exit != nil, await hasDrainedDiagnostics.wait(on: loop, until: deadline) == .ready {}
        let program = process.command.program
        var text =
            exit.map { "\(program) ended: \($0)" } ?? "\(program) still runs, process \(process.processIdentifier)"
        if junk.count > 0, let first = junk.first.first {
            text += "; \(junk.count) lines on its standard output were no messages, the first: "
            text += PrintableText.quote(first.span)
        }
        let words = String(decoding: diagnostics.bytes, as: UTF8.self).split(separator: "\n").suffix(8)
        guard !words.isEmpty else { return text + "; it printed nothing on standard error" }
        return text + "; its last words on standard error:"
            + words.map { "\n    " + PrintableText.escape(String($0.prefix(300))) }.joined()
    }

    // MARK: Watching

    private func watch() {
        let observed = lines.observedConnection
        let errors = process.error
        watchers.append(
            Task(executorPreference: loop) {
                if let errors { await self.drain(errors, observed) }
                self.isDrained = true
                self.hasDrainedDiagnostics.wakeAll()
            }
        )
        guard let observed else { return }
        watchers.append(
            Task(executorPreference: loop) {
                if let exit = await self.process.waitForExit() { observed.report(.received, .exit(exit)) }
            }
        )
    }

    private func drain(_ errors: DescriptorStream, _ observed: ObservedConnection?) async {
        var buffer = InputBuffer()
        do throws(ReactorError) {
            while try await errors.read(into: &buffer) > 0 {
                let bytes = buffer.takeAll()
                diagnostics.append(bytes)
                observed?.report(.parts, .received, .diagnostics(bytes))
            }
        } catch {
            // The stream was closed when the program was stopped.
        }
    }
}
