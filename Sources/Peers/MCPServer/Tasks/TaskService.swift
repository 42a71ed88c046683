internal import Bindings
internal import Crypto
internal import JSON
internal import JSONRPC
internal import MCP
internal import Reactor
internal import Text

/// Keeps the tasks of a server and runs the work behind them, in both forms of the protocol.
final class TaskService: Sendable {
    private struct State: Sendable {
        var store: TaskStore
        var runs: [String: TaskRun] = [:]
        var exchanges: [String: TaskExchange] = [:]
        /// Those who wait for the end of a task.
        var waiters: [String: [LoopSignal]] = [:]
        var jobs: [@Sendable () async -> Void] = []
        var runner: LoopSignal?
    }

    let options: TaskOptions
    private let state: Locked<State>
    private unowned let server: MCPServer
    private let epoch: Int64
    private let start = MonotonicInstant.now

    init(_ server: MCPServer, _ options: TaskOptions) {
        (self.server, self.options) = (server, options)
        state = Locked(State(store: TaskStore(options.limits)))
        let now = WallClock.now
        epoch = now.seconds * 1000 + Int64(now.nanoseconds) / 1_000_000
    }

    /// Wall time at the start and a steady clock since then: it never goes back.
    private var now: TaskInstant {
        TaskInstant(milliseconds: epoch + (MonotonicInstant.now.nanoseconds - start.nanoseconds) / 1_000_000)
    }

    // MARK: Beginning

    /// Makes a task of a run, which its caller is told at once; throws when there are too many.
    func begin(_ run: TaskRun, timeToLive: Int64?) throws(ErrorObject) {
        let id = "task-" + Base64.url.encode(SecureRandom.bytes(18))
        let form: TaskRecord.Form = run.origin.revision.era == .modern ? .extension : .core
        let created = state.withLock { state -> TaskStateMachine? in
            expire(&state)
            let owner = run.origin.taskOwner
            guard let task = state.store.create(id: id, form, owner: owner, timeToLive: timeToLive, at: now) else {
                return nil
            }
            state.runs[id] = run
            state.runner?.raise()
            return task
        }
        guard let created else {
            throw ErrorObject(ErrorObject.internalErrorCode, "too many tasks: wait until some have ended and expired")
        }
        run.become(id)
        run.answerCaller(.result(created.creation))
    }

    /// Has the work behind a call run, which may be a task already or become one.
    func start(_ run: TaskRun, _ context: RequestContext) {
        let exchange = TaskExchange(run)
        if let id = run.id { state.withLock { $0.exchanges[id] = exchange } }
        let own = RequestContext(run.scope(exchange), inputs: TaskInputs(service: self, run: run))
        own.adopt(context)
        enqueue { [self] in
            await run.loop.run { await run.perform { await self.work(run, own) } }
        }
    }

    private func work(_ run: TaskRun, _ context: RequestContext) async {
        let outcome = await outcome(run, context)
        _ = context.finish()
        guard let id = run.id else { return run.answerCaller(run.origin.sealing(outcome, context)) }
        finish(id, outcome.taskOutcome)
    }

    /// Runs the tool until it answers; what it must know first is asked.
    private func outcome(_ run: TaskRun, _ context: RequestContext) async -> Outcome {
        for _ in 0..<max(1, server.options.limits.rounds) {
            let outcome = await context.run { try await run.origin.server.run(run.tool, run.call, $0) }
            guard run.id != nil, case .inputRequired(let needed) = outcome else { return outcome }
            do {
                context.resume(with: try await context.ask(needed.requests), state: needed.state)
            } catch {
                return context.outcome(of: error)
            }
        }
        server.options.reportFault("\(run.tool.key) asked again and again without end")
        return .failure(.internalError)
    }

    // MARK: Changing

    private func finish(_ id: String, _ outcome: TaskOutcome) {
        change(id) { task, now in task.finish(outcome, at: now) == .ended }
    }

    /// Notes questions; the keys under which they stand, or nil when the task is over.
    func ask(_ requests: InputRequests, of id: String) -> [(wanted: String, unique: String)]? {
        var keys: [(wanted: String, unique: String)] = []
        change(id) { task, now in
            for (key, request) in requests {
                guard let question = task.ask(key, request.json, at: now) else { return false }
                keys.append((key, question.key))
            }
            return true
        }
        return keys.count == requests.all.count ? keys : nil
    }

    func withdraw(_ keys: [String], of id: String) {
        change(id) { task, now in
            var isChanged = false
            for key in keys where task.withdraw(key, at: now) { isChanged = true }
            return isChanged
        }
    }

    /// Takes answers of the client.
    func answer(_ responses: [(key: String, value: JSON)], of id: String) {
        var deliveries: [TaskStateMachine.Delivery] = []
        change(id) { task, now in
            deliveries = task.answer(responses, at: now)
            return !deliveries.isEmpty
        }
        let run = state.withLock { $0.runs[id] }
        for delivery in deliveries { run?.deliver(delivery) }
    }

    /// Calls a task off; nil when it had ended before.
    func cancel(_ id: String) -> TaskStateMachine? {
        let run = state.withLock { $0.runs[id] }
        let cancelled = change(id) { task, now in task.cancel(at: now) == .ended }
        if cancelled != nil { run?.cancel() }
        return cancelled
    }

