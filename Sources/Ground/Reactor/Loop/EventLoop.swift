internal import CLinux
internal import Glibc
package import Synchronization

/// One thread that waits for descriptors, timers and jobs, and runs Swift tasks in between.
///
/// A loop is a serial executor and a task executor: code that prefers it stays on its thread, so that what belongs to
/// one loop needs no lock. Everything marked as confined below is touched by that thread alone.
///
/// `@unchecked Sendable`: the confined members are guarded by `preconditionOnLoop`, the shared ones by `inbox`.
public final class EventLoop: SerialExecutor, TaskExecutor, @unchecked Sendable {
    /// Work that the loop does between two waits.
    enum Job {
        case task(UnownedJob)
        case closure(@Sendable () -> Void)
    }

    private struct Inbox {
        var jobs: [Job] = []
        var isAsleep = false
        var isStopping = false
        var isStopped = false
        var whenStopped: [@Sendable () -> Void] = []
    }

    /// The place of this loop in its group.
    public let index: Int
    /// How many connections were placed on this loop and are still open.
    package let connections = Atomic<Int>(0)

    private let inbox = Locked(Inbox())
    private let epoll: Int32
    private let wakeUp: Int32
    private let thread = Atomic<UInt>(0)

    // Confined to the thread of the loop.
    private var local = JobQueue()
    private var timers = TimerHeap<TimerAction>()
    private var registrations = RegistrationTable()
    private var events: [epoll_event]
    var buffers = BufferPool()
    private(set) var descriptorsFreed = WaitPoint()

    private init(index: Int, epoll: Int32, wakeUp: Int32) {
        self.index = index
        self.epoll = epoll
        self.wakeUp = wakeUp
        events = Array(repeating: epoll_event(), count: 256)
    }

    /// Opens a loop and starts its thread; it runs until it is told to stop.
    package static func start(index: Int = 0) throws(ReactorError) -> EventLoop {
        ignoreBrokenPipeSignals()
        do throws(Errno) {
            let epoll = Descriptor(owning: try systemCall { epoll_create1(Int32(EPOLL_CLOEXEC)) })
            let flags = Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK)
            let wakeUp = Descriptor(owning: try systemCall { eventfd(0, flags) })
            var event = epoll_event()
            event.events = EPOLLIN.rawValue
            event.data.u64 = RegistrationTable.wakeUpKey
            let (epollNumber, wakeUpNumber) = (epoll.number, wakeUp.number)
            _ = try systemCall { epoll_ctl(epollNumber, EPOLL_CTL_ADD, wakeUpNumber, &event) }
            let loop = EventLoop(index: index, epoll: epoll.release(), wakeUp: wakeUp.release())
            try LoopThread.start(name: "loop-\(index)") { loop.runUntilStopped() }
            return loop
        } catch {
            throw ReactorError(error, operation: "start an event loop")
        }
    }

    // MARK: Where am I?

    /// Whether the caller runs on this loop's thread.
    public var isCurrent: Bool { thread.load(ordering: .relaxed) == UInt(pthread_self()) }

    /// Traps when the caller is on another thread: state of a loop belongs to its thread alone.
    @inline(__always)
    package func preconditionOnLoop(_ function: StaticString = #function) {
        precondition(isCurrent, "\(function) must run on its event loop; use loop.run")
    }

    /// Tells the runtime that this is the right thread for an actor of this loop.
    public func checkIsolated() { preconditionOnLoop() }

    // MARK: Jobs

    /// Takes a job of a task or an actor; the Swift runtime calls it.
    public func enqueue(_ job: consuming ExecutorJob) { add(.task(UnownedJob(job))) }

    /// Runs a closure on the loop soon, in order with other jobs; dropped when the loop has stopped.
    public func execute(_ work: @escaping @Sendable () -> Void) { add(.closure(work)) }

    private func add(_ job: Job) {
        if isCurrent {
            local.append(job)
            return
        }
        let mustWake = inbox.withLock { inbox -> Bool in
            if inbox.isStopped {
                guard case .task = job else { return false }
                preconditionFailure("a task outlived the event loop that it prefers; await it before the loop stops")
            }
            inbox.jobs.append(job)
            defer { inbox.isAsleep = false }
            return inbox.isAsleep
        }
        if mustWake { wake() }
    }

    private func wake() {
        var one: UInt64 = 1
        _ = Glibc.write(wakeUp, &one, 8)
    }

    // MARK: Stopping

    /// Asks the loop to end once its jobs are done, and waits until its thread has let go of everything.
    package func stop() async {
        await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
            let mustWake = inbox.withLock { inbox -> Bool? in
                if inbox.isStopped { return nil }
                inbox.isStopping = true
                inbox.whenStopped.append { continuation.resume() }
                defer { inbox.isAsleep = false }
                return inbox.isAsleep
            }
            guard let mustWake else { return continuation.resume() }
            if mustWake { wake() }
        }
    }

    // MARK: Timers

    /// Arms a timer; runs on the loop only.
    func armTimer(at deadline: Deadline, _ action: TimerAction) -> TimerIdentity {
        preconditionOnLoop()
        return timers.arm(at: deadline.instant.nanoseconds, action)
    }

    func cancelTimer(_ identity: TimerIdentity) { timers.cancel(identity) }

    // MARK: Descriptors

    /// Watches a descriptor; `target` is kept until it is taken out again.
    func register(_ descriptor: Int32, _ target: any ReadinessTarget, events: UInt32) throws(Errno) -> RegistrationKey {
        preconditionOnLoop()
        let key = registrations.add(target, descriptor: descriptor)
        var event = epoll_event()
        event.events = events
        event.data.u64 = key.rawValue
        do throws(Errno) {
            _ = try systemCall { epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) }
        } catch {
            registrations.remove(key)
            throw error
        }
        return key
    }

    /// Ends watching; must come before the descriptor is closed.
    func unregister(_ key: RegistrationKey) {
        preconditionOnLoop()
        guard let descriptor = registrations.remove(key) else { return }
        // Cannot fail for a registered descriptor, and there would be nothing to do about it.
        _ = epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, nil)
    }

    /// Tells those who wait for a free descriptor that one was closed.
    func descriptorWasClosed() {
        if descriptorsFreed.hasWaiters { descriptorsFreed.wakeAll(.ready) }
    }
}

