internal import CLinux
internal import Glibc

/// Thin wrappers around the calls that work on any descriptor.
package enum DescriptorCalls {
    /// Closes; the kernel frees the number even when it reports an error, so there is nothing to repeat.
    package static func close(_ descriptor: Int32) { _ = Glibc.close(descriptor) }

    package static func read(
        _ descriptor: Int32,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(Errno) -> Int {
        try systemCall { Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
    }

    package static func receive(
        _ descriptor: Int32,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(Errno) -> Int {
        try systemCall { recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT)) }
    }

    package static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(Errno) -> Int {
        try systemCall { Glibc.write(descriptor, bytes.baseAddress, bytes.count) }
    }

    package static func send(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(Errno) -> Int {
        try systemCall {
            Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
        }
    }

    package static func setNonBlocking(_ descriptor: Int32) throws(Errno) {
        let flags = try systemCall { fcntl(descriptor, F_GETFL) }
        _ = try systemCall { fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) }
    }

    /// Two ends of a pipe, both close-on-exec; `nonBlocking` concerns both.
    package static func pipe(nonBlocking: Bool) throws(Errno) -> PipeEnds {
        var ends: (Int32, Int32) = (-1, -1)
        let flags = O_CLOEXEC | (nonBlocking ? O_NONBLOCK : 0)
        _ = try systemCall {
            withUnsafeMutableBytes(of: &ends) {
                clinux_pipe2($0.assumingMemoryBound(to: Int32.self).baseAddress, flags)
            }
        }
        return PipeEnds(reading: Descriptor(owning: ends.0), writing: Descriptor(owning: ends.1))
    }

    /// Two connected Unix stream sockets, close-on-exec and non-blocking.
    package static func socketPair() throws(Errno) -> PipeEnds {
        var ends: (Int32, Int32) = (-1, -1)
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        _ = try systemCall {
            withUnsafeMutableBytes(of: &ends) {
                socketpair(AF_UNIX, kind, 0, $0.assumingMemoryBound(to: Int32.self).baseAddress)
            }
        }
        return PipeEnds(reading: Descriptor(owning: ends.0), writing: Descriptor(owning: ends.1))
    }

    /// How many descriptors this process may open, as (now, at most).
    package static func descriptorLimit() -> (current: Int, maximum: Int) {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return (1024, 1024) }
        return (Int(clamping: limit.rlim_cur), Int(clamping: limit.rlim_max))
    }

    /// Sets how many descriptors this process may open; capped by the hard limit.
    package static func setDescriptorLimit(_ count: Int) throws(Errno) {
        var limit = rlimit()
        _ = try systemCall { getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) }
        limit.rlim_cur = min(rlim_t(clamping: count), limit.rlim_max)
        _ = try systemCall { setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) }
    }

    /// The descriptors that this process has open, read from `/proc/self/fd`.
    package static func openDescriptors() -> [Int32] {
        guard let directory = opendir("/proc/self/fd") else { return [] }
        defer { _ = closedir(directory) }
        let own = dirfd(directory)
        var found: [Int32] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if let number = Int32(name), number != own { found.append(number) }
        }
        return found.sorted()
    }
}

/// The two ends of a pipe or of a socket pair.
package struct PipeEnds: ~Copyable {
    package var reading: Descriptor
    package var writing: Descriptor

    package init(reading: consuming Descriptor, writing: consuming Descriptor) {
        self.reading = reading
        self.writing = writing
    }

    /// Gives both numbers away.
    package consuming func release() -> (reading: Int32, writing: Int32) {
        (reading.release(), writing.release())
    }
}
