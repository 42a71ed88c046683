/// Why a program could not be started.
public struct ProcessError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure that callers tell apart.
    public enum Code: Sendable, Equatable {
        /// There is no such program.
        case notFound
        /// The file may not be executed, or is no program.
        case notExecutable
        /// The working directory cannot be entered.
        case directory
        /// An argument, a variable or a path holds a NUL byte, or is empty where it must not be.
        case malformed
        /// The system has no room for another process or descriptor.
        case system
    }

    /// The kind of failure.
    public let code: Code
    /// The program that was to be started.
    public let program: String
    /// The kernel's number, where there was one.
    public let errno: Errno?
    /// What was expected and seen.
    public let detail: String

    /// One sentence.
    public var description: String {
        "cannot start \(program): \(detail)" + (errno.map { " (\($0))" } ?? "")
    }
}
