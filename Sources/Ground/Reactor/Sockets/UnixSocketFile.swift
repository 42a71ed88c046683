internal import Glibc

/// The file that a Unix socket leaves in the file system.
enum UnixSocketFile {
    /// Removes a socket that nobody listens on any more, as a killed program leaves it behind.
    static func removeIfStale(_ path: String) {
        guard !path.hasPrefix("@"), isSocket(path) else { return }
        do throws(Errno) {
            let probe = try SocketCalls.socket(family: AF_UNIX)
            try SocketCalls.connect(probe.number, to: .unix(path: path))
        } catch {
            if error == .connectionRefused { remove(path) }
        }
    }

    static func remove(_ path: String) {
        guard !path.hasPrefix("@") else { return }
        _ = unlink(path)
    }

    static func setPermissions(_ path: String, _ permissions: UInt32) {
        guard !path.hasPrefix("@") else { return }
        _ = chmod(path, permissions)
    }

    private static func isSocket(_ path: String) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT == S_IFSOCK
    }
}
