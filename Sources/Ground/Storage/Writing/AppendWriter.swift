import Reactor

/// Appends to a file through a buffer; what was written before stays whole, whatever happens later.
///
/// Nothing is lost silently: after a failed write the bytes stay in the buffer, and flushing again goes on where the
/// disk stopped. Close it to learn of failures; a writer that is let go flushes what it can.
public struct AppendWriter: ~Copyable, Sendable {
    /// What becomes of a last line without LF, as a crash in the middle of a write leaves it.
    public enum TornLine: Sendable, Equatable {
        /// It stays, and what is appended continues it.
        case keep
        /// It is cut off.
        case cut
        /// It is ended with LF.
        case end
    }

    /// How a file is opened and written.
    public struct Options: Sendable {
        /// What becomes of a torn last line.
        public var tornLine: TornLine
        /// When the disk must have it.
        public var sync: SyncPolicy
        /// How many bytes are collected before they are written.
        public var bufferSize: Int
        /// Who may do what with a new file.
        public var permissions: FilePermissions

        /// Collects 64 KiB, leaves syncing to the system and makes files that only their owner can read.
        public init(
            tornLine: TornLine = .keep,
            sync: SyncPolicy = .never,
            bufferSize: Int = 64 << 10,
            permissions: FilePermissions = .ownerOnly
        ) {
            self.tornLine = tornLine
            self.sync = sync
            self.bufferSize = max(1, bufferSize)
            self.permissions = permissions
        }
    }

    /// The file.
    public let path: FilePath
    private let descriptor: Descriptor
    private let options: Options
    private var buffer: [UInt8] = []
    /// How much of the buffer a failed flush had written.
    private var written = 0
    private var unsynchronized = 0

    /// Opens a file for appending; it is made when it does not exist.
    public init(_ path: FilePath, options: Options = .init()) throws(StorageError) {
        let isNew = !FileSystem.exists(path)
        let opened = try FileSystem.attempt("open", path) { (name) throws(Errno) in
            try FileCalls.open(
                name,
                for: [.readingAndWriting, .appending, .creating],
                permissions: options.permissions.rawValue
            )
        }
        if isNew && options.sync != .never { try FileSystem.synchronizeDirectory(path.parent) }
        if !isNew && options.tornLine != .keep {
            try Self.repairTornLine(opened.number, path, isCut: options.tornLine == .cut)
        }
        self.path = path
        self.options = options
        descriptor = opened
    }

    deinit {
        // What fails here has nobody left to be told.
        var position = written
        while position < buffer.count,
            let count = try? FileCalls.write(descriptor.number, buffer, position..<buffer.count)
        {
            position += count
        }
    }

    /// How many bytes wait for being written.
    public var pendingCount: Int { buffer.count - written }

    /// Appends bytes; they are written when enough of them have come together.
    public mutating func append(_ bytes: Span<UInt8>) throws(StorageError) {
        bytes.withUnsafeBytes { buffer.append(contentsOf: $0) }
        if pendingCount >= options.bufferSize { try flush() }
    }

    /// Appends bytes; they are written when enough of them have come together.
    public mutating func append(_ bytes: [UInt8]) throws(StorageError) { try append(bytes.span) }

    /// Hands everything to the system, and to the disk as far as the policy wants.
    public mutating func flush() throws(StorageError) {
        let number = descriptor.number
        while written < buffer.count {
            let count = try FileSystem.perform("append to", path) { () throws(Errno) in
                try FileCalls.write(number, buffer, written..<buffer.count)
            }
            written += count
            unsynchronized += count
        }
        buffer.removeAll(keepingCapacity: true)
        written = 0
        switch options.sync {
        case .never: break
        case .everyFlush: try synchronize()
        case .every(let bytes): if unsynchronized >= bytes { try synchronize() }
        }
    }

    /// Waits until the disk has everything that was flushed.
    public mutating func synchronize() throws(StorageError) {
        guard unsynchronized > 0 else { return }
        let number = descriptor.number
        do throws(Errno) { try FileCalls.synchronize(number, withInformation: false) } catch {
            // Pipes and devices have no disk.
            guard error == .invalidArgument else { throw StorageError(error, "synchronize", path) }
        }
        unsynchronized = 0
    }

    /// Flushes, synchronizes if the policy ever does, and closes.
    public consuming func close() throws(StorageError) {
        try flush()
        if options.sync != .never { try synchronize() }
    }

    private static func repairTornLine(_ number: Int32, _ path: FilePath, isCut: Bool) throws(StorageError) {
        let size = try FileSystem.perform("inspect", path) { () throws(Errno) in try FileCalls.information(number).size
        }
        let end = try endOfLastLine(number, path, before: size)
        guard end < size else { return }
        try FileSystem.perform("repair the end of", path) { () throws(Errno) in
            if isCut { return try FileCalls.truncate(number, to: end) }
            _ = try FileCalls.write(number, [0x0A], 0..<1)
        }
    }

    /// The offset behind the last LF, or 0; looks from the end, for files are long and lines are not.
    private static func endOfLastLine(
        _ number: Int32,
        _ path: FilePath,
        before size: Int64
    ) throws(StorageError) -> Int64 {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        var end = size
        while end > 0 {
            let start = max(0, end - Int64(buffer.count))
            let wanted = Int(end - start)
            let count = try FileSystem.perform("read", path) { () throws(Errno) in
                try FileCalls.read(number, at: start, into: &buffer, 0..<wanted)
            }
            if let last = buffer[..<count].lastIndex(of: 0x0A) { return start + Int64(last) + 1 }
            // Somebody else may have made it shorter meanwhile.
            if count == 0 { return size }
            end = start
        }
        return 0
    }
}
