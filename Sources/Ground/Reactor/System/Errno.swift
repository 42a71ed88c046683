internal import Glibc

/// A kernel error number with its symbolic name and its sentence.
public struct Errno: Error, RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number that the kernel reported.
    public let rawValue: Int32

    /// Wraps a number that a call reported.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// The number that the last failing call of this thread left behind.
    package static var last: Errno { Errno(rawValue: errno) }

    /// The symbolic name, such as `ECONNREFUSED`, or `errno 999` for a number without one.
    public var name: String { Self.names[rawValue] ?? "errno \(rawValue)" }

    /// The C library's sentence for it, such as `Connection refused`.
    public var sentence: String {
        guard let text = strerrordesc(rawValue) else { return "unknown error" }
        return text
    }

    /// The name and the sentence.
    public var description: String { "\(name): \(sentence)" }

    private static let names: [Int32: String] = [
        EPERM: "EPERM", ENOENT: "ENOENT", ESRCH: "ESRCH", EINTR: "EINTR", EIO: "EIO", ENXIO: "ENXIO", E2BIG: "E2BIG",
        ENOEXEC: "ENOEXEC", EBADF: "EBADF", ECHILD: "ECHILD", EAGAIN: "EAGAIN", ENOMEM: "ENOMEM", EACCES: "EACCES",
        EFAULT: "EFAULT", EBUSY: "EBUSY", EEXIST: "EEXIST", EXDEV: "EXDEV", ENODEV: "ENODEV", ENOTDIR: "ENOTDIR",
        EISDIR: "EISDIR", EINVAL: "EINVAL", ENFILE: "ENFILE", EMFILE: "EMFILE", ENOTTY: "ENOTTY", ETXTBSY: "ETXTBSY",
        EFBIG: "EFBIG", ENOSPC: "ENOSPC", ESPIPE: "ESPIPE", EROFS: "EROFS", EMLINK: "EMLINK", EPIPE: "EPIPE",
        ERANGE: "ERANGE", EDEADLK: "EDEADLK", ENAMETOOLONG: "ENAMETOOLONG", ENOLCK: "ENOLCK", ENOSYS: "ENOSYS",
        ENOTEMPTY: "ENOTEMPTY", ELOOP: "ELOOP", EPROTO: "EPROTO", EOVERFLOW: "EOVERFLOW", ENOTSOCK: "ENOTSOCK",
        EDESTADDRREQ: "EDESTADDRREQ", EMSGSIZE: "EMSGSIZE", EPROTOTYPE: "EPROTOTYPE", ENOPROTOOPT: "ENOPROTOOPT",
        EPROTONOSUPPORT: "EPROTONOSUPPORT", EOPNOTSUPP: "EOPNOTSUPP", EAFNOSUPPORT: "EAFNOSUPPORT",
        EADDRINUSE: "EADDRINUSE", EADDRNOTAVAIL: "EADDRNOTAVAIL", ENETDOWN: "ENETDOWN", ENETUNREACH: "ENETUNREACH",
        ECONNABORTED: "ECONNABORTED", ECONNRESET: "ECONNRESET", ENOBUFS: "ENOBUFS", EISCONN: "EISCONN",
        ENOTCONN: "ENOTCONN", ETIMEDOUT: "ETIMEDOUT", ECONNREFUSED: "ECONNREFUSED", EHOSTDOWN: "EHOSTDOWN",
        EHOSTUNREACH: "EHOSTUNREACH", EALREADY: "EALREADY", EINPROGRESS: "EINPROGRESS", ESTALE: "ESTALE",
        EDQUOT: "EDQUOT", ECANCELED: "ECANCELED",
    ]
}

extension Errno {
    package static let interrupted = Errno(rawValue: EINTR)
    package static let wouldBlock = Errno(rawValue: EAGAIN)
    package static let inProgress = Errno(rawValue: EINPROGRESS)
    package static let connectionReset = Errno(rawValue: ECONNRESET)
    package static let connectionAborted = Errno(rawValue: ECONNABORTED)
    package static let brokenPipe = Errno(rawValue: EPIPE)
    package static let tooManyFiles = Errno(rawValue: EMFILE)
    package static let tooManyFilesInSystem = Errno(rawValue: ENFILE)
    package static let noBuffers = Errno(rawValue: ENOBUFS)
    package static let noMemory = Errno(rawValue: ENOMEM)
    package static let notConnected = Errno(rawValue: ENOTCONN)
    package static let addressInUse = Errno(rawValue: EADDRINUSE)
    package static let connectionRefused = Errno(rawValue: ECONNREFUSED)
    package static let noSuchFile = Errno(rawValue: ENOENT)
    package static let fileExists = Errno(rawValue: EEXIST)
    package static let accessDenied = Errno(rawValue: EACCES)
    package static let notDirectory = Errno(rawValue: ENOTDIR)
    package static let isDirectory = Errno(rawValue: EISDIR)
    package static let directoryNotEmpty = Errno(rawValue: ENOTEMPTY)
    package static let noSpace = Errno(rawValue: ENOSPC)
    package static let quotaExceeded = Errno(rawValue: EDQUOT)
    package static let fileTooLarge = Errno(rawValue: EFBIG)
    package static let readOnly = Errno(rawValue: EROFS)
    package static let tooManyLinks = Errno(rawValue: ELOOP)
    package static let nameTooLong = Errno(rawValue: ENAMETOOLONG)
    package static let invalidArgument = Errno(rawValue: EINVAL)
    package static let crossDevice = Errno(rawValue: EXDEV)
    package static let notPermitted = Errno(rawValue: EPERM)
    package static let badDescriptor = Errno(rawValue: EBADF)
    package static let badAddress = Errno(rawValue: EFAULT)
    package static let notImplemented = Errno(rawValue: ENOSYS)
    package static let timedOut = Errno(rawValue: ETIMEDOUT)
}

private func strerrordesc(_ number: Int32) -> String? {
    var text = [CChar](repeating: 0, count: 256)
    guard strerror_r(number, &text, text.count) == 0 else { return nil }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}
