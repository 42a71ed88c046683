internal import Bindings
internal import MCPServer
internal import Mutants
internal import Reactor

/// A server that runs until it is told to stop.
enum RunningServer {
    /// How long requests under way may take when the server is told to stop.
    private static let patience: Duration = .seconds(2)

    /// Serves until an interrupt, a request to end, or the end of standard input where that is all it serves.
    static func run(_ plan: ServingPlan, _ console: Console) async throws -> ExitCode {
        let (setup, server) = try plan.makeSetup()
        let options = try plan.makeOptions(for: setup)
        let listener: MCPListener
        do throws(ReactorError) {
            listener = try MCPListener(setup.endpoint, plan.transports, options: options)
        } catch {
            console.printError(ListeningProblem.text(error, plan.transports))
            return .targetUnreachable
        }
        let targets = ServingPlan.targets(of: listener.transports, isSecure: options.tls != nil)
        let threads = plan.threads ?? (plan.transports == [.stdio] ? 1 : LoopGroup.processorCount)
        try await LoopGroup.run(count: threads) { group in
            try await serve(listener, server, on: group) {
                for target in targets { console.printMessage("listening on \(target)\n") }
            }
        }
        return .fine
    }

    /// Says that it is ready once signals are heeded: whoever reads it may end the server at once.
    private static func serve(
        _ listener: MCPListener,
        _ server: MCPServer,
        on group: LoopGroup,
        whenReady sayReady: () -> Void
    ) async throws {
        guard let loop = group.loops.first else { return }
        let signals = try await loop.run { () async throws in
            try SignalWatcher([.interrupt, .terminate], on: loop)
        }
        await withThrowingTaskGroup(of: Void.self) { children in
            children.addTask(executorPreference: loop) { await server.runTasks(on: loop) }
            children.addTask(executorPreference: loop) { await heed(signals, listener) }
            sayReady()
            await listener.serve(on: group)
            children.cancelAll()
            while (try? await children.next()) != nil {}
        }
    }

    /// The first signal asks for an orderly end; the second one gets its default action.
    private static func heed(_ signals: SignalWatcher, _ listener: MCPListener) async {
        defer { signals.close() }
        guard await signals.next() != nil else { return }
        listener.stop(within: patience)
    }
}
