/// When what was written must be on the disk, and not only in the kernel's memory.
public enum SyncPolicy: Sendable, Equatable {
    /// When the system likes: a crash of the program loses nothing that was flushed, a loss of power may.
    case never
    /// Each time the buffer is flushed.
    case everyFlush
    /// After so many bytes, and when the file is closed.
    case every(bytes: Int)
}
