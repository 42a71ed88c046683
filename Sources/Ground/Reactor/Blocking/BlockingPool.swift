internal import Glibc

/// A few helper threads for calls that block: name resolution, files.
///
/// Blocking calls never run on an event loop, where they would stop everybody else.
public final class BlockingPool: Sendable {
    /// The pool that the program shares.
    public static let shared = BlockingPool(threads: 4)

    private struct State {
        var work: [@Sendable () -> Void] = []
        var threads = 0
        var idle = 0
    }

    private let most: Int
    private let state = Locked(State())
    private let wakeUp: SemaphoreBox

    /// A pool of up to `threads` threads, started when they are needed.
    public init(threads: Int) {
        most = max(1, threads)
        wakeUp = SemaphoreBox()
    }

    /// Runs `body` on a helper thread and waits for it without blocking the caller's thread.
    ///
    /// A cancelled task still waits: a blocking call cannot be interrupted.
    public func run<Result: Sendable, Failure: Error>(
        _ body: @escaping @Sendable () throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        let outcome = Outcome<Result, Failure>()
        await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
            submit {
                outcome.set { () throws(Failure) in try body() }
                continuation.resume()
            }
        }
        return try outcome.get()
    }

    /// Hands work to a helper thread and does not wait.
    public func submit(_ work: @escaping @Sendable () -> Void) {
        let mustStart = state.withLock { state -> Bool in
            state.work.append(work)
            guard state.idle < state.work.count, state.threads < most else { return false }
            state.threads += 1
            return true
        }
        if mustStart { startThread() }
        wakeUp.signal()
    }

    private func startThread() {
        do throws(Errno) {
            try LoopThread.start(name: "blocking") { self.workForever() }
        } catch {
            // Without a single thread nobody would ever do the work; this one does it then.
            let mustWork = state.withLock { state in
                state.threads -= 1
                return state.threads == 0
            }
            if mustWork { workOnce() }
        }
    }

    private func workForever() {
        while true {
            state.withLock { $0.idle += 1 }
            wakeUp.wait()
            state.withLock { $0.idle -= 1 }
            workOnce()
        }
    }

    private func workOnce() {
        let work = state.withLock { $0.work.isEmpty ? nil : $0.work.removeFirst() }
        work?()
    }
}

/// What came of a piece of work.
///
/// It could travel in the continuation, but the thread sanitizer does not look into the runtime, and would report whoever
/// uses what another thread made. It sees this lock.
private final class Outcome<Value: Sendable, Failure: Error>: Sendable {
    private let result = Locked<Result<Value, Failure>?>(nil)

    func set(_ body: () throws(Failure) -> Value) {
        let outcome: Result<Value, Failure>
        do throws(Failure) { outcome = .success(try body()) } catch { outcome = .failure(error) }
        result.withLock { $0 = outcome }
    }

    func get() throws(Failure) -> Value {
        guard let outcome = result.withLock({ $0 }) else { preconditionFailure("the work was not done") }
        return try outcome.get()
    }
}

/// A counting semaphore that lives as long as its pool.
///
/// `@unchecked Sendable`: the C semaphore does its own locking; the pointer never changes.
private final class SemaphoreBox: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() { sem_init(semaphore, 0, 0) }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    func signal() { sem_post(semaphore) }

    func wait() {
        while sem_wait(semaphore) != 0 {}
    }
}
