internal import CLinux
internal import Glibc
internal import Synchronization

/// How a listener behaves at its limits.
public struct ListenerOptions: Sendable {
    /// Connections that are served at once; further ones wait in the kernel's queue until one ends.
    public var maximumConnections = 100_000
    /// Connections that the kernel keeps waiting; beyond that it refuses or ignores them.
    public var backlog: Int32 = 4096
    /// How long accepting pauses when the system has no descriptors left, unless one becomes free before.
    public var pauseWhenExhausted: Duration = .milliseconds(100)
    /// Bounds for bytes that wait to be sent on each connection.
    public var writeLimits = WriteLimits()
    /// Permissions of a Unix socket's file.
    public var unixPermissions: UInt32 = 0o600

    /// The defaults.
    public init() {}
}

/// A socket that accepts connections on all loops of a group.
///
/// Each loop waits for the one listening socket, and the kernel wakes one of them; whoever accepts hands the connection
/// to the loop with the fewest.
public final class Listener: Sendable {
    /// Where it listens, with the port that the kernel chose.
    public let address: SocketAddress

    private let options: ListenerOptions
    private let descriptor: Int32
    private let isOpen = Atomic<Bool>(true)
    private let connections = Atomic<Int>(0)
    private let acceptors = Locked<[Acceptor]>([])
    private let isStopping = Atomic<Bool>(false)

    private init(_ descriptor: consuming Descriptor, address: SocketAddress, options: ListenerOptions) {
        self.descriptor = descriptor.release()
        self.address = address
        self.options = options
    }

    deinit { closeSocket() }

    /// How many connections are being served.
    public var openConnections: Int { connections.load(ordering: .relaxed) }

    /// Binds and listens; nothing is accepted until `serve`.
    public static func bind(
        to address: SocketAddress,
        options: ListenerOptions = ListenerOptions()
    ) throws(ReactorError) -> Listener {
        ignoreBrokenPipeSignals()
        let operation = "listen on \(address)"
        if case .unix(let path) = address {
            try checkUnixPath(path, operation)
            UnixSocketFile.removeIfStale(path)
        }
        do throws(Errno) {
            let descriptor = try SocketCalls.socket(family: address.family)
            if case .unix = address {
            } else {
                try SocketCalls.setOption(descriptor.number, SOL_SOCKET, SO_REUSEADDR, 1)
            }
            if case .ipv6 = address {
                try SocketCalls.setOption(descriptor.number, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 1)
            }
            try SocketCalls.bind(descriptor.number, to: address)
            if case .unix(let path) = address { UnixSocketFile.setPermissions(path, options.unixPermissions) }
            try SocketCalls.listen(descriptor.number, backlog: options.backlog)
            let bound = SocketCalls.localAddress(descriptor.number) ?? address
            return Listener(descriptor, address: bound, options: options)
        } catch {
            throw ReactorError(error, operation: operation)
        }
    }

    /// Accepts until ``stopAccepting()`` or cancellation, runs `handler` for each connection on its loop, closes the
    /// connection after it, and returns when all handlers have ended.
    ///
    /// Cancelling the task that serves cancels all handlers.
    public func serve(
        on group: LoopGroup,
        _ handler: @escaping @Sendable (DescriptorStream) async -> Void
    ) async {
        await withDiscardingTaskGroup { children in
            for loop in group.loops {
                children.addTask(executorPreference: loop) {
                    await self.accept(on: loop, of: group, handler)
                }
            }
        }
        closeSocket()
    }

    /// Stops accepting, callable from anywhere; connections that are being served go on.
    public func stopAccepting() {
        guard !isStopping.exchange(true, ordering: .relaxed) else { return }
        for acceptor in acceptors.withLock({ $0 }) { acceptor.stop() }
    }

    // MARK: Accepting on one loop

