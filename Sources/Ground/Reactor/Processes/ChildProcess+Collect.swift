/// What a program printed and how it ended.
public struct ChildResult: Sendable {
    /// How it ended.
    public let exit: ChildExit
    /// The first bytes of its standard output, up to the bound.
    public let output: [UInt8]
    /// The first bytes of its standard error, up to the bound.
    public let error: [UInt8]
    /// Whether it printed more than the bound; the rest was read and dropped.
    public let isTruncated: Bool
}

extension ChildProcess {
    /// Runs a program to its end: feeds its input and reads both its outputs at the same time, within a bound.
    ///
    /// When the deadline passes the program is stopped by its ladder.
    public static func collect(
        _ command: ChildCommand,
        input: [UInt8] = [],
        limit: Int = 1024 * 1024,
        on loop: EventLoop,
        until deadline: Deadline = .never
    ) async throws -> ChildResult {
        try await with(command, on: loop) { child in
            try await withThrowingTaskGroup(of: Void.self) { group in
                let output = BoundedBytes(limit: limit)
                let error = BoundedBytes(limit: limit)
                group.addTask { await child.feed(input) }
                group.addTask { await output.readAll(of: child.output) }
                group.addTask { await error.readAll(of: child.error) }
                var exit = await child.waitForExit(until: deadline)
                if exit == nil {
                    try Task.checkCancellation()
                    exit = await child.stop()
                }
                // A child of the child may hold the pipes for ever: take what is there, then let go.
                await output.takeWhatIsThere(loop)
                await error.takeWhatIsThere(loop)
                group.cancelAll()
                try await group.waitForAll()
                return ChildResult(
                    exit: exit ?? .killed(signal: Signal.kill.rawValue),
                    output: output.bytes,
                    error: error.bytes,
                    isTruncated: output.isTruncated || error.isTruncated
                )
            }
        }
    }

    /// Writes everything and closes; a child that does not read its input is no failure.
    private func feed(_ bytes: [UInt8]) async {
        try? await input?.write(bytes)
        try? await input?.finishWriting()
    }
}

/// Reads a stream to its end and keeps the first bytes.
///
/// `@unchecked Sendable`: confined to the thread of one loop.
private final class BoundedBytes: @unchecked Sendable {
    private let limit: Int
    private(set) var bytes: [UInt8] = []
    private(set) var isTruncated = false
    private var isAtEnd = false
    private let ended = WaitPoint()

    init(limit: Int) { self.limit = limit }

    func readAll(of stream: DescriptorStream?) async {
        var buffer = InputBuffer()
        while let stream, let count = try? await stream.read(into: &buffer), count > 0 {
            let room = limit - bytes.count
            let new = buffer.takeAll()
            bytes += new.prefix(room)
            isTruncated = isTruncated || new.count > room
        }
        isAtEnd = true
        ended.wakeAll()
    }

    /// Waits for the end, but only as long as the kernel may still have bytes that were written before.
    func takeWhatIsThere(_ loop: EventLoop) async {
        let deadline = Deadline.after(.milliseconds(100))
        while !isAtEnd {
            let reason = await ended.wait(on: loop, until: deadline)
            if reason == .timedOut || reason == .cancelled { return }
        }
    }
}
