/// A ``ByteStream`` over a socket or a pipe.
///
/// The kernel tells of changes only (edge-triggered), so a stream remembers whether reading and writing may succeed and
/// asks the kernel first: a busy stream costs one system call per read or write and none to be watched.
///
/// `@unchecked Sendable`: every member is confined to the thread of `loop`; the methods check it.
public final class DescriptorStream: ByteStream, ReadinessTarget, @unchecked Sendable {
    /// What kind of descriptor this is, as the calls differ.
    package enum Kind: Sendable {
        case socket, pipe
    }

    /// The loop that the stream belongs to.
    public let loop: EventLoop
    private let kind: Kind
    private let limits: WriteLimits

    private var descriptor: Int32
    private var key = RegistrationKey.none
    private var mayRead = true
    private var mayWrite = true
    private var peerFinished = false
    private var hungUp = false
    private var failure: ReactorError?
    /// Why nothing can be written any more, while what the peer had sent before can still be read.
    private var writeFailure: ReactorError?
    private var outbound = OutboundQueue()
    private var finishesAfterFlush = false

    private let readers = WaitPoint()
    private let writers = WaitPoint()
    private let disconnectWatchers = WaitPoint()
    private var disconnectAction: (@Sendable () -> Void)?

    /// Takes a non-blocking descriptor over and watches it on `loop`, which must be the current one.
    package init(
        _ descriptor: consuming Descriptor,
        kind: Kind,
        on loop: EventLoop,
        limits: WriteLimits = WriteLimits(),
        isConnecting: Bool = false
    ) throws(ReactorError) {
        self.loop = loop
        self.kind = kind
        self.limits = limits
        self.descriptor = descriptor.number
        mayRead = !isConnecting
        mayWrite = !isConnecting
        do throws(Errno) {
            key = try loop.register(descriptor.number, self, events: Readiness.stream.rawValue)
            _ = descriptor.release()
        } catch {
            throw ReactorError(error, operation: "watch a descriptor")
        }
    }

    /// The kernel's number, while the stream is open; for options that only the caller knows.
    package var number: Int32? { descriptor >= 0 ? descriptor : nil }

    /// The near address, for sockets.
    public var localAddress: SocketAddress? { descriptor >= 0 ? SocketCalls.localAddress(descriptor) : nil }

    /// The far address, for sockets.
    public var peerAddress: SocketAddress? { descriptor >= 0 ? SocketCalls.peerAddress(descriptor) : nil }

    /// How many bytes wait to be sent.
    public var queuedBytes: Int { outbound.count }

    // MARK: Reading

    /// Reads; see ``ByteStream``.
    public func read(into buffer: inout InputBuffer, until deadline: Deadline) async throws(ReactorError) -> Int {
        loop.preconditionOnLoop()
        while true {
            if let count = try readNow(into: &buffer) { return count }
            if buffer.isEmpty, buffer.hasStorage { loop.buffers.give(buffer.takeStorage()) }
            try await waitToRead(until: deadline)
        }
    }

    /// Reads without waiting; nil when there is nothing now.
    ///
    /// Not inlined, since what it needs for a moment would stay in the frame of every connection that waits.
    @inline(never)
    private func readNow(into buffer: inout InputBuffer) throws(ReactorError) -> Int? {
        guard descriptor >= 0 else { throw failure ?? ReactorError(.closed, operation: "read") }
        guard mayRead else { return nil }
        if !buffer.hasStorage { buffer.adoptStorage(loop.buffers.take()) }
        do throws(Errno) {
            let room = max(4096, BufferPool.size - buffer.count)
            var offered = 0
            let count = try buffer.appendUnfilled(room) { target throws(Errno) in
                offered = target.count
                return kind == .socket
                    ? try DescriptorCalls.receive(descriptor, into: target)
                    : try DescriptorCalls.read(descriptor, into: target)
            }
            if count == 0 {
                peerFinished = true
            } else if count < offered, !peerFinished, !hungUp {
                // Less than was offered: the kernel has no more, and will tell when that changes.
                mayRead = false
            }
            return count
        } catch {
            guard error == .wouldBlock else { throw fail(error, "read") }
            mayRead = peerFinished || hungUp
            // A pipe whose writers are gone and that is empty reads as its end.
            return mayRead ? 0 : nil
        }
    }

