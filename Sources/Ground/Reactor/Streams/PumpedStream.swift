internal import Glibc

/// A stream over a descriptor that cannot be watched, such as a regular file: a thread moves bytes between it and a pipe.
///
/// `@unchecked Sendable`: the members are set once; the pump's end is told to the loop.
final class PumpedStream: ByteStream, @unchecked Sendable {
    let loop: EventLoop
    var localAddress: SocketAddress? { nil }
    var peerAddress: SocketAddress? { nil }

    private let near: DescriptorStream
    private let reading: Bool
    private var pumpEnded = false
    private let pumpEnd = WaitPoint()

    init(_ number: Int32, reading: Bool, on loop: EventLoop) throws(Errno) {
        self.loop = loop
        self.reading = reading
        let ends = try DescriptorCalls.pipe(nonBlocking: false).release()
        let (own, pumps) = reading ? (ends.reading, ends.writing) : (ends.writing, ends.reading)
        let pumped = Descriptor(owning: pumps)
        do throws(ReactorError) {
            let descriptor = Descriptor(owning: own)
            try? DescriptorCalls.setNonBlocking(own)
            near = try DescriptorStream(descriptor, kind: .pipe, on: loop)
        } catch {
            throw error.errno ?? .notPermitted
        }
        let copy = Descriptor(owning: try systemCall { fcntl(number, F_DUPFD_CLOEXEC, 3) })
        let (source, target) = reading ? (copy.release(), pumped.release()) : (pumped.release(), copy.release())
        try LoopThread.start(name: "pump") { [self] in
            Self.pump(from: source, to: target)
            loop.execute { self.noteEnd() }
        }
    }

    /// Moves bytes until either side ends; blocks, on a thread of its own.
    private static func pump(from source: Int32, to target: Int32) {
        defer {
            DescriptorCalls.close(source)
            DescriptorCalls.close(target)
        }
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while let count = try? buffer.withUnsafeMutableBytes({ try DescriptorCalls.read(source, into: $0) }), count > 0
        {
            var sent = 0
            while sent < count {
                let more = try? buffer[sent..<count].withUnsafeBytes { try DescriptorCalls.write(target, $0) }
                guard let more else { return }
                sent += more
            }
        }
    }

    private func noteEnd() {
        pumpEnded = true
        pumpEnd.wakeAll()
    }

    func read(into buffer: inout InputBuffer, until deadline: Deadline) async throws(ReactorError) -> Int {
        try await near.read(into: &buffer, until: deadline)
    }

    func write(_ bytes: [UInt8], until deadline: Deadline) async throws(ReactorError) {
        try await near.write(bytes, until: deadline)
    }

    func tryWrite(_ bytes: [UInt8]) -> Bool { near.tryWrite(bytes) }

    func flush(until deadline: Deadline) async throws(ReactorError) { try await near.flush(until: deadline) }

    /// Waits for the thread, too: only then has the file everything.
    func finishWriting(until deadline: Deadline) async throws(ReactorError) {
        try await near.finishWriting(until: deadline)
        while !reading, !pumpEnded {
            switch await pumpEnd.wait(on: loop, until: deadline) {
            case .ready, .closed: continue
            case .timedOut: throw ReactorError(.timedOut, operation: "finish writing")
            case .cancelled: throw ReactorError(.cancelled, operation: "finish writing")
            }
        }
    }

    func waitForDisconnect() async throws(ReactorError) { try await near.waitForDisconnect() }

    func close() { near.close() }

    func reset() { near.reset() }
}
