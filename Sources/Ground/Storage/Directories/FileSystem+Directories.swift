import Reactor

extension FileSystem {
    /// What lies in a directory, in the order of the names' bytes.
    public static func list(_ path: FilePath, limit: Int = 1_000_000) throws(StorageError) -> [DirectoryEntry] {
        var walk = try DirectoryWalk(path, limits: .init(depth: 0, entriesPerDirectory: limit))
        var entries: [DirectoryEntry] = []
        while let entry = try walk.next() {
            entries.append(entry)
            walk.skipContents()
        }
        return entries
    }

    /// Everything below a directory, each directory before its contents.
    public static func walk(
        _ path: FilePath,
        limits: DirectoryWalk.Limits = .init()
    ) throws(StorageError) -> [DirectoryEntry] {
        var walk = try DirectoryWalk(path, limits: limits)
        var entries: [DirectoryEntry] = []
        while let entry = try walk.next() { entries.append(entry) }
        return entries
    }

    /// Makes a directory, and with `parents` those above it that are missing; then it may exist already.
    public static func makeDirectory(
        _ path: FilePath,
        parents: Bool = false,
        permissions: FilePermissions = .directoryForAll
    ) throws(StorageError) {
        do throws(StorageError) {
            try attempt("make the directory", path) { (name) throws(Errno) in
                try FileCalls.makeDirectory(name, permissions: permissions.rawValue)
            }
        } catch {
            guard parents else { throw error }
            switch error.code {
            case .alreadyExists where (try? status(of: path).kind) == .directory: return
            case .notFound where path.parent != path:
                try makeDirectory(path.parent, parents: true, permissions: permissions)
                try makeDirectory(path, parents: true, permissions: permissions)
            default: throw error
            }
        }
    }

    /// Removes an empty directory.
    public static func removeDirectory(_ path: FilePath) throws(StorageError) {
        try attempt("remove the directory", path) { (name) throws(Errno) in
            try FileCalls.remove(name, isDirectory: true)
        }
    }

    /// Removes a file, or a directory with everything in it; links are removed and never followed.
    ///
    /// Nothing happens when there is nothing. Whoever may write in the directory meanwhile can make it fail, but not make
    /// it remove anything elsewhere.
    public static func removeAll(_ path: FilePath, depthLimit: Int = 256) throws(StorageError) {
        do throws(StorageError) {
            guard try status(of: path, followsLinks: false).kind == .directory else { return try removeFile(path) }
        } catch {
            if error.code == .notFound { return }
            throw error
        }
        let directory = try attempt("open", path) { (name) throws(Errno) in
            try FileCalls.open(name, for: [.reading, .directory, .notFollowing])
        }
        try removeContents(of: directory, path, depthLimit)
        try removeDirectory(path)
    }

    private static func removeContents(
        of directory: borrowing Descriptor,
        _ path: FilePath,
        _ depthLimit: Int
    ) throws(StorageError) {
        guard depthLimit > 0 else {
            throw StorageError(.limit, "remove", path, detail: "directories are nested too deep")
        }
        let number = directory.number
        let entries = try perform("list", path) { () throws(Errno) in try FileCalls.entries(number, limit: .max) }
        for (name, type) in entries {
            let below = path.appending(FilePath(bytes: name))
            let terminated = name.map(CChar.init(bitPattern:)) + [0]
            do throws(Errno) {
                try FileCalls.remove(terminated, in: number, isDirectory: false)
                continue
            } catch {
                guard error == .isDirectory || (error == .notPermitted && (type == 4 || type == 0)) else {
                    if error == .noSuchFile { continue }
                    throw StorageError(error, "remove", below)
                }
            }
            let child = try perform("open", below) { () throws(Errno) in
                try FileCalls.open(terminated, in: number, for: [.reading, .directory, .notFollowing])
            }
            try removeContents(of: child, below, depthLimit - 1)
            try perform("remove the directory", below) { () throws(Errno) in
                try FileCalls.remove(terminated, in: number, isDirectory: true)
            }
        }
    }
}
