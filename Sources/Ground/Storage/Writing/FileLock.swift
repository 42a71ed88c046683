public import Reactor

/// A lock on a file that other programs respect if they ask for it, released when this value goes away or the program
/// ends, however it ends.
public struct FileLock: ~Copyable, Sendable {
    /// Who else may hold the lock at the same time.
    public enum Mode: Sendable, Equatable {
        /// Nobody.
        case exclusive
        /// Whoever shares, too.
        case shared
    }

    /// The file, which is made when it does not exist and stays afterwards.
    public let path: FilePath
    private let descriptor: Descriptor

    /// Takes the lock, or fails at once with ``StorageError/Code/locked``.
    public init(_ path: FilePath, mode: Mode = .exclusive) throws(StorageError) {
        self.path = path
        for _ in 0..<10 {
            let descriptor = try FileSystem.attempt("open", path) { (name) throws(Errno) in
                try FileCalls.open(
                    name,
                    for: [.readingAndWriting, .creating],
                    permissions: FilePermissions.ownerOnly.rawValue
                )
            }
            let isLocked = try FileSystem.perform("lock", path) { () throws(Errno) in
                try FileCalls.tryLock(descriptor.number, exclusive: mode == .exclusive)
            }
            guard isLocked else {
                throw StorageError(.locked, "lock", path, detail: "wait for the other program or end it")
            }
            let own = try FileSystem.perform("inspect", path) { () throws(Errno) in
                FileStatus(try FileCalls.information(descriptor.number)).identity
            }
            // Whoever removed the file while this waited left a lock on nothing.
            if (try? FileSystem.status(of: path).identity) == own {
                self.descriptor = descriptor
                return
            }
        }
        throw StorageError(.locked, "lock", path, detail: "the file was removed again and again")
    }

    /// Waits for the lock until the deadline, looking again from time to time, for the kernel tells nobody.
    public static func acquire(
        _ path: FilePath,
        mode: Mode = .exclusive,
        until deadline: Deadline = .never,
        pool: BlockingPool = .shared
    ) async throws(StorageError) -> FileLock {
        var pause = Duration.milliseconds(2)
        while true {
            let number = try await pool.run { () throws(StorageError) -> Int32? in
                do throws(StorageError) { return try FileLock(path, mode: mode).release() } catch
                    where error.code == .locked
                {
                    return nil
                }
            }
            if let number { return FileLock(path, Descriptor(owning: number)) }
            guard !deadline.hasPassed, !Task.isCancelled else {
                throw StorageError(.interrupted, "wait for the lock", path, detail: "another program still holds it")
            }
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, .milliseconds(100))
        }
    }

    private init(_ path: FilePath, _ descriptor: consuming Descriptor) {
        self.path = path
        self.descriptor = descriptor
    }

    private consuming func release() -> Int32 { descriptor.release() }
}
