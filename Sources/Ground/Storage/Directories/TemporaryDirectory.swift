import Reactor

/// A directory of its own for a while: only its owner can enter it, and it is removed with everything in it when this
/// value goes away.
public struct TemporaryDirectory: ~Copyable, Sendable {
    /// Where it is.
    public let path: FilePath

    /// Makes one below `parent`, or where `TMPDIR` says, or in `/tmp`.
    public init(prefix: String = "comport", in parent: FilePath? = nil) throws(StorageError) {
        let place = parent ?? ProcessEnvironment.value("TMPDIR").flatMap { $0.isEmpty ? nil : FilePath($0) } ?? "/tmp"
        let template = place.appending(FilePath("\(prefix)-XXXXXX"))
        path = try FileSystem.attempt("make a temporary directory in", template) { (name) throws(Errno) in
            let made = try FileCalls.makeTemporaryDirectory(name)
            return FilePath(bytes: made.dropLast().map { UInt8(bitPattern: $0) })
        }
    }

    deinit { try? FileSystem.removeAll(path) }

    /// Removes it now, and tells when that fails.
    public consuming func remove() throws(StorageError) { try FileSystem.removeAll(path) }
}
