import Reactor

/// The standard streams, written at once and without a buffer in between.
enum Standard {
    /// Prints a line of results, or tells a parent process something.
    static func printLine(_ text: String) { write(text + "\n", to: 1) }

    /// Prints a line for people, beside the results.
    static func printError(_ text: String) { write(text + "\n", to: 2) }

    /// Waits for the end of standard input: a role lives as long as whoever started it keeps the pipe open.
    static func waitForEndOfInput() async throws {
        try await LoopGroup.runOne { loop in
            let input = try StandardStreams.input(on: loop)
            var buffer = InputBuffer()
            while try await input.read(into: &buffer) > 0 { _ = buffer.takeAll() }
        }
    }

    private static func write(_ text: String, to descriptor: Int32) {
        ignoreBrokenPipeSignals()
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            // Nobody is left to be told when the reader has gone.
            while !rest.isEmpty, let count = try? DescriptorCalls.write(descriptor, rest) {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }
}
