public import Reactor

/// A secure channel over another stream: what is written is encrypted, what is read was decrypted and is authentic.
///
/// The end of the stream is told apart from a cut: reading ends with 0 only after the peer said goodbye, and fails with
/// ``TLSError/Code/truncated`` when the connection just ended. Errors of streams carry the sentence; ``failure`` has the
/// kind.
///
/// `@unchecked Sendable`: every member is confined to the thread of `loop`; the methods check it.
public final class TLSStream: ByteStream, @unchecked Sendable {
    /// The stream below.
    public let transport: any ByteStream
    /// The loop of the stream below.
    public let loop: EventLoop

    private var machine: TLSMachine
    /// Ciphertext that was not decrypted yet.
    private var received = InputBuffer()
    private var failed: TLSError?
    private var cut: TLSError?
    private var isClosed = false
    private var hasFinished = false
    private var hasSentGoodbye = false

    /// Whether a write that is too long for one piece is under way; other writes wait for their turn.
    private var isInLongWrite = false
    /// Whether ciphertext is on its way down that must not be overtaken.
    private var isSending = false
    private let turns = WaitPoint()

    /// How much is encrypted in one go.
    private static let pieceSize = 256 * 1024

    private init(_ transport: any ByteStream, _ machine: consuming TLSMachine) {
        self.transport = transport
        loop = transport.loop
        self.machine = machine
    }

    // MARK: Opening

    /// Opens a channel as a client, to the server of that name; closes the stream below when that fails.
    public static func connect(
        over transport: any ByteStream,
        _ context: TLSContext,
        serverName: String?,
        until deadline: Deadline = .after(.seconds(30))
    ) async throws(TLSError) -> TLSStream {
        precondition(context.configuration.role == .client, "a client's channel needs a client's configuration")
        return try await open(transport, context, serverName, deadline)
    }

    /// Opens a channel as a server; closes the stream below when that fails.
    public static func accept(
        over transport: any ByteStream,
        _ context: TLSContext,
        until deadline: Deadline = .after(.seconds(30))
    ) async throws(TLSError) -> TLSStream {
        precondition(context.configuration.role == .server, "a server's channel needs a server's configuration")
        return try await open(transport, context, nil, deadline)
    }

    private static func open(
        _ transport: any ByteStream,
        _ context: TLSContext,
        _ serverName: String?,
        _ deadline: Deadline
    ) async throws(TLSError) -> TLSStream {
        do throws(TLSError) {
            let stream = TLSStream(transport, try TLSMachine(context, serverName: serverName))
            try await stream.shakeHands(until: deadline)
            return stream
        } catch {
            transport.close()
            throw error
        }
    }

    private func shakeHands(until deadline: Deadline) async throws(TLSError) {
        let operation = "shake hands"
        do throws(ReactorError) {
            while true {
                let isDone: Bool
                do throws(TLSError) { isDone = try machine.shakeHands(&received) } catch {
                    throw fail(error, operation)
                }
                try await send(until: deadline)
                if isDone { return }
                if try await receive(until: deadline) == 0 { throw fail(machine.endOfInput(), operation) }
            }
        } catch {
            throw failed ?? TLSError(error)
        }
    }

    // MARK: What it is

    /// The near address of the stream below.
    public var localAddress: SocketAddress? { transport.localAddress }
    /// The far address of the stream below.
    public var peerAddress: SocketAddress? { transport.peerAddress }
    /// What both sides agreed on; it reads the peer's certificates anew each time.
    public var session: TLSSession? { machine.session }
    /// Why the channel, or reading from it, is of no use any more.
    public var failure: TLSError? { failed ?? cut }

    // MARK: Reading

    /// Reads; see ``ByteStream``.
    public func read(into buffer: inout InputBuffer, until deadline: Deadline) async throws(ReactorError) -> Int {
        loop.preconditionOnLoop()
        while true {
            try checkIsOpen("read")
            loop.giveStorage(to: &buffer)
            let reading: TLSMachine.Reading
            do throws(TLSError) { reading = try machine.read(&received, into: &buffer) } catch {
                throw fail(error, "read")
            }
            try await send(until: deadline)
            switch reading {
            case .plaintext(let count): return count
            case .ended: return 0
            case .needsInput: break
            }
            if let cut { throw cut.reactorError(during: "read") }
            loop.takeStorage(of: &buffer)
            if try await receive(until: deadline) == 0 { cut = machine.endOfInput() }
        }
    }

    /// Waits for ciphertext; 0 at the end of the stream below.
    private func receive(until deadline: Deadline) async throws(ReactorError) -> Int {
        // Nobody else looks at it meanwhile, but the member must not be held across the wait.
        var buffer = received
        received = InputBuffer()
        defer { received = buffer }
        return try await transport.read(into: &buffer, until: deadline)
    }

    /// Waits until the peer is gone; a goodbye alone shows only to who reads.
    public func waitForDisconnect() async throws(ReactorError) { try await transport.waitForDisconnect() }

    /// Calls an action when the peer is gone; a goodbye alone shows only to who reads.
    public func whenDisconnected(_ action: (@Sendable () -> Void)?) { transport.whenDisconnected(action) }

    // MARK: Writing

