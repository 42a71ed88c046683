public import Reactor
internal import SystemLibraries

/// One side of a secure channel as a machine without input and output of its own: ciphertext and plaintext go in and
/// come out, and who moves them is the caller's business.
///
/// What the machine wants to send collects in ``takeOutput()``; send it after every call, also after one that threw, as
/// it may tell the peer why.
///
/// `@unchecked Sendable`: it cannot be copied, so it has one owner at a time.
public struct TLSMachine: ~Copyable, @unchecked Sendable {
    /// What a call to ``read(_:into:)`` found.
    public enum Reading: Sendable, Equatable {
        /// So many bytes of plaintext were appended.
        case plaintext(Int)
        /// More ciphertext is needed.
        case needsInput
        /// The peer said goodbye: it sends no more.
        case ended
    }

    private enum State: Sendable {
        case shakingHands
        case open
        case failed(TLSError)
    }

    let context: TLSContext
    /// Whom a client talks to.
    let serverName: String?
    private let connection: TLSConnection
    private var state = State.shakingHands
    private var hasFinished = false

    /// Starts one side; which one, the configuration says.
    ///
    /// A client names the server, by host name or numeric address: for that name the server's certificate must be good,
    /// and a host name is sent along so that a server of several names can choose.
    public init(_ context: TLSContext, serverName: String? = nil) throws(TLSError) {
        if context.configuration.role == .client, context.configuration.verification != .off, serverName == nil {
            throw TLSError(
                .badConfiguration,
                detail: "expected the name of the server whose certificate is verified, saw none"
            )
        }
        let connection = try TLSConnection(context, serverName: serverName)
        self.context = context
        self.serverName = serverName
        self.connection = connection
    }

    /// Whether the handshake is done and nothing has failed.
    public var isOpen: Bool { if case .open = state { true } else { false } }

    /// How many bytes wait to be sent.
    public var outputCount: Int { connection.wire.output.count }

    /// Takes the ciphertext that wants to be sent.
    public mutating func takeOutput() -> [UInt8] {
        defer { connection.wire.output = [] }
        return connection.wire.output
    }

    /// Goes on with the handshake, using ciphertext that was received; true when it is done.
    public mutating func shakeHands(_ received: inout InputBuffer) throws(TLSError) -> Bool {
        switch state {
        case .open: return true
        case .failed(let error): throw error
        case .shakingHands: break
        }
        let outcome = connection.using(&received) { $0.tls.connections.shakeHands($0.pointer) }
        switch outcome {
        case .success:
            try checkApplicationProtocol()
            state = .open
            return true
        case .wantsInput: return false
        case .ended: throw fail(TLSError(.truncated, detail: "the peer said goodbye in the middle of the handshake"))
        case .failure(let result): throw fail(TLSFailure.describe(connection, result, context, serverName))
        }
    }

    /// Decrypts what was received and appends at most 16 KiB of plaintext; to be called again until it needs input.
    public mutating func read(
        _ received: inout InputBuffer,
        into plaintext: inout InputBuffer
    ) throws(TLSError) -> Reading {
        if case .failed(let error) = state { throw error }
        let mostInRecord = 16 * 1024
        var outcome = TLSConnection.Outcome.wantsInput
        // The room that is there, unless it is little: a buffer that is used again need not grow.
        let count = plaintext.appendUnfilled(max(4096, mostInRecord - plaintext.count)) { room in
            var count = 0
            outcome = connection.using(&received) {
                let base = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
                return $0.tls.connections.read($0.pointer, base, min(room.count, mostInRecord), &count)
            }
            return outcome == .success ? count : 0
        }
        switch outcome {
        case .success: return .plaintext(count)
        case .wantsInput: return .needsInput
        case .ended: return .ended
        case .failure(let result): throw fail(TLSFailure.describe(connection, result, context, serverName))
        }
    }

    /// Encrypts plaintext; the ciphertext waits in ``takeOutput()``.
    ///
    /// The handshake must be done and ``finish()`` not called.
    public mutating func write(_ plaintext: Span<UInt8>) throws(TLSError) {
        precondition(!hasFinished, "a channel that was finished cannot be written to")
        switch state {
        case .failed(let error): throw error
        case .shakingHands: preconditionFailure("plaintext is written after the handshake")
        case .open: break
        }
        guard !plaintext.isEmpty else { return }
        let outcome = plaintext.withCBytes { bytes, count in
            var written = 0
            return connection.usingNothing {
                $0.tls.connections.write($0.pointer, bytes, count, &written)
            }
        }
        guard case .failure(let result) = outcome else { return }
        throw fail(TLSFailure.describe(connection, result, context, serverName))
    }

    /// Says goodbye (close_notify), by which the peer knows that everything arrived; reading goes on.
    public mutating func finish() {
        guard isOpen, !hasFinished else { return }
        hasFinished = true
        _ = connection.usingNothing { $0.tls.connections.finish($0.pointer) < 0 ? 0 : 1 }
    }

    /// Notes that the connection below ended before the peer said goodbye, and gives the error for it.
    ///
    /// After the handshake only reading is over: what this side still has to say may arrive.
    public mutating func endOfInput() -> TLSError {
        switch state {
        case .failed(let error): error
        case .open:
            TLSError(
                .truncated,
                detail: "expected the peer's goodbye (close_notify), saw the connection end: "
                    + "what was received may be cut short"
            )
        case .shakingHands:
            fail(
                TLSError(.truncated, detail: "expected the peer's part of the handshake, saw the connection end")
            )
        }
    }

    /// What was agreed on; nil before the handshake is done.
    public var session: TLSSession? { isOpen ? connection.session() : nil }

    private mutating func fail(_ error: TLSError) -> TLSError {
        state = .failed(error)
        return error
    }

    private mutating func checkApplicationProtocol() throws(TLSError) {
        let configuration = context.configuration
        guard configuration.applicationProtocolIsRequired, connection.applicationProtocol() == nil else { return }
        let wanted = configuration.applicationProtocols.joined(separator: ", ")
        throw fail(
            TLSError(
                .noCommonProtocol,
                detail: "expected agreement on an application protocol of \(wanted), saw none chosen by the peer"
            )
        )
    }
}
