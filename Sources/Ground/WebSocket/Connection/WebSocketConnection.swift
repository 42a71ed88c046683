public import Reactor
public import WebSocketWire

/// An open WebSocket: messages in, messages out, and a clean end.
///
/// One task calls ``next()`` in a loop; that also answers pings and the peer's close. Any number of tasks may send.
/// All of it happens on the loop of the stream. It ends with ``close(_:reason:)`` or ``cut()``, not by being forgotten.
///
/// `@unchecked Sendable`: every member is confined to the thread of `loop`, which the stream checks.
public final class WebSocketConnection: @unchecked Sendable {
    /// What client and server agreed on.
    public let agreement: WebSocketAgreement
    /// Which side this is.
    public let role: WebSocketRole
    /// The stream below; use it for addresses only.
    public let stream: any ByteStream
    /// How the connection ended; nil while it has not.
    public internal(set) var closure: WebSocketClosure?

    let options: WebSocketOptions
    var reader: WebSocketMessageReader
    var writer: WebSocketMessageWriter
    var handshake = WebSocketCloseHandshake()
    var input: InputBuffer
    var isReading = false
    private var awaitsPong = false
    private var lastPong: [UInt8] = []
    lazy var pongs = WaitPoint()
    lazy var endings = WaitPoint()

    /// Takes over a stream on which the opening handshake has been done; `received` are the bytes behind it.
    public init(
        _ stream: any ByteStream,
        role: WebSocketRole,
        agreement: WebSocketAgreement = WebSocketAgreement(),
        received: InputBuffer = InputBuffer(),
        options: WebSocketOptions = WebSocketOptions()
    ) {
        self.stream = stream
        self.role = role
        self.agreement = agreement
        self.options = options
        input = received
        var reading = WebSocketMessageReader.Options()
        reading.limits = options.limits
        let deflate = agreement.deflate
        reader = WebSocketMessageReader(
            role: role,
            options: reading,
            decompressor: deflate.map { ZlibDecompressor(windowBits: $0.windowBits(role.peer)) },
            keepsContext: deflate?.keepsContext(role.peer) ?? true
        )
        writer = WebSocketMessageWriter(
            role: role,
            masks: MaskSource(),
            fragmentSize: options.fragmentSize,
            compressor: deflate.map {
                ZlibCompressor(level: options.compressionLevel, windowBits: $0.windowBits(role))
            },
            keepsContext: deflate?.keepsContext(role) ?? true,
            compressionThreshold: options.compressionThreshold
        )
    }

    /// The loop that the connection belongs to.
    public var loop: EventLoop { stream.loop }

    /// Whether messages can still be sent.
    public var isOpen: Bool { handshake.maySend && closure == nil }

    // MARK: Receiving

    /// The next message; nil once the connection was closed by both sides.
    ///
    /// A peer that breaks a rule is told the reason and the connection ends; so does one that leaves without a close
    /// frame: both are errors. A deadline that passes, or cancellation, is one too, but leaves the connection as it is.
    public func next(until deadline: Deadline = .never) async throws(WebSocketError) -> WebSocketMessage? {
        loop.preconditionOnLoop()
        precondition(!isReading, "one task at a time may wait for messages")
        isReading = true
        defer { isReading = false }
        while closure == nil {
            if let message = try await nextBuffered() { return message }
            if closure == nil { try await receiveMore(until: deadline) }
        }
        return nil
    }

    /// Deals with the bytes at hand, up to the next message.
    private func nextBuffered() async throws(WebSocketError) -> WebSocketMessage? {
        while !input.isEmpty {
            var place = 0
            let event: WebSocketEvent?
            do throws(WebSocketViolation) {
                event = try reader.next(input.readable, at: &place)
                input.consume(place)
            } catch {
                throw await fail(error)
            }
            switch event {
            case .message(let message): return message
            case .ping(let payload): if options.answersPings { try await sendControl(.pong, payload) }
            case .pong(let payload): sawPong(payload)
            case .close(let payload):
                await receivedClose(payload)
                return nil
            case nil, .frame, .violation: break
            }
        }
        return nil
    }

    private func receiveMore(until deadline: Deadline) async throws(WebSocketError) {
        let idle = options.idlePing.map(Deadline.after) ?? .never
        let count: Int
        do throws(ReactorError) {
            count = try await stream.read(into: &input, until: min(idle, deadline))
        } catch {
            switch error.code {
            case .timedOut where !deadline.hasPassed: return try await silence()
            case .timedOut, .cancelled: throw WebSocketError(error)
            default:
                finish()
                throw WebSocketError(error)
            }
        }
        awaitsPong = false
        if count == 0 { throw ended() }
    }

