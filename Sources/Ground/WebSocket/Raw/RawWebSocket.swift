public import Reactor
public import WebSocketWire

/// A WebSocket without manners: sends exactly the bytes it is given and shows each frame as it came.
///
/// Nothing is answered, checked or closed on its own: it is for those who test others and for those who listen.
///
/// `@unchecked Sendable`: every member is confined to the thread of `loop`, which the stream checks.
public final class RawWebSocket: @unchecked Sendable {
    /// The stream below.
    public let stream: any ByteStream
    /// Which side this is.
    public let role: WebSocketRole
    private var input: InputBuffer
    private var collector: WebSocketFrameCollector
    private var masks = MaskSource()

    /// Takes over a stream on which the opening handshake has been done; `received` are the bytes behind it.
    ///
    /// Of each payload at most `keptBytes` are kept.
    public init(
        _ stream: any ByteStream,
        role: WebSocketRole,
        agreement: WebSocketAgreement = WebSocketAgreement(),
        received: InputBuffer = InputBuffer(),
        keptBytes: Int = 1 << 20
    ) {
        self.stream = stream
        self.role = role
        input = received
        collector = WebSocketFrameCollector(
            role: role,
            allowsReserved1: agreement.deflate != nil,
            keptBytes: keptBytes
        )
    }

    /// The next whole frame; nil when the peer ended the stream.
    public func nextFrame(until deadline: Deadline = .never) async throws(ReactorError) -> WebSocketFrame? {
        while true {
            var place = 0
            let frame = collector.next(input.readable, at: &place)
            input.consume(place)
            if let frame { return frame }
            if try await stream.read(into: &input, until: deadline) == 0 { return nil }
        }
    }

    /// What is wrong with bytes that belong to no whole frame, once ``nextFrame(until:)`` has returned nil.
    public var unfinished: WebSocketViolation? { collector.unfinished() }

    /// Sends bytes, whatever they are.
    public func send(_ bytes: [UInt8], until deadline: Deadline = .never) async throws(ReactorError) {
        try await stream.write(bytes, until: deadline)
    }

    /// Sends a frame as its header describes it, right or wrong.
    public func send(
        _ header: WebSocketFrameHeader,
        _ payload: [UInt8],
        until deadline: Deadline = .never
    ) async throws(ReactorError) {
        var bytes: [UInt8] = []
        WebSocketFrameWriter.append(header, payload.span, to: &bytes)
        try await stream.write(bytes, until: deadline)
    }

    /// Sends a frame in the shortest form, masked as the role asks for.
    public func send(
        _ opcode: WebSocketOpcode,
        _ payload: [UInt8] = [],
        isFinal: Bool = true,
        until deadline: Deadline = .never
    ) async throws(ReactorError) {
        let mask = role == .client ? WebSocketMask(key: UInt32(truncatingIfNeeded: masks.next())) : nil
        let header = WebSocketFrameHeader(
            opcode,
            isFinal: isFinal,
            mask: mask,
            payloadLength: UInt64(payload.count)
        )
        try await send(header, payload, until: deadline)
    }

    /// Ends the stream in this direction, wherever in a frame that may be.
    public func finishWriting() async throws(ReactorError) { try await stream.finishWriting() }

    /// Closes the stream now.
    public func close() { stream.close() }

    /// Closes the stream now with a reset.
    public func reset() { stream.reset() }
}
