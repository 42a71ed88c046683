import Reactor

extension FileSystem {
    /// Puts new contents in the place of a file so that readers, and a crash, see the old or the new ones and nothing else.
    ///
    /// The contents go to a temporary file beside it, to the disk, and then under the name. Without `permissions` a file
    /// keeps those that it had, and a new one is its owner's alone. A symbolic link is itself replaced.
    public static func replace(
        _ path: FilePath,
        with contents: [UInt8],
        permissions: FilePermissions? = nil
    ) throws(StorageError) {
        let existing = try? status(of: path, followsLinks: false)
        let wanted = permissions ?? existing.flatMap { $0.kind == .regular ? $0.permissions : nil } ?? .ownerOnly
        let temporary = try makeTemporaryFile(beside: path)
        do throws(StorageError) {
            try writeAll(contents, to: temporary.descriptor, temporary.path)
            try perform("prepare", temporary.path) { () throws(Errno) in
                try FileCalls.setPermissions(temporary.descriptor.number, wanted.rawValue)
                try FileCalls.synchronize(temporary.descriptor.number, withInformation: true)
            }
            try rename(temporary.path, to: path)
        } catch {
            try? removeFile(temporary.path)
            throw error
        }
        try synchronizeDirectory(path.parent)
    }

    /// Makes a new file with the given contents; fails when the name is taken.
    public static func create(
        _ path: FilePath,
        with contents: [UInt8],
        permissions: FilePermissions = .ownerOnly
    ) throws(StorageError) {
        let descriptor = try attempt("create", path) { (name) throws(Errno) in
            try FileCalls.open(name, for: [.writing, .creating, .exclusive], permissions: permissions.rawValue)
        }
        do throws(StorageError) { try writeAll(contents, to: descriptor, path) } catch {
            try? removeFile(path)
            throw error
        }
    }

    private static func writeAll(
        _ contents: [UInt8],
        to descriptor: borrowing Descriptor,
        _ path: FilePath
    ) throws(StorageError) {
        var written = 0
        let number = descriptor.number
        while written < contents.count {
            written += try perform("write", path) { () throws(Errno) in
                try FileCalls.write(number, contents, written..<contents.count)
            }
        }
    }

    private struct TemporaryFile: ~Copyable {
        let path: FilePath
        let descriptor: Descriptor
    }

    /// A file of a name that nobody else has, in the same directory, hidden from listings.
    private static func makeTemporaryFile(beside path: FilePath) throws(StorageError) -> TemporaryFile {
        guard let name = path.lastComponent, name != ".", name != ".." else {
            throw StorageError(.invalidPath, "replace", path, detail: "expected the name of a file")
        }
        var random = SystemRandomNumberGenerator()
        for _ in 0..<100 {
            let suffix = String(random.next(), radix: 36)
            let stem = String(decoding: name.bytes.prefix(200), as: UTF8.self)
            let temporary = path.parent.appending(FilePath(".\(stem).\(suffix).tmp"))
            do throws(StorageError) {
                let descriptor = try attempt("create", temporary) { (name) throws(Errno) in
                    try FileCalls.open(
                        name,
                        for: [.writing, .creating, .exclusive],
                        permissions: FilePermissions.ownerOnly.rawValue
                    )
                }
                return TemporaryFile(path: temporary, descriptor: descriptor)
            } catch  where error.code == .alreadyExists { continue }
        }
        throw StorageError(.alreadyExists, "create a temporary file beside", path)
    }
}
