package import Reactor

/// Tasks that an object starts at any moment and that one scope owns: they end with the task that runs ``run()``.
///
/// `@unchecked Sendable`: every member is confined to the thread of the loop.
package final class BackgroundTasks: @unchecked Sendable {
    /// Work to be run.
    package typealias Work = @Sendable () async -> Void

    private let loop: EventLoop
    private var waiting: [Work] = []
    private var isClosed = false
    private let arrivals = WaitPoint()
    private var urgent = 0
    private let settled = WaitPoint()

    /// None yet.
    package init(on loop: EventLoop) { self.loop = loop }

    /// Starts work; false when the scope has ended.
    ///
    /// What is urgent is waited for by ``settle(until:)``.
    @discardableResult
    package func start(urgent isUrgent: Bool = false, _ work: @escaping Work) -> Bool {
        guard !isClosed else { return false }
        if isUrgent {
            urgent += 1
            waiting.append {
                await work()
                self.endUrgent()
            }
        } else {
            waiting.append(work)
        }
        arrivals.wakeAll()
        return true
    }

    /// Runs what is started until ``close()`` or cancellation; then cancels what still runs, and waits for it.
    package func run() async {
        await withDiscardingTaskGroup { group in
            while let work = await next() { group.addTask(executorPreference: loop) { await work() } }
            group.cancelAll()
        }
        close()
    }

    /// Waits for the urgent work to end.
    package func settle(until deadline: Deadline) async {
        while urgent > 0, !isClosed {
            guard await settled.wait(on: loop, until: deadline) == .ready else { return }
        }
    }

    /// Starts nothing any more, and ends ``run()``.
    package func close() {
        isClosed = true
        waiting = []
        urgent = 0
        arrivals.wakeAll()
        settled.wakeAll()
    }

    private func endUrgent() {
        urgent -= 1
        if urgent == 0 { settled.wakeAll() }
    }

    private func next() async -> Work? {
        while waiting.isEmpty {
            guard !isClosed, await arrivals.wait(on: loop) == .ready else { return nil }
        }
        return isClosed ? nil : waiting.removeFirst()
    }
}
