/// Writes messages and control frames by the rules of one role.
public struct WebSocketMessageWriter {
    /// Which side this program is: clients mask.
    public let role: WebSocketRole
    /// Messages longer than this go out in several frames; nil for one frame a message.
    public var fragmentSize: Int?
    /// Messages shorter than this are not compressed.
    public var compressionThreshold: Int

    private var masks: any RandomNumberGenerator
    private var deflater: MessageDeflater?
    private var compressed: [UInt8] = []

    /// A writer; a client's masks come from `masks`, which must be unpredictable outside of tests.
    public init(
        role: WebSocketRole,
        masks: any RandomNumberGenerator,
        fragmentSize: Int? = nil,
        compressor: (any MessageCompressor)? = nil,
        keepsContext: Bool = true,
        compressionThreshold: Int = 0
    ) {
        self.role = role
        self.masks = masks
        self.fragmentSize = fragmentSize
        self.compressionThreshold = compressionThreshold
        deflater = compressor.map { MessageDeflater($0, keepsContext: keepsContext) }
    }

    /// Whether permessage-deflate was agreed on.
    public var compresses: Bool { deflater != nil }

    /// A key for the next frame; nil for servers.
    public mutating func nextMask() -> WebSocketMask? {
        guard role == .client else { return nil }
        return WebSocketMask(key: UInt32(truncatingIfNeeded: masks.next()))
    }

    /// Appends the frames of a message.
    public mutating func append(
        _ kind: WebSocketMessageKind,
        _ payload: Span<UInt8>,
        to output: inout [UInt8]
    ) throws(MessageCompressionError) {
        if deflater != nil, payload.count >= compressionThreshold {
            compressed.removeAll(keepingCapacity: true)
            try deflater?.append(payload, to: &compressed)
            let whole = compressed
            appendFrames(kind, whole.span, reservedBits: WebSocketFrameHeader.reserved1, to: &output)
            compressed = []
        } else {
            appendFrames(kind, payload, reservedBits: 0, to: &output)
        }
    }

    private mutating func appendFrames(
        _ kind: WebSocketMessageKind,
        _ payload: Span<UInt8>,
        reservedBits: UInt8,
        to output: inout [UInt8]
    ) {
        guard let size = fragmentSize.map({ max(1, $0) }), payload.count > size else {
            return WebSocketFrameWriter.append(
                kind.opcode,
                payload,
                reservedBits: reservedBits,
                mask: nextMask(),
                to: &output
            )
        }
        var start = 0
        while start < payload.count {
            let end = payload.count - start > size ? start + size : payload.count
            WebSocketFrameWriter.append(
                start == 0 ? kind.opcode : .continuation,
                payload.extracting(start..<end),
                isFinal: end == payload.count,
                reservedBits: start == 0 ? reservedBits : 0,
                mask: nextMask(),
                to: &output
            )
            start = end
        }
    }

    /// Appends a ping or a pong; at most the first 125 bytes of `payload` go out.
    public mutating func appendControl(_ opcode: WebSocketOpcode, _ payload: Span<UInt8>, to output: inout [UInt8]) {
        let fitting = payload.extracting(first: min(payload.count, 125))
        WebSocketFrameWriter.append(opcode, fitting, mask: nextMask(), to: &output)
    }

    /// Appends a close frame.
    public mutating func appendClose(_ payload: WebSocketClosePayload, to output: inout [UInt8]) {
        appendControl(.close, payload.bytes.span, to: &output)
    }
}