// MARK: - The loop itself

extension EventLoop {
    /// After so many jobs the loop looks at its descriptors again, so that busy tasks starve nobody.
    private static let jobsPerTurn = 512

    private func runUntilStopped() {
        thread.store(UInt(pthread_self()), ordering: .relaxed)
        while true {
            runJobs()
            fireTimers()
            let mayWait = local.isEmpty
            switch takeInbox(mayWait: mayWait) {
            case .stop: return shutDown()
            case .jobs: poll(wait: false)
            case .nothing: poll(wait: mayWait)
            }
        }
    }

    private func runJobs() {
        var budget = Self.jobsPerTurn
        while budget > 0, let job = local.popFirst() {
            run(job)
            budget -= 1
        }
    }

    @inline(__always)
    private func run(_ job: Job) {
        switch job {
        case .task(let job):
            job.runSynchronously(on: asUnownedTaskExecutor())
        case .closure(let work): work()
        }
    }

    private func fireTimers() {
        guard let earliest = timers.earliest else { return }
        let now = MonotonicInstant.now.nanoseconds
        guard earliest <= now else { return }
        while let action = timers.popDue(at: now) { action.fire() }
    }

    private enum InboxState {
        case nothing, jobs, stop
    }

    /// Moves jobs of other threads here; without any, and if it may wait, notes that a sender must wake this loop.
    private func takeInbox(mayWait: Bool) -> InboxState {
        inbox.withLock { inbox in
            if !inbox.jobs.isEmpty {
                for job in inbox.jobs { local.append(job) }
                inbox.jobs.removeAll(keepingCapacity: true)
                return .jobs
            }
            guard mayWait, local.isEmpty else { return .nothing }
            if inbox.isStopping {
                inbox.isStopped = true
                return .stop
            }
            inbox.isAsleep = true
            return .nothing
        }
    }

    private func poll(wait: Bool) {
        let count = events.withUnsafeMutableBufferPointer { buffer in
            LoopWait.wait(epoll, into: buffer, until: wait ? timers.earliest ?? .max : 0)
        }
        if wait { inbox.withLock { $0.isAsleep = false } }
        for place in 0..<count {
            let event = events[place]
            let key = event.data.u64
            if key == RegistrationTable.wakeUpKey {
                var counter: UInt64 = 0
                _ = Glibc.read(wakeUp, &counter, 8)
            } else if let target = registrations.target(RegistrationKey(rawValue: key)) {
                target.becameReady(Readiness(rawValue: event.events))
            }
        }
        // A full answer hints at more; ask for more at once next time, up to a bound.
        if count == events.count, count < 4096 {
            events.append(contentsOf: repeatElement(epoll_event(), count: count))
        }
    }

    private func shutDown() {
        for target in registrations.removeAll() { target.loopStops() }
        // What those targets woke still runs: their owners see a closed stream.
        while let job = local.popFirst() { run(job) }
        Glibc.close(epoll)
        Glibc.close(wakeUp)
        thread.store(0, ordering: .relaxed)
        let callbacks = inbox.withLock { inbox in
            defer { inbox.whenStopped = [] }
            return inbox.whenStopped
        }
        for callback in callbacks { callback() }
    }
}
