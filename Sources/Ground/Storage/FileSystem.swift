public import Reactor

/// What programs do with files.
///
/// All calls block until the disk has answered, so none belongs on an event loop: there, wrap them in
/// ``offLoop(on:_:)``.
public enum FileSystem {
    /// Runs blocking work on a helper thread and waits for it without blocking the caller's thread.
    public static func offLoop<Result: Sendable>(
        on pool: BlockingPool = .shared,
        _ body: @escaping @Sendable () throws(StorageError) -> Result
    ) async throws(StorageError) -> Result {
        try await pool.run(body)
    }

    /// Runs a system call, and names the file and the operation when it fails.
    static func attempt<Result: ~Copyable>(
        _ operation: String,
        _ path: FilePath,
        _ call: ([CChar]) throws(Errno) -> Result
    ) throws(StorageError) -> Result {
        let terminated = try path.terminated(for: operation)
        do throws(Errno) { return try call(terminated) } catch { throw StorageError(error, operation, path) }
    }

    /// Runs a system call that needs no path, and names the file and the operation when it fails.
    static func perform<Result: ~Copyable>(
        _ operation: String,
        _ path: FilePath,
        _ call: () throws(Errno) -> Result
    ) throws(StorageError) -> Result {
        do throws(Errno) { return try call() } catch { throw StorageError(error, operation, path) }
    }

    /// What the file system knows about a file; of a symbolic link only when `followsLinks` is false.
    public static func status(of path: FilePath, followsLinks: Bool = true) throws(StorageError) -> FileStatus {
        try attempt("inspect", path) { (name) throws(Errno) in
            FileStatus(try FileCalls.information(name, followingLinks: followsLinks))
        }
    }

    /// Whether a path names something; false also when it cannot be known.
    public static func exists(_ path: FilePath) -> Bool { (try? status(of: path)) != nil }

    /// The absolute path without symbolic links, `.` and `..`; all of it must exist.
    public static func resolve(_ path: FilePath) throws(StorageError) -> FilePath {
        try attempt("resolve", path) { (name) throws(Errno) in FilePath(bytes: try FileCalls.resolve(name)) }
    }

    /// The real path of something below `root`; fails when names or symbolic links lead out of it.
    ///
    /// What does not exist yet is judged by the directory that does. Between this check and a later use somebody who may
    /// write below `root` can still put a link there.
    public static func resolve(_ path: FilePath, inside root: FilePath) throws(StorageError) -> FilePath {
        let realRoot = try resolve(root)
        let candidate = path.isAbsolute ? path : realRoot.appending(path)
        var existing = candidate.normalized
        guard existing.isInside(realRoot) || path.isAbsolute else {
            throw StorageError(.outside, "resolve", path, detail: "expected a path inside \(root)")
        }
        // `..` behind a link leads elsewhere than its names say, so only the part without is normalized.
        if candidate.components.contains("..") { existing = candidate }
        var missing: [FilePath] = []
        while true {
            if (try? status(of: existing, followsLinks: false)) != nil { break }
            guard let name = existing.lastComponent, name != ".." else { break }
            missing.append(name)
            existing = existing.parent
        }
        let real = missing.reversed().reduce(try resolve(existing)) { $0.appending($1) }
        guard real.isInside(realRoot) else {
            throw StorageError(.outside, "resolve", path, detail: "expected a path inside \(root), saw \(real)")
        }
        return real
    }

    /// Changes who may do what.
    public static func setPermissions(_ permissions: FilePermissions, of path: FilePath) throws(StorageError) {
        try attempt("change the permissions of", path) { (name) throws(Errno) in
            try FileCalls.setPermissions(name, permissions.rawValue)
        }
    }

    /// Gives a file another name on the same file system; a file of that name is replaced.
    public static func rename(_ path: FilePath, to target: FilePath) throws(StorageError) {
        let name = try target.terminated(for: "rename to")
        try attempt("rename", path) { (source) throws(Errno) in try FileCalls.rename(source, to: name) }
    }

    /// Removes a file or a symbolic link.
    public static func removeFile(_ path: FilePath) throws(StorageError) {
        try attempt("remove", path) { (name) throws(Errno) in try FileCalls.remove(name, isDirectory: false) }
    }

    /// Makes a symbolic link that holds `target`.
    public static func makeLink(_ path: FilePath, to target: FilePath) throws(StorageError) {
        let contents = try target.terminated(for: "link to")
        try attempt("make the link", path) { (name) throws(Errno) in try FileCalls.makeLink(name, to: contents) }
    }

    /// Makes what was created, renamed or removed in a directory survive a loss of power.
    public static func synchronizeDirectory(_ path: FilePath) throws(StorageError) {
        try attempt("synchronize", path) { (name) throws(Errno) in
            let directory = try FileCalls.open(name, for: [.reading, .directory])
            // Some file systems cannot, and need not.
            do throws(Errno) { try FileCalls.synchronize(directory.number, withInformation: true) } catch
                where error
                == .invalidArgument
            {}
        }
    }
}
