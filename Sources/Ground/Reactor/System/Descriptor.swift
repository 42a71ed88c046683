internal import Glibc

/// A file descriptor with one owner: it is closed when the owner lets go of it.
public struct Descriptor: ~Copyable, Sendable {
    /// The number, valid while this value lives.
    public let number: Int32

    /// Takes over a descriptor that nobody else will close.
    public init(owning number: Int32) { self.number = number }

    deinit { _ = Glibc.close(number) }

    /// Gives the number away; whoever takes it must close it.
    public consuming func release() -> Int32 {
        let number = number
        discard self
        return number
    }
}
