internal import CLinux
internal import Glibc

extension StandardStreams {
    /// Opens `/dev/null` in place of standard streams that this program was started without, and returns their numbers.
    ///
    /// Otherwise the next socket or file would get such a number, and results or diagnostics would be written into it.
    package static func occupyClosedNumbers() -> [Int32] {
        var closed: [Int32] = []
        for number: Int32 in 0...2 where fcntl(number, F_GETFD) == -1 {
            // The lowest free number is taken, which is this one.
            guard Glibc.open("/dev/null", O_RDWR) == number else { continue }
            closed.append(number)
        }
        return closed
    }

    /// Writes everything to a standard stream and blocks the thread meanwhile; for short programs without a loop.
    package static func writeBlocking(_ bytes: UnsafeRawBufferPointer, to stream: Terminal.Stream) throws(Errno) {
        ignoreBrokenPipeSignals()
        var rest = bytes
        while !rest.isEmpty {
            do throws(Errno) {
                let count = try DescriptorCalls.write(stream.rawValue, rest)
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } catch {
                // Whoever shares the stream may have made it non-blocking.
                guard error == .wouldBlock else { throw error }
                var waiting = pollfd(fd: stream.rawValue, events: Int16(POLLOUT), revents: 0)
                _ = try systemCall { poll(&waiting, 1, -1) }
            }
        }
    }
}