    /// Writes; see ``ByteStream``.
    public func write(_ bytes: [UInt8], until deadline: Deadline) async throws(ReactorError) {
        loop.preconditionOnLoop()
        try checkIsOpen("write")
        while isInLongWrite { try await wait(until: deadline) }
        // One task may finish the stream while another still writes; the late writer hears of it.
        guard !hasFinished else {
            throw ReactorError(.closed, operation: "write", detail: "the stream's end was sent before")
        }
        guard bytes.count > Self.pieceSize else { return try await writePiece(bytes.span, until: deadline) }
        isInLongWrite = true
        defer {
            isInLongWrite = false
            turns.wakeAll()
        }
        var start = 0
        while start < bytes.count {
            let piece = start..<min(bytes.count, start + Self.pieceSize)
            start = piece.upperBound
            do throws(ReactorError) { try await writePiece(bytes.span.extracting(piece), until: deadline) } catch {
                // Half of a message cannot be taken back, and what follows it would be taken for its rest.
                if start < bytes.count { close() }
                throw error
            }
        }
    }

    private func writePiece(_ bytes: Span<UInt8>, until deadline: Deadline) async throws(ReactorError) {
        try checkIsOpen("write")
        try encrypt(bytes)
        try await send(until: deadline)
        guard !hasFinished else { return }
        // Waits while too much is queued below.
        try await transport.write([], until: deadline)
    }

    /// Hands all ciphertext down, in the order in which it was made: whoever is late takes it along.
    private func send(until deadline: Deadline) async throws(ReactorError) {
        while machine.outputCount > 0 {
            if isSending {
                try await wait(until: deadline)
                continue
            }
            let output = machine.takeOutput()
            // Nothing may follow a goodbye, whatever the peer asks for.
            if hasSentGoodbye || transport.tryWrite(output) { return }
            isSending = true
            defer {
                isSending = false
                turns.wakeAll()
            }
            try await transport.write(output, until: deadline)
        }
    }

    /// Queues without waiting; see ``ByteStream``.
    public func tryWrite(_ bytes: [UInt8]) -> Bool {
        loop.preconditionOnLoop()
        guard mayQueue(bytes.count) else { return false }
        do throws(ReactorError) { try encrypt(bytes.span) } catch { return false }
        if transport.tryWrite(machine.takeOutput()) { return true }
        // The stream below broke its word. What was encrypted cannot be undone, and nothing can follow what was lost.
        reset()
        return false
    }

    /// Whether there is room; see ``ByteStream``.
    public func mayQueue(_ count: Int) -> Bool {
        let (bytesInRecord, overhead) = (16 * 1024, 64)
        let needed = count + (count / bytesInRecord + 1) * overhead + machine.outputCount
        return !isClosed && !hasFinished && !isInLongWrite && !isSending && failed == nil
            && transport.mayQueue(needed)
    }

    /// Waits until all is sent; see ``ByteStream``.
    public func flush(until deadline: Deadline) async throws(ReactorError) {
        loop.preconditionOnLoop()
        try checkIsOpen("write")
        while isInLongWrite { try await wait(until: deadline) }
        try await transport.flush(until: deadline)
    }

    /// Says goodbye and ends the stream below; see ``ByteStream``.
    public func finishWriting(until deadline: Deadline) async throws(ReactorError) {
        loop.preconditionOnLoop()
        try checkIsOpen("write")
        while isInLongWrite { try await wait(until: deadline) }
        if !hasFinished {
            hasFinished = true
            machine.finish()
            try await send(until: deadline)
            hasSentGoodbye = true
        }
        try await transport.finishWriting(until: deadline)
    }

    private func encrypt(_ bytes: Span<UInt8>) throws(ReactorError) {
        do throws(TLSError) { try machine.write(bytes) } catch { throw fail(error, "write") }
    }

    /// Waits for a turn; what was looked at before must be looked at again, at once.
    private func wait(until deadline: Deadline) async throws(ReactorError) {
        switch await turns.wait(on: loop, until: deadline) {
        case .ready, .closed: try checkIsOpen("write")
        case .timedOut: throw ReactorError(.timedOut, operation: "write")
        case .cancelled: throw ReactorError(.cancelled, operation: "write")
        }
    }

    // MARK: Closing

    /// Says goodbye if there is room for it, and closes the stream below.
    public func close() {
        loop.preconditionOnLoop()
        guard !isClosed else { return }
        isClosed = true
        // A goodbye in the middle of a message would make a cut look like an end.
        if failed == nil, !isInLongWrite, !isSending, !hasFinished {
            machine.finish()
            _ = transport.tryWrite(machine.takeOutput())
        }
        end { $0.close() }
    }

    /// Closes the stream below with a reset, without goodbye.
    public func reset() {
        loop.preconditionOnLoop()
        guard !isClosed else { return }
        isClosed = true
        end { $0.reset() }
    }

    private func end(_ close: (any ByteStream) -> Void) {
        close(transport)
        received = InputBuffer()
        turns.wakeAll(.closed)
    }

    private func checkIsOpen(_ operation: String) throws(ReactorError) {
        if let failed { throw failed.reactorError(during: operation) }
        if isClosed { throw ReactorError(.closed, operation: operation) }
    }

    /// Notes why the channel is of no use any more, tells the peer and closes.
    private func fail(_ error: TLSError, _ operation: String) -> ReactorError {
        failed = error
        if !isSending { _ = transport.tryWrite(machine.takeOutput()) }
        isClosed = true
        end { $0.close() }
        return error.reactorError(during: operation)
    }
}
