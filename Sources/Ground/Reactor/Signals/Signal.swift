internal import CLinux
internal import Glibc

/// A signal of the system.
public struct Signal: RawRepresentable, Hashable, Sendable {
    /// Its number.
    public let rawValue: Int32

    /// Wraps a number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// The terminal went away.
    public static let hangUp = Signal(rawValue: SIGHUP)
    /// Ctrl-C.
    public static let interrupt = Signal(rawValue: SIGINT)
    /// A polite request to end.
    public static let terminate = Signal(rawValue: SIGTERM)
    /// Ends a process without asking it.
    public static let kill = Signal(rawValue: SIGKILL)
    /// The terminal's size changed.
    public static let windowChanged = Signal(rawValue: SIGWINCH)
    /// For a program's own use.
    public static let user1 = Signal(rawValue: SIGUSR1)

    /// Its symbolic name.
    public var name: String { Self.names[rawValue] ?? "signal \(rawValue)" }

    /// The exit code that a shell reports for a program that a signal ended; 130 for an interrupt.
    public var exitCode: Int32 { 128 + rawValue }

    private static let names: [Int32: String] = [
        SIGHUP: "SIGHUP", SIGINT: "SIGINT", SIGQUIT: "SIGQUIT", SIGILL: "SIGILL", SIGTRAP: "SIGTRAP",
        SIGABRT: "SIGABRT", SIGBUS: "SIGBUS", SIGFPE: "SIGFPE", SIGKILL: "SIGKILL", SIGUSR1: "SIGUSR1",
        SIGSEGV: "SIGSEGV", SIGUSR2: "SIGUSR2", SIGPIPE: "SIGPIPE", SIGALRM: "SIGALRM", SIGTERM: "SIGTERM",
        SIGCHLD: "SIGCHLD", SIGCONT: "SIGCONT", SIGSTOP: "SIGSTOP", SIGTSTP: "SIGTSTP", SIGWINCH: "SIGWINCH",
    ]
}
