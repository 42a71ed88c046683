/// Cancels the task that made it, from a callback of the same loop.
///
/// A child task that only waits for the peer to leave would cost every idle connection a kilobyte and every request a
/// microsecond.
///
/// `@unchecked Sendable`: the handle is used on the loop's thread alone, and only between `init` and `forget`, while the
/// task that made it is alive since it is inside the code between the two.
final class TaskCanceller: @unchecked Sendable {
    private var task: UnsafeCurrentTask?

    init() { task = withUnsafeCurrentTask { $0 } }

    func cancel() { task?.cancel() }

    /// Ends the power over the task; must be called before the function returns that made this.
    func forget() { task = nil }
}

/// Runs `body` to its end although the task is cancelled: what was answered shall reach the peer.
///
/// The new task is awaited here, and its waits are bounded by deadlines.
func shieldedFromCancellation<Failure: Error>(
    on executor: any TaskExecutor,
    _ body: @escaping @Sendable () async throws(Failure) -> Void
) async throws(Failure) {
    let result = await Task(executorPreference: executor) { () async -> Result<Void, Failure> in
        do throws(Failure) { return .success(try await body()) } catch { return .failure(error) }
    }.value
    try result.get()
}
