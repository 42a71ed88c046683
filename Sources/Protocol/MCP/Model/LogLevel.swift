/// How serious a log message is, as syslog knows it.
public enum LogLevel: String, Sendable, Hashable, CaseIterable, Comparable {
    /// For developers.
    case debug
    /// For the curious.
    case info
    /// Normal but worth knowing.
    case notice
    /// Something may go wrong.
    case warning
    /// Something went wrong.
    case error
    /// A part failed.
    case critical
    /// Somebody must act at once.
    case alert
    /// Nothing works.
    case emergency

    private var severity: Int { LogLevel.allCases.firstIndex(of: self) ?? 0 }

    /// Whether the left one is less serious.
    public static func < (left: LogLevel, right: LogLevel) -> Bool { left.severity < right.severity }
}
