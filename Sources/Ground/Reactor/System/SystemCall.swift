internal import CLinux
internal import Glibc

/// The one place where interrupted calls are repeated and impossible errors trap.
///
/// `EBADF` and `EFAULT` mean that this program closed a descriptor twice or passed a wild pointer. Going on would
/// corrupt somebody else's descriptor, so they stop the program.
@inline(__always)
package func systemCall<Result: FixedWidthInteger & SignedInteger>(
    _ body: () -> Result
) throws(Errno) -> Result {
    while true {
        let result = body()
        if result != -1 { return result }
        let error = Errno.last
        if error == .interrupted { continue }
        precondition(error != .badDescriptor && error != .badAddress, "a system call failed with \(error)")
        throw error
    }
}

/// Ignores `SIGPIPE` for the whole process, once: writes report `EPIPE` instead.
package func ignoreBrokenPipeSignals() { _ = ignoredBrokenPipe }

private let ignoredBrokenPipe: Bool = {
    signal(SIGPIPE, SIG_IGN)
    return true
}()