    private func waitToRead(until deadline: Deadline) async throws(ReactorError) {
        try Self.check(await readers.wait(on: loop, until: deadline), "read", failure)
    }

    /// Waits until the peer is gone; see ``ByteStream``.
    public func waitForDisconnect() async throws(ReactorError) {
        loop.preconditionOnLoop()
        while descriptor >= 0, !peerFinished, !hungUp {
            let reason = await disconnectWatchers.wait(on: loop)
            if reason == .cancelled { throw ReactorError(.cancelled, operation: "watch for disconnection") }
        }
    }

    /// Calls `action` when the peer closes or resets.
    public func whenDisconnected(_ action: (@Sendable () -> Void)?) {
        loop.preconditionOnLoop()
        disconnectAction = action
        if action != nil, peerFinished || hungUp { tellOfDisconnect() }
    }

    private func tellOfDisconnect() {
        disconnectWatchers.wakeAll()
        guard let action = disconnectAction else { return }
        disconnectAction = nil
        action()
    }

    // MARK: Writing

    /// Writes; see ``ByteStream``.
    public func write(_ bytes: [UInt8], until deadline: Deadline) async throws(ReactorError) {
        loop.preconditionOnLoop()
        try enqueue(bytes)
        try await waitForQueue(atMost: limits.highWater, until: deadline, "write")
    }

    /// Queues without waiting; see ``ByteStream``.
    public func tryWrite(_ bytes: [UInt8]) -> Bool {
        loop.preconditionOnLoop()
        guard mayQueue(bytes.count) else { return false }
        do throws(ReactorError) { try enqueue(bytes) } catch { return false }
        return true
    }

    /// Whether there is room; see ``ByteStream``.
    public func mayQueue(_ count: Int) -> Bool {
        descriptor >= 0 && !finishesAfterFlush && outbound.count + count <= limits.most
    }

    /// Waits until all is sent; see ``ByteStream``.
    public func flush(until deadline: Deadline) async throws(ReactorError) {
        loop.preconditionOnLoop()
        guard descriptor >= 0 else { throw failure ?? ReactorError(.closed, operation: "flush") }
        if let writeFailure { throw writeFailure }
        try await waitForQueue(atMost: 0, until: deadline, "flush")
    }

    /// Ends the stream; see ``ByteStream``.
    public func finishWriting(until deadline: Deadline) async throws(ReactorError) {
        loop.preconditionOnLoop()
        guard descriptor >= 0 else { throw failure ?? ReactorError(.closed, operation: "finish writing") }
        if let writeFailure { throw writeFailure }
        finishesAfterFlush = true
        try await waitForQueue(atMost: 0, until: deadline, "finish writing")
        guard descriptor >= 0 else { return }
        if kind == .pipe { return close() }
        do throws(Errno) { try SocketCalls.shutdownWriting(descriptor) } catch {
            guard error == .notConnected else { throw fail(error, "finish writing") }
        }
    }

    /// Sends at once what the kernel takes and queues the rest.
    private func enqueue(_ bytes: [UInt8]) throws(ReactorError) {
        guard descriptor >= 0 else { throw failure ?? ReactorError(.closed, operation: "write") }
        if let writeFailure { throw writeFailure }
        // One task may finish the stream while another still writes; the late writer hears of it.
        guard !finishesAfterFlush else {
            throw ReactorError(.closed, operation: "write", detail: "the stream's end was sent before")
        }
        guard !bytes.isEmpty else { return }
        var sent = 0
        if outbound.isEmpty, mayWrite {
            do throws(Errno) {
                sent = try bytes.span.withUnsafeBytes { raw throws(Errno) in try send(raw) }
            } catch {
                guard error == .wouldBlock else { throw failWriting(error) }
            }
            if sent == bytes.count { return }
            mayWrite = false
        }
        outbound.append(bytes[sent...])
    }

    private func send(_ raw: UnsafeRawBufferPointer) throws(Errno) -> Int {
        kind == .socket ? try DescriptorCalls.send(descriptor, raw) : try DescriptorCalls.write(descriptor, raw)
    }

