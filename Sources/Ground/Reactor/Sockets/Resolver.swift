internal import Glibc

/// Turns host names into addresses, on a helper thread.
public enum Resolver {
    /// Addresses of `host` in the order the system prefers; a numeric host is not looked up.
    ///
    /// The look-up itself cannot be interrupted; when the deadline passes its answer is thrown away.
    public static func addresses(
        of host: String,
        port: UInt16,
        on loop: EventLoop,
        until deadline: Deadline = .never
    ) async throws(ReactorError) -> [SocketAddress] {
        if let numeric = SocketAddress(numeric: host, port: port) { return [numeric] }
        guard host.utf8.count <= 253, !host.utf8.contains(0), !host.isEmpty else {
            throw ReactorError(
                .nameNotFound,
                operation: "resolve a host name",
                detail: "expected a name of 1 to 253 bytes, saw \(host.utf8.count)"
            )
        }
        let answer = Answer()
        BlockingPool.shared.submit {
            let found = lookUp(host, port: port)
            loop.execute { answer.arrive(found) }
        }
        let reason = answer.isThere ? .ready : await answer.arrival.wait(on: loop, until: deadline)
        switch reason {
        case .ready, .closed: return try answer.result.get()
        case .timedOut: throw ReactorError(.timedOut, operation: "resolve \(host)")
        case .cancelled: throw ReactorError(.cancelled, operation: "resolve \(host)")
        }
    }

    /// `@unchecked Sendable`: touched on the thread of one loop only.
    private final class Answer: @unchecked Sendable {
        let arrival = WaitPoint()
        private(set) var isThere = false
        private(set) var result: Result<[SocketAddress], ReactorError> = .failure(
            ReactorError(.closed, operation: "resolve a host name")
        )

        func arrive(_ result: Result<[SocketAddress], ReactorError>) {
            self.result = result
            isThere = true
            arrival.wakeAll()
        }
    }

    /// Blocks; runs on a helper thread.
    private static func lookUp(_ host: String, port: UInt16) -> Result<[SocketAddress], ReactorError> {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, nil, &hints, &list)
        defer { if let list { freeaddrinfo(list) } }
        guard code == 0 else {
            let sentence = gai_strerror(code).map { String(cString: $0) } ?? "error \(code)"
            return .failure(
                ReactorError(.nameNotFound, operation: "resolve \(host)", detail: sentence)
            )
        }
        var addresses: [SocketAddress] = []
        var next = list
        while let entry = next {
            if let raw = entry.pointee.ai_addr,
                let address = SocketAddress(raw, length: entry.pointee.ai_addrlen)?.with(port: port),
                !addresses.contains(address)
            {
                addresses.append(address)
            }
            next = entry.pointee.ai_next
        }
        return .success(addresses)
    }
}
