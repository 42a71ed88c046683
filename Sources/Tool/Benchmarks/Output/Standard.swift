import Reactor

/// The standard streams, written at once and without a buffer in between.
enum Standard {
    /// Prints a line of results, or tells a parent process something.
    static func printLine(_ text: String) { write(text + "\n", to: .output) }

    /// Prints a line for people, beside the results.
    static func printError(_ text: String) { write(text + "\n", to: .error) }

    /// Waits for the end of standard input: a role lives as long as whoever started it keeps the pipe open.
    static func waitForEndOfInput() async throws {
        try await LoopGroup.runOne { loop in
            let input = try StandardStreams.input(on: loop)
            var buffer = InputBuffer()
            while try await input.read(into: &buffer) > 0 { _ = buffer.takeAll() }
        }
    }

    private static func write(_ text: String, to stream: Terminal.Stream) {
        // Nobody is left to be told when the reader has gone.
        try? Array(text.utf8).withUnsafeBytes { try StandardStreams.writeBlocking($0, to: stream) }
    }
}