    private func accept(
        on loop: EventLoop,
        of group: LoopGroup,
        _ handler: @escaping @Sendable (DescriptorStream) async -> Void
    ) async {
        let acceptor = Acceptor(loop)
        acceptors.withLock { $0.append(acceptor) }
        do throws(ReactorError) { try acceptor.start(watching: descriptor) } catch { return }
        await withDiscardingTaskGroup { children in
            while !isStopping.load(ordering: .relaxed), !Task.isCancelled {
                guard reserveConnection() else {
                    // Full: whoever ends a connection wakes the acceptors.
                    if await acceptor.wait() == .cancelled { break }
                    continue
                }
                guard let number = await acceptNext(acceptor, loop) else {
                    connections.subtract(1, ordering: .relaxed)
                    continue
                }
                let place = group.leastBusy(preferring: loop)
                place.connections.add(1, ordering: .relaxed)
                children.addTask(executorPreference: place) {
                    await self.run(number, on: place, handler)
                }
            }
        }
        acceptor.finish()
    }

    private func reserveConnection() -> Bool {
        if connections.add(1, ordering: .relaxed).newValue <= options.maximumConnections { return true }
        connections.subtract(1, ordering: .relaxed)
        return false
    }

    /// The next connection, or nil after a wait or a failure that passes.
    private func acceptNext(_ acceptor: Acceptor, _ loop: EventLoop) async -> Int32? {
        do throws(Errno) {
            return try SocketCalls.accept(descriptor).release()
        } catch {
            switch error {
            case .wouldBlock:
                _ = await acceptor.wait()
            case .tooManyFiles, .tooManyFilesInSystem, .noBuffers, .noMemory:
                // Trying again at once would spin. The connection stays in the kernel's queue.
                _ = await loop.descriptorsFreed.wait(on: loop, until: .after(options.pauseWhenExhausted))
            default:
                // The peer went away before it was accepted, or a network fault of that one connection.
                break
            }
            return nil
        }
    }

    private func run(
        _ number: Int32,
        on loop: EventLoop,
        _ handler: @Sendable (DescriptorStream) async -> Void
    ) async {
        if address.port != nil { SocketCalls.disableDelay(number) }
        let descriptor = Descriptor(owning: number)
        if let stream = try? DescriptorStream(descriptor, kind: .socket, on: loop, limits: options.writeLimits) {
            await handler(stream)
            stream.close()
        }
        loop.connections.subtract(1, ordering: .relaxed)
        let open = connections.subtract(1, ordering: .relaxed).newValue
        if open >= options.maximumConnections - acceptors.withLock({ $0.count }) {
            for acceptor in acceptors.withLock({ $0 }) { acceptor.tryAgain() }
        }
    }

    private func closeSocket() {
        guard isOpen.exchange(false, ordering: .relaxed) else { return }
        DescriptorCalls.close(descriptor)
        if case .unix(let path) = address { UnixSocketFile.remove(path) }
    }

    static func checkUnixPath(_ path: String, _ operation: String) throws(ReactorError) {
        guard !path.isEmpty, path.utf8.count <= SocketAddress.longestUnixPath, !path.utf8.contains(0) else {
            throw ReactorError(
                .system,
                operation: operation,
                detail: "expected a path of 1 to \(SocketAddress.longestUnixPath) bytes without NUL, "
                    + "saw \(path.utf8.count) bytes; choose a shorter folder"
            )
        }
    }
}

/// One loop's watch over the listening socket.
///
/// `@unchecked Sendable`: the members are confined to the thread of `loop`.
private final class Acceptor: ReadinessTarget, @unchecked Sendable {
    private let loop: EventLoop
    private var key = RegistrationKey.none
    private var isDue = false
    private let arrivals = WaitPoint()

    init(_ loop: EventLoop) { self.loop = loop }

    func start(watching descriptor: Int32) throws(ReactorError) {
        do throws(Errno) {
            let events: Readiness = [.readable, .edgeTriggered, .exclusive]
            key = try loop.register(descriptor, self, events: events.rawValue)
        } catch {
            throw ReactorError(error, operation: "watch a listening socket")
        }
    }

    func finish() { loop.unregister(key) }

    /// Waits until accepting is worth a try.
    func wait() async -> WakeReason {
        if isDue {
            isDue = false
            return .ready
        }
        let reason = await arrivals.wait(on: loop)
        isDue = false
        return reason
    }

    func becameReady(_ readiness: Readiness) {
        isDue = true
        arrivals.wakeAll()
    }

    func loopStops() { arrivals.wakeAll(.closed) }

    func stop() { loop.execute { self.becameReady([]) } }

    func tryAgain() { loop.execute { self.becameReady([]) } }
}
