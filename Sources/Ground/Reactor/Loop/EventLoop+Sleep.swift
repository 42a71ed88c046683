extension EventLoop {
    /// Suspends the task until the deadline; false when it was cancelled before.
    @discardableResult
    public func sleep(until deadline: Deadline) async -> Bool {
        await WaitPoint().wait(on: self, until: deadline) == .timedOut
    }

    /// Runs `body` on the loop once the deadline passed, unless the returned timer is cancelled before.
    public func schedule(at deadline: Deadline, _ body: @escaping () -> Void) -> LoopTimer {
        LoopTimer(identity: armTimer(at: deadline, .run(body)))
    }

    /// Takes a timer out; harmless when it has fired.
    public func cancel(_ timer: LoopTimer) {
        preconditionOnLoop()
        cancelTimer(timer.identity)
    }
}

/// Names a scheduled closure of one loop.
public struct LoopTimer: Sendable {
    let identity: TimerIdentity
}
