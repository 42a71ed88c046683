public import Reactor

/// Appends to a file from any thread or loop without ever waiting for the disk there.
///
/// Bytes are collected in memory, and helper threads write them in order, one at a time. What is appended in one call
/// stays together. After a failure every call reports it.
public final class BackgroundAppender: Sendable {
    private struct State {
        var pending: [UInt8] = []
        var isWriting = false
        var isClosed = false
        var failure: StorageError?
        var waiters: [UnsafeContinuation<Void, Never>] = []
    }

    /// The file.
    public let path: FilePath
    private let pool: BlockingPool
    private let pendingLimit: Int
    private let state = Locked(State())
    /// Only helper threads take this lock, one after the other, so that it may be held while the disk works.
    private let writer: Locked<AppendWriter?>

    /// Opens a file on a helper thread; no more than about `pendingLimit` bytes wait in memory.
    public static func open(
        _ path: FilePath,
        options: AppendWriter.Options = .init(),
        pendingLimit: Int = 8 << 20,
        pool: BlockingPool = .shared
    ) async throws(StorageError) -> BackgroundAppender {
        try await pool.run { () throws(StorageError) in
            BackgroundAppender(try AppendWriter(path, options: options), path, pendingLimit, pool)
        }
    }

    private init(_ writer: consuming AppendWriter, _ path: FilePath, _ pendingLimit: Int, _ pool: BlockingPool) {
        self.path = path
        self.pendingLimit = max(1, pendingLimit)
        self.pool = pool
        self.writer = Locked(writer)
    }

    /// Appends bytes if there is room for them; false when too many wait already.
    public func tryAppend(_ bytes: [UInt8]) throws(StorageError) -> Bool {
        let mustStart = try state.withLock { (state) throws(StorageError) -> Bool? in
            if let failure = state.failure { throw failure }
            guard !state.isClosed else { throw StorageError(.closed, "append to", path) }
            guard state.pending.count < pendingLimit else { return nil }
            state.pending += bytes
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if mustStart == true { startWriting() }
        return mustStart != nil
    }

    /// Appends bytes, and waits for room if too many wait already.
    public func append(_ bytes: [UInt8]) async throws(StorageError) {
        while try !tryAppend(bytes) { await waitForWriting() }
    }

    /// Waits until everything that was appended so far is written, and on the disk as far as the policy wants.
    public func flush() async throws(StorageError) {
        while state.withLock({ $0.failure == nil && $0.isWriting }) { await waitForWriting() }
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    /// Flushes and closes; later appends fail.
    public func close() async throws(StorageError) {
        state.withLock { $0.isClosed = true }
        try await flush()
        try await pool.run { () throws(StorageError) in
            try self.writer.withLock { (writer) throws(StorageError) in try writer.take()?.close() }
        }
    }

    private func waitForWriting() async {
        await withUnsafeContinuation { continuation in
            let isIdle = state.withLock { state in
                if state.isWriting { state.waiters.append(continuation) }
                return !state.isWriting
            }
            if isIdle { continuation.resume() }
        }
    }

    private func startWriting() { pool.submit { self.writeEverything() } }

    private func writeEverything() {
        var isDone = false
        while !isDone {
            let batch = state.withLock { state in
                defer { state.pending = [] }
                return state.pending
            }
            let failure = write(batch)
            // Those who wait for room go on after each batch.
            let waiters = state.withLock { state in
                state.failure = failure
                isDone = failure != nil || state.pending.isEmpty
                state.isWriting = !isDone
                defer { state.waiters = [] }
                return state.waiters
            }
            for waiter in waiters { waiter.resume() }
        }
    }

    private func write(_ batch: [UInt8]) -> StorageError? {
        writer.withLock { writer in
            do throws(StorageError) {
                try writer?.append(batch)
                try writer?.flush()
                return nil
            } catch { return error }
        }
    }
}
