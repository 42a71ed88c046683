internal import CLinux
internal import Glibc

/// What is known of the terminal behind one of the standard streams.
public enum Terminal {
    /// One of the three standard streams.
    public enum Stream: Int32, Sendable {
        /// Standard input.
        case input = 0
        /// Standard output.
        case output = 1
        /// Standard error.
        case error = 2
    }

    /// Whether a person sees the stream, rather than a file or a program.
    public static func isTerminal(_ stream: Stream) -> Bool { isatty(stream.rawValue) == 1 }

    /// How many columns the terminal has; nil without one.
    public static func columns(_ stream: Stream) -> Int? {
        let columns = clinux_terminal_columns(stream.rawValue)
        return columns > 0 ? Int(columns) : nil
    }
}
