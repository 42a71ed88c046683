internal import CLinux
internal import Glibc

/// Thin wrappers around the socket calls that the streams and listeners need; all descriptors are close-on-exec and
/// non-blocking.
package enum SocketCalls {
    package static func socket(family: Int32) throws(Errno) -> Descriptor {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let number = try systemCall { Glibc.socket(family, kind, 0) }
        return Descriptor(owning: number)
    }

    package static func setOption(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) throws(Errno) {
        var value = value
        _ = try systemCall {
            setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
        }
    }

    package static func option(_ descriptor: Int32, _ level: Int32, _ option: Int32) throws(Errno) -> Int32 {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        _ = try systemCall { getsockopt(descriptor, level, option, &value, &length) }
        return value
    }

    /// Nagle's algorithm against delayed acknowledgements makes a plateau of 40 ms; nobody here wants it.
    package static func disableDelay(_ descriptor: Int32) {
        try? setOption(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
    }

    package static func bind(_ descriptor: Int32, to address: SocketAddress) throws(Errno) {
        let result: Result<Int32, Errno> = address.withSockaddr { pointer, length in
            do throws(Errno) { return .success(try systemCall { Glibc.bind(descriptor, pointer, length) }) } catch {
                return .failure(error)
            }
        }
        _ = try result.get()
    }

    package static func connect(_ descriptor: Int32, to address: SocketAddress) throws(Errno) {
        let result: Result<Int32, Errno> = address.withSockaddr { pointer, length in
            do throws(Errno) { return .success(try systemCall { Glibc.connect(descriptor, pointer, length) }) } catch {
                return .failure(error)
            }
        }
        _ = try result.get()
    }

    package static func listen(_ descriptor: Int32, backlog: Int32) throws(Errno) {
        _ = try systemCall { Glibc.listen(descriptor, backlog) }
    }

    package static func accept(_ listener: Int32) throws(Errno) -> Descriptor {
        let flags = Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        return Descriptor(owning: try systemCall { clinux_accept4(listener, nil, nil, flags) })
    }

    package static func pendingError(_ descriptor: Int32) throws(Errno) -> Errno? {
        let value = try option(descriptor, SOL_SOCKET, SO_ERROR)
        return value == 0 ? nil : Errno(rawValue: value)
    }

    /// Makes the next close send RST instead of FIN.
    package static func armReset(_ descriptor: Int32) {
        var linger = linger(l_onoff: 1, l_linger: 0)
        _ = setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    }

    package static func shutdownWriting(_ descriptor: Int32) throws(Errno) {
        _ = try systemCall { Glibc.shutdown(descriptor, Int32(SHUT_WR)) }
    }

    package static func localAddress(_ descriptor: Int32) -> SocketAddress? {
        address { getsockname(descriptor, $0, $1) }
    }

    package static func peerAddress(_ descriptor: Int32) -> SocketAddress? {
        address { getpeername(descriptor, $0, $1) }
    }

    private static func address(
        _ fill: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
    ) -> SocketAddress? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                guard fill(pointer, &length) == 0 else { return nil }
                return SocketAddress(pointer, length: length)
            }
        }
    }
}
