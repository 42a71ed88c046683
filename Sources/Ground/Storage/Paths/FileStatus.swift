import Reactor
public import Text

/// What kind of thing a path names.
public enum FileKind: Sendable, Equatable {
    /// A file with contents.
    case regular
    /// A directory.
    case directory
    /// A symbolic link.
    case symbolicLink
    /// A device, a socket or a FIFO.
    case other

    init(mode: UInt32) {
        switch mode & 0o170000 {
        case 0o100000: self = .regular
        case 0o040000: self = .directory
        case 0o120000: self = .symbolicLink
        default: self = .other
        }
    }
}

/// What the file system knows about a file.
public struct FileStatus: Sendable {
    /// What kind of thing it is.
    public let kind: FileKind
    /// How many bytes it holds.
    public let size: Int64
    /// Who may do what.
    public let permissions: FilePermissions
    /// When its contents changed last; nil outside of the years 0 to 9999.
    public let modified: Timestamp?
    /// The same for two paths exactly when they name the same file.
    public let identity: Identity

    /// Device and number of a file.
    public struct Identity: Sendable, Hashable {
        let device: UInt64
        let inode: UInt64
    }

    init(_ information: FileInformation) {
        kind = FileKind(mode: information.mode)
        size = information.size
        permissions = FilePermissions(rawValue: information.mode)
        modified = Timestamp(
            unixSeconds: information.modifiedSeconds,
            nanoseconds: information.modifiedNanoseconds
        )
        identity = Identity(device: information.device, inode: information.inode)
    }
}
