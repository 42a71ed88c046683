/// Something found in a directory.
public struct DirectoryEntry: Sendable, Equatable {
    /// Where it is, beginning with the path that was asked for.
    public let path: FilePath
    /// What kind of thing it is; a symbolic link is never followed to find out.
    public let kind: FileKind
    /// How many directories lie between it and the one that was asked for.
    public let depth: Int
}