    /// Sends queued bytes while the kernel takes them; runs when the loop hears that it does again.
    private func drainQueue() {
        while descriptor >= 0, mayWrite, !outbound.isEmpty {
            do throws(Errno) {
                try outbound.drain { raw throws(Errno) in try send(raw) }
            } catch {
                guard error == .wouldBlock else {
                    _ = failWriting(error)
                    return
                }
                mayWrite = false
            }
        }
        if outbound.count <= limits.highWater / 2 { writers.wakeAll() }
    }

    private func waitForQueue(
        atMost bound: Int,
        until deadline: Deadline,
        _ operation: String
    ) async throws(ReactorError) {
        while outbound.count > bound {
            try Self.check(await writers.wait(on: loop, until: deadline), operation, failure)
            // A failed stream has an empty queue; what was queued did not arrive.
            if let failure = failure ?? writeFailure { throw failure }
            if descriptor < 0 { throw ReactorError(.closed, operation: operation) }
        }
    }

    /// Waits for the outcome of a connection attempt.
    func waitUntilConnected(until deadline: Deadline, _ operation: String) async throws(ReactorError) {
        while !mayWrite {
            try Self.check(await writers.wait(on: loop, until: deadline), operation, failure)
        }
        guard descriptor >= 0 else { throw failure ?? ReactorError(.closed, operation: operation) }
        do throws(Errno) {
            if let error = try SocketCalls.pendingError(descriptor) { throw error }
        } catch {
            throw ReactorError(error, operation: operation)
        }
    }

    // MARK: Closing

    /// Closes both directions now.
    public func close() {
        loop.preconditionOnLoop()
        guard descriptor >= 0 else { return }
        loop.unregister(key)
        DescriptorCalls.close(descriptor)
        descriptor = -1
        outbound.removeAll()
        disconnectAction = nil
        loop.descriptorWasClosed()
        wakeEverybody(.closed)
    }

    /// Closes now with a reset.
    public func reset() {
        loop.preconditionOnLoop()
        if descriptor >= 0, kind == .socket { SocketCalls.armReset(descriptor) }
        close()
    }

    /// Notes why the stream is of no use any more, and closes it.
    private func fail(_ errno: Errno, _ operation: String) -> ReactorError {
        let error = failure ?? ReactorError(errno, operation: operation)
        failure = error
        close()
        return error
    }

    /// Notes why nothing can be written any more.
    private func failWriting(_ errno: Errno) -> ReactorError {
        guard kind == .socket else { return fail(errno, "write") }
        let error = writeFailure ?? ReactorError(errno, operation: "write")
        writeFailure = error
        mayWrite = false
        outbound.removeAll()
        writers.wakeAll()
        return error
    }

    private func wakeEverybody(_ reason: WakeReason) {
        readers.wakeAll(reason)
        writers.wakeAll(reason)
        disconnectWatchers.wakeAll(reason)
    }

    // MARK: The loop's side

    func becameReady(_ readiness: Readiness) {
        if !readiness.isDisjoint(with: [.peerFinished, .hangUp, .error]) {
            peerFinished = peerFinished || readiness.contains(.peerFinished)
            hungUp = hungUp || !readiness.isDisjoint(with: [.hangUp, .error])
            tellOfDisconnect()
        }
        if !readiness.isDisjoint(with: [.readable, .peerFinished, .hangUp, .error]) {
            mayRead = true
            readers.wakeAll()
        }
        if !readiness.isDisjoint(with: [.writable, .hangUp, .error]) {
            mayWrite = true
            drainQueue()
        }
    }

    func loopStops() { close() }

    @inline(never)
    private static func check(
        _ reason: WakeReason,
        _ operation: String,
        _ failure: ReactorError?
    ) throws(ReactorError) {
        switch reason {
        case .ready: return
        case .timedOut: throw ReactorError(.timedOut, operation: operation)
        case .cancelled: throw ReactorError(.cancelled, operation: operation)
        case .closed: throw failure ?? ReactorError(.closed, operation: operation)
        }
    }
}
