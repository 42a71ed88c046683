/// A program to start, and what it is given.
public struct ChildCommand: Sendable {
    /// Which of this program's environment variables the child sees.
    public enum Environment: Sendable {
        /// Those few that programs need to find things (`PATH`, `HOME`, `LANG`, `TMPDIR` …), and nothing secret.
        case allowed
        /// The named ones.
        case only([String])
        /// All of them.
        case inherited
        /// None.
        case empty
    }

    /// Where one of the child's three standard streams leads.
    public enum Stream: Sendable {
        /// To this program, through a pipe.
        case pipe
        /// To `/dev/null`.
        case null
        /// Where this program's own stream leads.
        case inherited
    }

    /// The program: a path when it holds a slash, else a name looked up in `PATH`.
    public var program: String
    /// What follows the program's name.
    public var arguments: [String]
    /// What the child sees of this program's environment.
    public var environment = Environment.allowed
    /// Variables that the child sees besides or instead.
    public var variables: [String: String] = [:]
    /// The working directory; this program's own without one.
    public var directory: String?
    /// The child's standard input.
    public var input = Stream.pipe
    /// The child's standard output.
    public var output = Stream.pipe
    /// The child's standard error.
    public var error = Stream.pipe
    /// Bounds for bytes that wait to be read by the child.
    public var writeLimits = WriteLimits()
    /// How long the child may take over each step of its end.
    public var stopLadder = StopLadder()

    /// A command with piped streams and a small environment.
    public init(_ program: String, _ arguments: [String] = []) {
        self.program = program
        self.arguments = arguments
    }

    /// Variables that a program needs to run at all and that carry no secrets.
    public static let allowedVariables: Set<String> = [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TERM", "TMPDIR",
        "LD_LIBRARY_PATH", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME",
    ]

    /// The environment that the child gets, made from `own`.
    func environmentVariables(from own: [String: String]) -> [String: String] {
        var result: [String: String]
        switch environment {
        case .allowed: result = own.filter { Self.allowedVariables.contains($0.key) }
        case .only(let names): result = own.filter { names.contains($0.key) }
        case .inherited: result = own
        case .empty: result = [:]
        }
        result.merge(variables) { _, given in given }
        return result
    }
}

/// How a child is made to end: close its input, ask it (SIGTERM), force it (SIGKILL); each to its whole group.
public struct StopLadder: Sendable, Equatable {
    /// How long it may take to end by itself once its input is closed.
    public var afterClosedInput: Duration
    /// How long it may take to end once it was asked.
    public var afterRequest: Duration

    /// The waits; two seconds each unless told otherwise.
    public init(afterClosedInput: Duration = .seconds(2), afterRequest: Duration = .seconds(2)) {
        self.afterClosedInput = afterClosedInput
        self.afterRequest = afterRequest
    }

    /// Kills at once.
    public static let immediate = StopLadder(afterClosedInput: .zero, afterRequest: .zero)
}

/// How a child ended.
public enum ChildExit: Sendable, Equatable, CustomStringConvertible {
    /// By itself, with a code.
    case exited(Int32)
    /// By a signal.
    case killed(signal: Int32)

    /// Whether it ended by itself with code 0.
    public var isSuccess: Bool { self == .exited(0) }

    /// `exit code 3` or `killed by signal 9 (SIGKILL)`.
    public var description: String {
        switch self {
        case .exited(let code): "exit code \(code)"
        case .killed(let signal): "killed by signal \(signal) (\(Signal(rawValue: signal).name))"
        }
    }
}
