import Reactor

/// A child process that a benchmark talks to in lines: it is asked with a line and answers with one.
///
/// Its diagnostics go to our standard error. It dies with us, and ends when its input is closed.
final class PeerProcess {
    let child: ChildProcess
    private var buffer = InputBuffer()

    private init(_ child: ChildProcess) { self.child = child }

    /// Starts `command`, runs `body` with it and stops it, with its whole process group, however `body` ends.
    static func with<Value>(
        _ command: ChildCommand,
        on loop: EventLoop,
        _ body: (PeerProcess) async throws -> Value
    ) async throws -> Value {
        var command = command
        command.error = .inherited
        return try await ChildProcess.with(command, on: loop) { try await body(PeerProcess($0)) }
    }

    /// The processor seconds of the process and of all others in its group.
    var groupProcessorSeconds: Double { ProcessUsage.ofGroup(child.processIdentifier).processorSeconds }

    /// The resident bytes of the process and of all others in its group.
    var groupResidentBytes: Int { ProcessUsage.ofGroup(child.processIdentifier).residentBytes }

    /// Sends a line and waits for the answer.
    func ask(_ line: String, within limit: Duration = .seconds(60)) async throws -> String {
        try await send(line)
        return try await readLine(within: limit)
    }

    /// Sends a line.
    func send(_ line: String) async throws {
        guard let input = child.input else { throw BenchmarkError("\(child.command.program) has no piped input") }
        try await input.write(Array((line + "\n").utf8))
    }

    /// Waits for a line that the child prints.
    func readLine(within limit: Duration = .seconds(60)) async throws -> String {
        guard let output = child.output else { throw BenchmarkError("\(child.command.program) has no piped output") }
        let deadline = Deadline.after(limit)
        var searched = 0
        while true {
            while searched < buffer.count {
                if buffer[searched] == UInt8(ascii: "\n") {
                    let line = buffer.bytes(0..<searched)
                    buffer.consume(searched + 1)
                    return String(decoding: line, as: UTF8.self)
                }
                searched += 1
            }
            guard try await output.read(into: &buffer, until: deadline) > 0 else {
                throw BenchmarkError(
                    "\(child.command.program) ended its output; expected a line, saw the end after \(searched) bytes"
                )
            }
        }
    }
}

extension BenchmarkContext {
    /// Starts this program once more in a role, waits for the first line that it prints, and runs `body` with both.
    func withRole<Value>(
        _ role: String,
        _ arguments: [String] = [],
        _ body: (PeerProcess, String) async throws -> Value
    ) async throws -> Value {
        guard let executable = ProcessEnvironment.executablePath else {
            throw BenchmarkError("/proc/self/exe cannot be read, so no role can be started")
        }
        var command = ChildCommand(executable, ["role", role] + (arguments.isEmpty ? [] : ["--"] + arguments))
        command.environment = .inherited
        return try await PeerProcess.with(command, on: loop) { process in
            try await body(process, try await process.readLine())
        }
    }
}
