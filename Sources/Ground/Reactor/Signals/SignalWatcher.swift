internal import CLinux
internal import Glibc

/// Awaits signals sent to this program.
///
/// A handler writes each signal's number to a pipe that the loop watches. A signalfd would need every thread to block
/// the signal, and the threads of the Swift runtime exist before a program's first line.
///
/// `@unchecked Sendable`: every member is confined to the thread of the loop.
public final class SignalWatcher: @unchecked Sendable {
    private let source: ReadinessSource
    private let writing: Int32
    private let signals: [Signal]
    private var arrived: [Signal] = []

    /// Watches signals on `loop`, which must be the current one; their default actions are off until ``close()``.
    ///
    /// One watcher at a time may watch a signal: the last one gets it.
    public init(_ signals: [Signal], on loop: EventLoop) throws(ReactorError) {
        self.signals = signals
        let ends: (reading: Int32, writing: Int32)
        do throws(Errno) { ends = try DescriptorCalls.pipe(nonBlocking: true).release() } catch {
            throw ReactorError(error, operation: "watch signals")
        }
        let writing = Descriptor(owning: ends.writing)
        source = try ReadinessSource(Descriptor(owning: ends.reading), on: loop)
        self.writing = writing.release()
        for signal in signals where clinux_signal_to_descriptor(signal.rawValue, self.writing) != 0 {
            let error = Errno.last
            close()
            throw ReactorError(error, operation: "watch \(signal.name)")
        }
    }

    /// The next signal; nil when the task is cancelled or the watcher closed.
    public func next() async -> Signal? {
        while arrived.isEmpty {
            read()
            guard arrived.isEmpty else { break }
            guard await source.wait() == .ready else { return nil }
        }
        return arrived.removeFirst()
    }

    /// Gives the signals their default actions back.
    public func close() {
        guard source.number != nil else { return }
        for signal in signals { _ = clinux_signal_default(signal.rawValue) }
        source.close()
        DescriptorCalls.close(writing)
    }

    private func read() {
        guard let number = source.number else { return }
        var bytes = [UInt8](repeating: 0, count: 64)
        while let count = try? bytes.withUnsafeMutableBytes({ try DescriptorCalls.read(number, into: $0) }), count > 0 {
            arrived += bytes[..<count].map { Signal(rawValue: Int32($0)) }
        }
    }
}
