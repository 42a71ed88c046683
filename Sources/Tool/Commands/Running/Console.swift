internal import CommandLineOptions
internal import Reactor

/// Where verbs print: results to standard output, progress and errors to standard error.
///
/// It writes at once and in full, so nothing is lost when the process ends.
public struct Console: Sendable {
    /// Why results could not be printed.
    public enum Failure: Error, Sendable, Equatable {
        /// Whoever read them has gone, as `head` does when it has seen enough.
        case readerGone
        /// The system refused the write; the text says why.
        case refused(String)
    }

    /// One of the two outputs.
    public enum Output: Sendable, Equatable {
        /// What the user asked for.
        case results
        /// All else.
        case messages
    }

    /// What is known of one output.
    public struct Surface: Sendable {
        /// How many columns it has; nil when it is no terminal.
        public var columns: Int?
        /// Whether escape sequences for colours may be written.
        public var isColored: Bool

        /// An output with so many columns.
        public init(columns: Int? = nil, isColored: Bool = false) {
            self.columns = columns
            self.isColored = isColored
        }
    }

    /// The surface of the results.
    public let results: Surface
    /// The surface of the messages.
    public let messages: Surface
    private let write: @Sendable (Output, String) throws(Failure) -> Void

    /// A console that prints by calling `write`.
    public init(
        results: Surface = Surface(),
        messages: Surface = Surface(),
        write: @escaping @Sendable (Output, String) throws(Failure) -> Void
    ) {
        self.results = results
        self.messages = messages
        self.write = write
    }

    /// Prints text that the user asked for.
    public func printResult(_ text: String) throws(Failure) { try write(.results, text) }

    /// Prints something that is neither a result nor an error.
    public func printMessage(_ text: String) { try? write(.messages, text) }

    /// Prints an error and what to do about it.
    ///
    /// When even that cannot be printed nobody is there to be told.
    public func printError(_ text: String) {
        let lead = messages.isColored ? "\u{1B}[1;31merror:\u{1B}[0m " : "error: "
        try? write(.messages, lead + text + "\n")
    }
}

extension Console {
    /// The console of this process.
    static func standard(environment: [String: String]) -> Console {
        let closed = StandardStreams.occupyClosedNumbers()
        return Console(
            results: surface(.output, environment),
            messages: surface(.error, environment)
        ) { output, text throws(Failure) in
            let stream: Terminal.Stream = output == .results ? .output : .error
            guard !closed.contains(stream.rawValue) else {
                throw .refused("expected a place to print to; the \(stream.title) is closed")
            }
            try write(text, to: stream)
        }
    }

    private static func write(_ text: String, to stream: Terminal.Stream) throws(Failure) {
        let bytes = Array(text.utf8)
        let error = bytes.withUnsafeBytes { raw -> Errno? in
            do throws(Errno) { try StandardStreams.writeBlocking(raw, to: stream) } catch { return error }
            return nil
        }
        guard let error else { return }
        throw error == .brokenPipe ? .readerGone : .refused("cannot write to the \(stream.title): \(error)")
    }

    /// Colours only where a person sees them and has not said no: <https://no-color.org>.
    private static func surface(_ stream: Terminal.Stream, _ environment: [String: String]) -> Surface {
        guard Terminal.isTerminal(stream) else { return Surface() }
        let isRefused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        return Surface(columns: Terminal.columns(stream), isColored: !isRefused && environment["TERM"] != "dumb")
    }
}

extension Terminal.Stream {
    fileprivate var title: String { self == .output ? "standard output" : "standard error" }
}
