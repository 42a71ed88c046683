import Reactor

/// A walk through a directory and all below it, in the order of the names' bytes, each directory before its contents.
///
/// Symbolic links are reported and never followed, not even when somebody puts one in the place of a directory during
/// the walk: each directory is opened from the one above it.
public struct DirectoryWalk: ~Copyable {
    /// What bounds a walk.
    public struct Limits: Sendable, Equatable {
        /// How deep it goes; what lies in the directory itself has depth 0.
        public var depth: Int
        /// How many entries a directory may have.
        public var entriesPerDirectory: Int

        /// Goes 64 directories deep, and reads a million entries from each, unless told otherwise.
        public init(depth: Int = 64, entriesPerDirectory: Int = 1_000_000) {
            self.depth = depth
            self.entriesPerDirectory = entriesPerDirectory
        }
    }

    /// One directory that is being read.
    private final class Level {
        let directory: Descriptor
        let path: FilePath
        var entries: [(name: [UInt8], kind: UInt8)]

        init(_ directory: consuming Descriptor, _ path: FilePath, _ entries: [(name: [UInt8], kind: UInt8)]) {
            self.directory = directory
            self.path = path
            self.entries = entries
        }
    }

    private let limits: Limits
    private var levels: [Level] = []
    /// The directory that was reported last, and is entered next.
    private var entered: (name: [UInt8], path: FilePath)?

    /// Begins a walk below `path`.
    public init(_ path: FilePath, limits: Limits = .init()) throws(StorageError) {
        self.limits = limits
        let directory = try FileSystem.attempt("open", path) { (name) throws(Errno) in
            try FileCalls.open(name, for: [.reading, .directory])
        }
        try push(directory, path)
    }

    /// The next entry; nil when all were reported.
    ///
    /// Directories at the depth limit that are not empty end the walk with an error, rather than being left out silently.
    public mutating func next() throws(StorageError) -> DirectoryEntry? {
        if let (name, path) = entered {
            entered = nil
            try enter(name, path)
        }
        while let level = levels.last {
            guard let (name, type) = level.entries.popLast() else {
                levels.removeLast()
                continue
            }
            let path = level.path.appending(FilePath(bytes: name))
            guard let kind = try kind(of: name, type, in: level, path) else { continue }
            if kind == .directory { entered = (name, path) }
            return DirectoryEntry(path: path, kind: kind, depth: levels.count - 1)
        }
        return nil
    }

    /// Does not enter the directory that was reported last.
    public mutating func skipContents() { entered = nil }

    private mutating func enter(_ name: [UInt8], _ path: FilePath) throws(StorageError) {
        guard let level = levels.last else { return }
        let directory: Descriptor
        do throws(Errno) {
            directory = try FileCalls.open(
                name.map(CChar.init(bitPattern:)) + [0],
                in: level.directory.number,
                for: [.reading, .directory, .notFollowing]
            )
        } catch {
            // It went away, or something else took its place, since it was listed.
            if error == .noSuchFile || error == .notDirectory || error == .tooManyLinks { return }
            throw StorageError(error, "open", path)
        }
        try push(directory, path)
    }

    private mutating func push(_ directory: consuming Descriptor, _ path: FilePath) throws(StorageError) {
        let number = directory.number
        var entries = try FileSystem.perform("list", path) { () throws(Errno) in
            try FileCalls.entries(number, limit: limits.entriesPerDirectory + 1)
        }
        guard entries.count <= limits.entriesPerDirectory else {
            throw StorageError(.limit, "list", path, detail: "expected at most \(limits.entriesPerDirectory) entries")
        }
        guard entries.isEmpty || levels.count <= limits.depth else {
            throw StorageError(
                .limit,
                "list",
                path,
                detail: "expected at most \(limits.depth) directories below each other"
            )
        }
        // The last comes first.
        entries.sort { $1.name.lexicographicallyPrecedes($0.name) }
        levels.append(Level(directory, path, entries))
    }

    /// The kind of an entry, asked for where the directory does not say; nil when it went away.
    private func kind(of name: [UInt8], _ type: UInt8, in level: Level, _ path: FilePath) throws(StorageError)
        -> FileKind?
    {
        switch type {
        case 4: return .directory
        case 8: return .regular
        case 10: return .symbolicLink
        case 1, 2, 6, 12: return .other
        default:
            do throws(Errno) {
                let terminated = name.map(CChar.init(bitPattern:)) + [0]
                let directory = level.directory.number
                return FileKind(mode: try FileCalls.information(terminated, in: directory, followingLinks: false).mode)
            } catch {
                if error == .noSuchFile { return nil }
                throw StorageError(error, "inspect", path)
            }
        }
    }
}
