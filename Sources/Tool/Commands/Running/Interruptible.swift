internal import Reactor

/// Work that a person may end before it is done.
enum Interruptible {
    /// Runs work that the first interrupt cancels, so that it ends in order; a second one ends the program.
    static func run(
        on loop: EventLoop,
        _ console: Console,
        _ work: @escaping @Sendable () async throws -> ExitCode
    ) async throws -> ExitCode {
        let signals = try SignalWatcher([.interrupt, .terminate], on: loop)
        defer { signals.close() }
        return try await withThrowingTaskGroup(of: ExitCode?.self) { group in
            group.addTask(executorPreference: loop) { try await work() }
            group.addTask(executorPreference: loop) {
                guard await signals.next() != nil else { return nil }
                signals.close()
                return .interrupted
            }
            var result: ExitCode?
            while let code = try await group.next() {
                group.cancelAll()
                // An interrupt outweighs what the work made of it.
                if let code, result == nil || code == .interrupted { result = code }
            }
            if result == .interrupted {
                console.printMessage(console.messages.columns == nil ? "interrupted\n" : "\ninterrupted\n")
            }
            return result ?? .harnessError
        }
    }
}
