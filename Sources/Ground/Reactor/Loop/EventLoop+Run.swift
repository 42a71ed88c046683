extension EventLoop {
    /// Runs `body` on this loop and comes back to where the caller was.
    ///
    /// Use it rather than `withTaskExecutorPreference`, which leaves the move to the next suspension: code that inherits
    /// its caller's isolation would start on the wrong thread.
    public func run<Value, Failure: Error>(
        _ body: () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let wasHere = isCurrent
        let result = await withTaskExecutorPreference(self) {
            await arrive()
            return await outcome(of: body)
        }
        // Without this the caller would go on with this loop's thread until its next suspension.
        if !wasHere { await Task.yield() }
        return try result.get()
    }

    private func arrive() async {
        guard !isCurrent else { return }
        await withUnsafeContinuation { continuation in execute { continuation.resume() } }
    }

    private func outcome<Value, Failure: Error>(
        of body: () async throws(Failure) -> Value
    ) async -> Result<Value, Failure> {
        do throws(Failure) { return .success(try await body()) } catch { return .failure(error) }
    }
}
