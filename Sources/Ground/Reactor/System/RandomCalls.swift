internal import CLinux

/// The kernel's random numbers.
package enum RandomCalls {
    /// Fills a buffer with bytes that nobody can guess; waits only while a machine that has just started has none.
    package static func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(Errno) {
        var filled = 0
        while filled < buffer.count {
            filled += try systemCall { getrandom(buffer.baseAddress.map { $0 + filled }, buffer.count - filled, 0) }
        }
    }
}
