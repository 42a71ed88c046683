internal import Glibc

/// What a file is opened for; every descriptor is close-on-exec.
package struct FileOpening: OptionSet, Sendable {
    package let rawValue: Int32
    package init(rawValue: Int32) { self.rawValue = rawValue }

    package static let reading = FileOpening(rawValue: O_RDONLY)
    package static let writing = FileOpening(rawValue: O_WRONLY)
    package static let readingAndWriting = FileOpening(rawValue: O_RDWR)
    /// Every write goes to the end, also beside other writers.
    package static let appending = FileOpening(rawValue: O_APPEND)
    package static let creating = FileOpening(rawValue: O_CREAT)
    /// Fails when the file exists.
    package static let exclusive = FileOpening(rawValue: O_EXCL)
    package static let truncating = FileOpening(rawValue: O_TRUNC)
    package static let directory = FileOpening(rawValue: O_DIRECTORY)
    /// Fails when the last component is a symbolic link.
    package static let notFollowing = FileOpening(rawValue: O_NOFOLLOW)
    /// Does not wait for the other end of a FIFO.
    package static let nonBlocking = FileOpening(rawValue: O_NONBLOCK)
}

/// What the kernel knows about a file.
package struct FileInformation: Sendable {
    package let device: UInt64
    package let inode: UInt64
    /// The kind and the permissions, as `st_mode` holds them.
    package let mode: UInt32
    package let size: Int64
    package let modifiedSeconds: Int64
    package let modifiedNanoseconds: Int

    fileprivate init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        mode = status.st_mode
        size = Int64(status.st_size)
        modifiedSeconds = Int64(status.st_mtim.tv_sec)
        modifiedNanoseconds = Int(status.st_mtim.tv_nsec)
    }
}