    /// The peer has been silent for as long as `idlePing` allows.
    private func silence() async throws(WebSocketError) {
        if awaitsPong {
            finish()
            throw WebSocketError(.unresponsive, "expected an answer to a ping, saw nothing until the next was due")
        }
        awaitsPong = true
        guard handshake.maySend else { return }
        try await sendControl(.ping, [])
    }

    private func sawPong(_ payload: [UInt8]) {
        lastPong = payload
        pongs.wakeAll()
    }

    // MARK: Sending

    /// Sends a text message; returns when it is sent or little enough waits to be sent.
    public func send(_ text: String, until deadline: Deadline = .never) async throws(WebSocketError) {
        try await send(.text, text.utf8Span.span, until: deadline)
    }

    /// Sends a binary message; returns when it is sent or little enough waits to be sent.
    public func send(_ bytes: [UInt8], until deadline: Deadline = .never) async throws(WebSocketError) {
        try await send(.binary, bytes.span, until: deadline)
    }

    /// Sends a message as it is; the bytes of a text message must be UTF-8.
    public func send(_ message: WebSocketMessage, until deadline: Deadline = .never) async throws(WebSocketError) {
        try await send(message.kind, message.bytes.span, until: deadline)
    }

    /// Queues a message without waiting; false, and nothing queued, when too much waits already or nothing can be sent.
    public func trySend(_ message: WebSocketMessage) -> Bool {
        loop.preconditionOnLoop()
        // A message that was compressed must be sent, so there has to be room for the worst: headers and a text that
        // cannot be compressed.
        let size = message.bytes.count
        let fragments = options.fragmentSize.map { size / max(1, $0) + 1 } ?? 1
        guard isOpen, stream.mayQueue(size + size / 1000 + 64 + 14 * fragments) else { return false }
        do throws(WebSocketError) {
            return stream.tryWrite(try frames(of: message.kind, message.bytes.span))
        } catch {
            return false
        }
    }

    private func send(
        _ kind: WebSocketMessageKind,
        _ payload: Span<UInt8>,
        until deadline: Deadline
    ) async throws(WebSocketError) {
        let frames = try frames(of: kind, payload)
        try await write(frames, until: deadline)
    }

    /// In one step from check to bytes, so that messages of several tasks keep the order in which they were compressed.
    private func frames(of kind: WebSocketMessageKind, _ payload: Span<UInt8>) throws(WebSocketError) -> [UInt8] {
        try checkIsOpen()
        var frames: [UInt8] = []
        do throws(MessageCompressionError) { try writer.append(kind, payload, to: &frames) } catch {
            throw WebSocketError(.compression, "expected to compress a message, saw \(error)")
        }
        return frames
    }

    /// Sends a ping with up to 125 bytes; the pong is seen by ``next(until:)`` alone.
    public func ping(_ payload: [UInt8] = []) async throws(WebSocketError) { try await sendControl(.ping, payload) }

    /// Sends a pong that nobody asked for.
    public func pong(_ payload: [UInt8] = []) async throws(WebSocketError) { try await sendControl(.pong, payload) }

    /// Sends a ping and waits for its pong, while another task waits for messages; the time between both.
    public func roundTrip(until deadline: Deadline = .never) async throws(WebSocketError) -> Duration {
        var masks = MaskSource()
        let number = masks.next()
        let payload = (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64($0 * 8)) }
        let start = MonotonicInstant.now
        try await sendControl(.ping, payload)
        while lastPong != payload {
            switch await pongs.wait(on: loop, until: deadline) {
            case .ready: try checkIsOpen()
            case .timedOut: throw WebSocketError(ReactorError(.timedOut, operation: "wait for a pong"))
            case .cancelled: throw WebSocketError(ReactorError(.cancelled, operation: "wait for a pong"))
            case .closed: throw WebSocketError(.closed, "expected a pong, saw the end of the connection")
            }
        }
        return MonotonicInstant.now - start
    }

    private func sendControl(_ opcode: WebSocketOpcode, _ payload: [UInt8]) async throws(WebSocketError) {
        try checkIsOpen()
        var frame: [UInt8] = []
        writer.appendControl(opcode, payload.span, to: &frame)
        try await write(frame, until: .never)
    }

    private func checkIsOpen() throws(WebSocketError) {
        loop.preconditionOnLoop()
        guard isOpen else {
            throw WebSocketError(.closed, "expected an open connection, saw one that is closing or closed")
        }
    }

    func write(_ bytes: [UInt8], until deadline: Deadline) async throws(WebSocketError) {
        do throws(ReactorError) { try await stream.write(bytes, until: deadline) } catch {
            throw WebSocketError(error)
        }
    }
}
