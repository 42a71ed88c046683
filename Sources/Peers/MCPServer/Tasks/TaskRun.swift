internal import Bindings
internal import JSON
internal import JSONRPC
internal import MCP
internal import Reactor

/// The work behind one task, or behind a call that may still become one.
final class TaskRun: Sendable {
    private struct State: Sendable {
        /// The id of the task; nil while the call is none.
        var id: String?
        var answers = InputResponses()
        var isCancelled = false
        var isOver = false
        /// What the caller is answered, when that is known.
        var first: Outcome?
    }

    let call: ToolCall
    let tool: RegisteredTool
    /// The call as it came; its exchange is good until the caller is answered.
    let origin: RequestScope
    /// Raised whenever anything changes that the work or its caller waits for.
    let news: LoopSignal
    private let state = Locked(State())

    init(_ call: ToolCall, of tool: RegisteredTool, _ origin: RequestScope) {
        (self.call, self.tool, self.origin) = (call, tool, origin)
        news = LoopSignal(on: origin.exchange.loop)
    }

    var loop: EventLoop { news.loop }
    var id: String? { state.withLock { $0.id } }
    var isCancelled: Bool { state.withLock { $0.isCancelled } }
    var isOver: Bool { state.withLock { $0.isOver } }

    /// It is a task from here on.
    func become(_ id: String) { state.withLock { $0.id = id } }

    /// The caller is answered so, unless it was answered before.
    func answerCaller(_ outcome: Outcome) {
        state.withLock { state in if state.first == nil { state.first = outcome } }
        news.raise()
    }

    /// What the caller is answered, if that is known.
    var firstAnswer: Outcome? { state.withLock { $0.first } }

    /// What the caller is answered; silence when it waits no more.
    func callerAnswer() async -> Outcome {
        await loop.run {
            while true {
                if let first = state.withLock({ $0.first }) { return first }
                guard await news.wait() == .ready else { return .silence }
            }
        }
    }

    /// An answer of the client to a question of the work.
    func deliver(_ delivery: TaskStateMachine.Delivery) {
        state.withLock { $0.answers.add(delivery.key, delivery.response) }
        news.raise()
    }

    /// The answers to these questions, when all are there.
    func answers(to keys: [String]) async throws -> InputResponses {
        try await loop.run { () async throws in
            while true {
                let answers = state.withLock { $0.answers }
                if keys.allSatisfy({ answers[$0] != nil }) { return answers }
                guard await news.wait() == .ready, !isCancelled else { throw CancellationError() }
            }
        }
    }

    /// Stops the work; from any thread.
    func cancel() {
        state.withLock { $0.isCancelled = true }
        news.raise()
    }

    /// Runs the work in a child task that ends early when the run is cancelled.
    func perform(_ work: @escaping @Sendable () async -> Void) async {
        await withDiscardingTaskGroup { children in
            children.addTask(executorPreference: loop) {
                await work()
                self.state.withLock { $0.isOver = true }
                self.news.raise()
            }
            while !isCancelled, !isOver {
                guard await news.wait() == .ready else { break }
            }
            if !isOver { children.cancelAll() }
        }
    }
}