/// Thin wrappers around the calls that name or change files; paths end with a zero.
package enum FileCalls {
    /// Stands for the working directory where a call wants a directory's descriptor.
    package static let workingDirectory: Int32 = AT_FDCWD

    package static func open(
        _ path: [CChar],
        in directory: Int32 = workingDirectory,
        for opening: FileOpening,
        permissions: UInt32 = 0
    ) throws(Errno) -> Descriptor {
        let flags = opening.rawValue | O_CLOEXEC
        return Descriptor(owning: try systemCall { openat(directory, path, flags, mode_t(permissions)) })
    }

    package static func information(_ descriptor: Int32) throws(Errno) -> FileInformation {
        var status = stat()
        _ = try systemCall { fstat(descriptor, &status) }
        return FileInformation(status)
    }

    package static func information(
        _ path: [CChar],
        in directory: Int32 = workingDirectory,
        followingLinks: Bool
    ) throws(Errno) -> FileInformation {
        var status = stat()
        _ = try systemCall { fstatat(directory, path, &status, followingLinks ? 0 : AT_SYMLINK_NOFOLLOW) }
        return FileInformation(status)
    }

    /// Fills a part of `buffer` from where the descriptor stands; 0 at the end.
    package static func read(
        _ descriptor: Int32,
        into buffer: inout [UInt8],
        _ range: Range<Int>
    ) throws(Errno) -> Int {
        var span = buffer.mutableSpan
        return try span.withUnsafeMutableBytes { (bytes) throws(Errno) in
            try DescriptorCalls.read(descriptor, into: .init(rebasing: bytes[range]))
        }
    }

    /// Fills a part of `buffer` from `offset` of the file; 0 at the end.
    package static func read(
        _ descriptor: Int32,
        at offset: Int64,
        into buffer: inout [UInt8],
        _ range: Range<Int>
    ) throws(Errno) -> Int {
        var span = buffer.mutableSpan
        return try span.withUnsafeMutableBytes { (bytes) throws(Errno) in
            let part = UnsafeMutableRawBufferPointer(rebasing: bytes[range])
            return try systemCall { pread(descriptor, part.baseAddress, part.count, off_t(offset)) }
        }
    }

    /// Writes as much of a part of `bytes` as the kernel takes.
    package static func write(_ descriptor: Int32, _ bytes: [UInt8], _ range: Range<Int>) throws(Errno) -> Int {
        try bytes.span.extracting(range).withUnsafeBytes { (part) throws(Errno) in
            try DescriptorCalls.write(descriptor, part)
        }
    }

    /// Waits until the contents, and what is needed to find them, are on the disk.
    package static func synchronize(_ descriptor: Int32, withInformation: Bool) throws(Errno) {
        _ = try systemCall { withInformation ? fsync(descriptor) : fdatasync(descriptor) }
    }

    package static func truncate(_ descriptor: Int32, to size: Int64) throws(Errno) {
        _ = try systemCall { ftruncate(descriptor, off_t(size)) }
    }

    package static func rename(_ source: [CChar], to target: [CChar]) throws(Errno) {
        _ = try systemCall { Glibc.rename(source, target) }
    }

    package static func remove(
        _ path: [CChar],
        in directory: Int32 = workingDirectory,
        isDirectory: Bool
    ) throws(Errno) {
        _ = try systemCall { unlinkat(directory, path, isDirectory ? AT_REMOVEDIR : 0) }
    }

    package static func makeDirectory(_ path: [CChar], permissions: UInt32) throws(Errno) {
        _ = try systemCall { mkdir(path, mode_t(permissions)) }
    }

    package static func makeLink(_ path: [CChar], to target: [CChar]) throws(Errno) {
        _ = try systemCall { symlink(target, path) }
    }

    /// Replaces the last six characters, which must be `X`, so that the directory is new.
    package static func makeTemporaryDirectory(_ template: [CChar]) throws(Errno) -> [CChar] {
        var path = template
        guard mkdtemp(&path) != nil else { throw Errno.last }
        return path
    }

    package static func setPermissions(_ path: [CChar], _ permissions: UInt32) throws(Errno) {
        _ = try systemCall { chmod(path, mode_t(permissions)) }
    }

    package static func setPermissions(_ descriptor: Int32, _ permissions: UInt32) throws(Errno) {
        _ = try systemCall { fchmod(descriptor, mode_t(permissions)) }
    }

    /// Locks the open file without waiting; false when somebody else holds a lock that excludes this one.
    package static func tryLock(_ descriptor: Int32, exclusive: Bool) throws(Errno) -> Bool {
        do throws(Errno) {
            _ = try systemCall { flock(descriptor, (exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) }
            return true
        } catch  where error == .wouldBlock { return false }
    }

    /// The path without links, `.` and `..`; all of it must exist.
    package static func resolve(_ path: [CChar]) throws(Errno) -> [UInt8] {
        guard let resolved = realpath(path, nil) else { throw Errno.last }
        defer { free(resolved) }
        return UnsafeBufferPointer(start: resolved, count: strlen(resolved)).map { UInt8(bitPattern: $0) }
    }

    /// What a symbolic link holds.
    package static func linkTarget(_ path: [CChar]) throws(Errno) -> [UInt8] {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = try systemCall { readlink(path, &buffer, buffer.count) }
        return buffer[..<count].map { UInt8(bitPattern: $0) }
    }

    /// The names in an open directory, without `.` and `..`, with what the directory says about their kind.
    package static func entries(_ descriptor: Int32, limit: Int) throws(Errno) -> [(name: [UInt8], kind: UInt8)] {
        // The stream closes what it is given, and moves the position of what it shares.
        let copy = try open([46, 0], in: descriptor, for: [.reading, .directory])
        guard let stream = fdopendir(copy.number) else { throw Errno.last }
        _ = copy.release()
        defer { _ = closedir(stream) }
        var entries: [(name: [UInt8], kind: UInt8)] = []
        while entries.count < limit {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw Errno.last }
                return entries
            }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != [46] && name != [46, 46] { entries.append((name, entry.pointee.d_type)) }
        }
        return entries
    }
}
