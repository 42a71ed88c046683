internal import CLinux
internal import Glibc

/// This program's own standard streams on an event loop.
///
/// Other programs may hold the same terminal, pipe or file, so the streams are never switched to non-blocking mode: a
/// pipe or terminal is opened anew, a socket is asked call by call, and anything else is served by a helper thread.
public enum StandardStreams {
    /// Standard input as a stream on `loop`, which must be the current one.
    public static func input(on loop: EventLoop) throws(ReactorError) -> any ByteStream {
        try open(0, reading: true, on: loop)
    }

    /// Standard output as a stream on `loop`, which must be the current one.
    ///
    /// Finish it before the program ends, or its last bytes may be lost.
    public static func output(on loop: EventLoop) throws(ReactorError) -> any ByteStream {
        try open(1, reading: false, on: loop)
    }

    static func open(_ number: Int32, reading: Bool, on loop: EventLoop) throws(ReactorError) -> any ByteStream {
        do throws(Errno) {
            switch try kind(of: number) {
            case .socket:
                let copy = Descriptor(owning: try systemCall { fcntl(number, F_DUPFD_CLOEXEC, 3) })
                return try DescriptorStream.adopting(copy, kind: .socket, on: loop)
            case .pipeOrTerminal:
                let flags = (reading ? O_RDONLY : O_WRONLY) | O_NONBLOCK | O_CLOEXEC | O_NOCTTY
                let again = try systemCall { Glibc.open("/proc/self/fd/\(number)", flags) }
                return try DescriptorStream.adopting(Descriptor(owning: again), kind: .pipe, on: loop)
            case .other:
                return try PumpedStream(number, reading: reading, on: loop)
            }
        } catch {
            throw ReactorError(error, operation: "use standard \(reading ? "input" : "output")")
        }
    }

    private enum Kind {
        case socket, pipeOrTerminal, other
    }

    private static func kind(of number: Int32) throws(Errno) -> Kind {
        var status = stat()
        // A closed standard stream is the caller's mistake, not ours: report it.
        guard fstat(number, &status) == 0 else { throw Errno.last }
        switch status.st_mode & S_IFMT {
        case S_IFSOCK: return .socket
        case S_IFIFO: return .pipeOrTerminal
        case S_IFCHR: return isatty(number) == 1 ? .pipeOrTerminal : .other
        default: return .other
        }
    }
}

extension DescriptorStream {
    /// As the initializer, for callers that deal in kernel errors.
    fileprivate static func adopting(
        _ descriptor: consuming Descriptor,
        kind: Kind,
        on loop: EventLoop
    ) throws(Errno) -> DescriptorStream {
        do throws(ReactorError) { return try DescriptorStream(descriptor, kind: kind, on: loop) } catch {
            throw error.errno ?? .notPermitted
        }
    }
}
