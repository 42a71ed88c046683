/// Why a wait ended.
public enum WakeReason: Sendable, Equatable {
    /// What was awaited happened.
    case ready
    /// The deadline passed first.
    case timedOut
    /// The waiting task was cancelled.
    case cancelled
    /// What was awaited will not happen any more: its owner closed.
    case closed
}

/// What a timer does when it fires.
enum TimerAction {
    case wake(WaitPoint, ticket: UInt64)
    case run(() -> Void)

    func fire() {
        switch self {
        case .wake(let point, let ticket): point.timerFired(ticket)
        case .run(let body): body()
        }
    }
}

/// A place where tasks of one loop wait for something that happens on the same loop, with a deadline and
/// cancellation; the loop's condition variable.
///
/// `@unchecked Sendable`: every member is confined to the thread of the loop that the first wait names.
public final class WaitPoint: @unchecked Sendable {
    private struct Waiter {
        let ticket: UInt64
        let loop: EventLoop
        let timer: TimerIdentity
        let continuation: UnsafeContinuation<WakeReason, Never>
    }

    // Nearly always one task waits, so it has a place without an allocation.
    private var first: Waiter?
    private var others: [Waiter] = []
    private var lastTicket: UInt64 = 0
    private var wakes: UInt64 = 0

    /// A place where nobody waits yet.
    public init() {}

    /// Whether somebody waits.
    public var hasWaiters: Bool { first != nil }

    /// Waits until somebody wakes this point, the deadline passes or the task is cancelled.
    ///
    /// A waiter looks again at what it waits for, as with any condition variable: a wake between its look and its wait
    /// counts, so `ready` may come early but never gets lost.
    public func wait(on loop: EventLoop, until deadline: Deadline = .never) async -> WakeReason {
        loop.preconditionOnLoop()
        lastTicket &+= 1
        let ticket = lastTicket
        // The runtime may suspend a task on its way into the continuation below.
        let wakesBefore = wakes
        return await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                guard !Task.isCancelled else { return continuation.resume(returning: .cancelled) }
                guard wakes == wakesBefore else { return continuation.resume(returning: .ready) }
                let timer =
                    deadline.isNever
                    ? .none : loop.armTimer(at: deadline, .wake(self, ticket: ticket))
                let waiter = Waiter(ticket: ticket, loop: loop, timer: timer, continuation: continuation)
                if first == nil { first = waiter } else { others.append(waiter) }
            }
        } onCancel: {
            // Runs on any thread, perhaps before the wait began; the queue of the loop puts it behind.
            loop.execute { self.wake(ticket, .cancelled) }
        }
    }

    /// Wakes the one who has waited longest; false when nobody waits.
    @discardableResult
    public func wakeFirst(_ reason: WakeReason = .ready) -> Bool {
        wakes &+= 1
        guard let waiter = first else { return false }
        first = others.isEmpty ? nil : others.removeFirst()
        resume(waiter, reason)
        return true
    }

    /// Wakes everybody who waits now.
    public func wakeAll(_ reason: WakeReason = .ready) {
        wakes &+= 1
        guard let waiter = first else { return }
        first = nil
        resume(waiter, reason)
        guard !others.isEmpty else { return }
        let rest = others
        others = []
        for waiter in rest { resume(waiter, reason) }
    }

    func timerFired(_ ticket: UInt64) { wake(ticket, .timedOut) }

    private func wake(_ ticket: UInt64, _ reason: WakeReason) {
        if let waiter = first, waiter.ticket == ticket {
            first = others.isEmpty ? nil : others.removeFirst()
            resume(waiter, reason)
        } else if let place = others.firstIndex(where: { $0.ticket == ticket }) {
            resume(others.remove(at: place), reason)
        }
    }

    private func resume(_ waiter: Waiter, _ reason: WakeReason) {
        if waiter.timer != .none { waiter.loop.cancelTimer(waiter.timer) }
        waiter.continuation.resume(returning: reason)
    }
}