    /// Lets something happen to a task and tells all who want to know; nil when nothing happened.
    @discardableResult
    private func change(_ id: String, _ change: (inout TaskStateMachine, TaskInstant) -> Bool) -> TaskStateMachine? {
        state.withLock { state -> TaskStateMachine? in
            expire(&state)
            let run = state.runs[id]
            guard let (isChanged, task) = state.store.change(id, { change(&$0, now) }), isChanged else { return nil }
            if task.status.isFinal { forget(id, &state) }
            // Within the lock, so that nobody hears of an earlier state after a later one.
            publish(task, run)
            return task
        }
    }

    private func publish(_ task: TaskStateMachine, _ run: TaskRun?) {
        switch task.form {
        case .extension: server.hub.publish(.task(task.id), "notifications/tasks", task.record.json)
        case .core: run?.origin.session?.post("notifications/tasks/status", task.record.json)
        }
    }

    private func expire(_ state: inout State) {
        for task in state.store.expire(at: now) {
            state.runs[task.id]?.cancel()
            forget(task.id, &state)
        }
    }

    private func forget(_ id: String, _ state: inout State) {
        state.runs[id] = nil
        state.exchanges[id] = nil
        for waiter in state.waiters.removeValue(forKey: id) ?? [] { waiter.raise() }
    }

    // MARK: Looking

    /// A task of this owner.
    func task(_ id: String, _ form: TaskRecord.Form, of owner: TaskOwner) -> TaskStateMachine? {
        state.withLock { state in
            expire(&state)
            return state.store.task(id, form, of: owner)
        }
    }

    func page(of owner: TaskOwner, after number: UInt64, limit: Int) -> TaskStore.Page {
        state.withLock { state in
            expire(&state)
            return state.store.page(of: owner, .core, after: number, limit: limit)
        }
    }

    /// Waits for the end of a task of the core form, while what it sends goes to this exchange; nil when it is not there
    /// any more.
    func end(of id: String, _ owner: TaskOwner, _ exchange: any ServerExchange) async -> TaskOutcome? {
        let way = state.withLock { $0.exchanges[id] }
        let number = way?.attach(exchange)
        defer { if let number { way?.detach(number) } }
        let signal = LoopSignal(on: exchange.loop)
        return await exchange.loop.run {
            while true {
                let (task, isWaiting) = state.withLock { state -> (TaskStateMachine?, Bool) in
                    expire(&state)
                    let task = state.store.task(id, .core, of: owner)
                    guard let task, task.finalAnswer == nil else { return (task, false) }
                    state.waiters[id, default: []].append(signal)
                    return (task, true)
                }
                guard isWaiting else { return task?.finalAnswer }
                let reason = await signal.wait()
                state.withLock { $0.waiters[id]?.removeAll { $0 === signal } }
                guard reason == .ready else { return nil }
            }
        }
    }

    // MARK: Running

    private func enqueue(_ job: @escaping @Sendable () async -> Void) {
        state.withLock { state in
            state.jobs.append(job)
            state.runner?.raise()
        }
    }

    /// Runs the work behind tasks until it is cancelled, which cancels them.
    func run(on loop: EventLoop) async {
        let signal = LoopSignal(on: loop)
        state.withLock { $0.runner = signal }
        await withDiscardingTaskGroup { children in
            while !Task.isCancelled {
                let (jobs, deadline) = state.withLock { state -> ([@Sendable () async -> Void], Deadline) in
                    expire(&state)
                    defer { state.jobs = [] }
                    return (state.jobs, nextLook(state.store))
                }
                for job in jobs { children.addTask { await job() } }
                let reason = await loop.run { await signal.wait(until: deadline) }
                if reason == .cancelled || reason == .closed { break }
            }
            children.cancelAll()
        }
        state.withLock { $0.runner = nil }
    }

    private func nextLook(_ store: TaskStore) -> Deadline {
        guard let expiry = store.nextExpiry else { return .never }
        return .after(.milliseconds(max(1, expiry.milliseconds - now.milliseconds)))
    }

    /// A session is over: its tasks are called off.
    func close(_ session: LegacySession) {
        let runs = state.withLock { state -> [TaskRun] in
            let tasks = state.store.removeAll(of: .session(session.number))
            let runs = tasks.compactMap { state.runs[$0.id] }
            for task in tasks { forget(task.id, &state) }
            return runs
        }
        for run in runs { run.cancel() }
    }
}

extension TaskRun {
    /// The call with another way for what it sends.
    func scope(_ exchange: any ServerExchange) -> RequestScope {
        origin.sending(through: exchange)
    }
}

extension Outcome {
    /// What it means for a task.
    var taskOutcome: TaskOutcome {
        switch self {
        case .result(let result): .result(result)
        case .raw(let bytes): (try? JSON(parsing: bytes)).map(TaskOutcome.result) ?? .failure(.internalError)
        case .failure(let error): .failure(error)
        case .inputRequired, .silence: .failure(ErrorObject(ErrorObject.internalErrorCode, "the work was stopped"))
        }
    }
}
