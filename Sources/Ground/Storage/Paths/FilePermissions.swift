/// Who may read, write and execute a file, or list, change and enter a directory.
public struct FilePermissions: OptionSet, Sendable, Hashable, CustomStringConvertible {
    /// The bits as `chmod` writes them in octal.
    public let rawValue: UInt32

    /// Takes the bits as `chmod` writes them in octal.
    public init(rawValue: UInt32) { self.rawValue = rawValue & 0o7777 }

    /// The owner reads and writes; nobody else may do anything.
    public static let ownerOnly = FilePermissions(rawValue: 0o600)
    /// The owner does everything in a directory; nobody else may enter it.
    public static let ownerOnlyDirectory = FilePermissions(rawValue: 0o700)
    /// The owner reads and writes, everybody else reads.
    public static let readableByAll = FilePermissions(rawValue: 0o644)
    /// The owner does everything in a directory, everybody else lists and enters it.
    public static let directoryForAll = FilePermissions(rawValue: 0o755)

    /// Whether somebody besides the owner may do something.
    public var includesOthers: Bool { rawValue & 0o077 != 0 }

    /// The bits in octal, such as `0644`.
    public var description: String { "0" + String(rawValue, radix: 8) }
}
