import Reactor

/// Runs work on one loop that must outlive the connection it came on, and is ended with the server.
///
/// `@unchecked Sendable`: confined to the thread of the loop.
final class WorkRoom: @unchecked Sendable {
    let loop: EventLoop
    private var waiting: [@Sendable () async -> Void] = []
    private var running = 0
    private var isClosed = false
    private var isCutShort = false
    private let arrivals = WaitPoint()

    init(_ loop: EventLoop) { self.loop = loop }

    /// Has work run soon; false when the room is closed.
    func start(_ work: @escaping @Sendable () async -> Void) -> Bool {
        guard !isClosed else { return false }
        waiting.append(work)
        arrivals.wakeAll()
        return true
    }

    /// Runs what comes until the room is closed, and returns when all of it has ended.
    func run() async {
        await withDiscardingTaskGroup { children in
            while true {
                let work = waiting
                waiting = []
                running += work.count
                for body in work {
                    children.addTask(executorPreference: loop) {
                        await body()
                        self.ended()
                    }
                }
                if isCutShort { children.cancelAll() }
                if isCutShort || (isClosed && running == 0) { break }
                if await arrivals.wait(on: loop) == .cancelled { break }
            }
            isClosed = true
        }
    }

    private func ended() {
        running -= 1
        if isClosed { arrivals.wakeAll() }
    }

    /// Takes no more work.
    func close() {
        isClosed = true
        arrivals.wakeAll()
    }

    /// Cancels what is still running.
    func cutShort() {
        (isClosed, isCutShort) = (true, true)
        arrivals.wakeAll()
    }
}

/// The power to cancel the task that some work runs in, while it runs.
///
/// `@unchecked Sendable`: the members are confined to the thread of the loop. The handle is used only between `enter` and
/// `leave`, while the task is alive since it is inside the code between the two.
class WorkCancellation: @unchecked Sendable {
    let loop: EventLoop
    private var task: UnsafeCurrentTask?
    private(set) var isCancelled = false

    init(on loop: EventLoop) { self.loop = loop }

    /// The calling task runs the work from here on.
    func enter() {
        withUnsafeCurrentTask { task = $0 }
        if isCancelled { task?.cancel() }
    }

    /// The work is done.
    func leave() { task = nil }

    /// Cancels the work, now or as soon as it begins; callable from any thread.
    func cancel() {
        guard loop.isCurrent else { return loop.execute { self.cancel() } }
        isCancelled = true
        task?.cancel()
    }
}
