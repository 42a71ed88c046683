public import Reactor
import Text

/// Why something could not be done with a file: what, to which, why, and what may help.
public struct StorageError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure that callers tell apart.
    public enum Code: Sendable, Equatable {
        /// The file, or a directory on the way to it, does not exist.
        case notFound
        /// Something of that name exists already.
        case alreadyExists
        /// The permissions do not allow it.
        case accessDenied
        /// A directory stands where a file was expected, or the reverse.
        case wrongKind
        /// The directory is not empty.
        case notEmpty
        /// The file, or a count, exceeds the caller's limit.
        case limit
        /// The disk or the quota is full.
        case noSpace
        /// Another program holds the lock.
        case locked
        /// The path leads out of the directory that it must stay in.
        case outside
        /// The path is empty, too long or holds a zero byte.
        case invalidPath
        /// The program or the system has too many files open.
        case tooManyFiles
        /// The deadline passed or the task was cancelled.
        case interrupted
        /// The writer was closed, or failed before.
        case closed
        /// Any other failure of a system call.
        case system
    }

    /// The kind of failure.
    public let code: Code
    /// What was being done, as a verb.
    public let operation: String
    /// To which file.
    public let path: FilePath
    /// The kernel's number, where there was one.
    public let errno: Errno?
    /// What was expected and seen, or what may help.
    public let detail: String?

    /// Describes a failure.
    public init(_ code: Code, _ operation: String, _ path: FilePath, errno: Errno? = nil, detail: String? = nil) {
        self.code = code
        self.operation = operation
        self.path = path
        self.errno = errno
        self.detail = detail
    }

    /// Describes a failed system call, and says what may help.
    init(_ errno: Errno, _ operation: String, _ path: FilePath) {
        let (code, advice): (Code, String?) =
            switch errno {
            case .noSuchFile: (.notFound, "check the path")
            case .fileExists: (.alreadyExists, "choose another name or remove it first")
            case .accessDenied, .notPermitted: (.accessDenied, "check the owner and the permissions")
            case .readOnly: (.accessDenied, "choose a place on a file system that can be written")
            case .notDirectory: (.wrongKind, "a file stands where a directory was expected")
            case .isDirectory: (.wrongKind, "a directory stands where a file was expected")
            case .directoryNotEmpty: (.notEmpty, "remove what is in it first")
            case .noSpace, .quotaExceeded: (.noSpace, "free some space")
            case .fileTooLarge: (.limit, "the file system holds no larger files")
            case .tooManyLinks: (.wrongKind, "a symbolic link was not expected, or links form a circle")
            case .nameTooLong: (.invalidPath, "choose a shorter name")
            case .tooManyFiles, .tooManyFilesInSystem: (.tooManyFiles, "close files or raise the limit (ulimit -n)")
            case .crossDevice: (.system, "both must lie on the same file system")
            default: (.system, nil)
            }
        self.init(code, operation, path, errno: errno, detail: advice)
    }

    /// One sentence: the operation, the file, what happened, and what may help.
    public var description: String {
        var text = "\(operation) \(path.description)"
        if let errno { text += ": \(errno)" } else { text += ": \(name)" }
        if let detail { text += "; \(detail)" }
        return text
    }

    private var name: String {
        switch code {
        case .notFound: "not found"
        case .alreadyExists: "exists already"
        case .accessDenied: "access denied"
        case .wrongKind: "not the expected kind of file"
        case .notEmpty: "not empty"
        case .limit: "beyond the limit"
        case .noSpace: "no space left"
        case .locked: "locked by another program"
        case .outside: "outside of its directory"
        case .invalidPath: "not a valid path"
        case .tooManyFiles: "too many open files"
        case .interrupted: "interrupted"
        case .closed: "closed"
        case .system: "the system call failed"
        }
    }
}
