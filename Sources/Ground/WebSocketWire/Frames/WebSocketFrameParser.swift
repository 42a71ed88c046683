/// What a frame parser finds next.
public enum WebSocketFrameEvent: Sendable, Equatable {
    /// A frame begins; its payload follows, and at least one `payload` event even when there is none.
    case header(WebSocketFrameHeader)
    /// The next part of the payload, as places in the bytes just given; `mask` is turned to its first byte.
    case payload(Range<Int>, mask: WebSocketMask, endsFrame: Bool)
    /// A broken rule; only a tolerant parser says so and goes on.
    case violation(WebSocketViolation)
}

/// Finds frames in bytes that come in arbitrary pieces, without copying them.
///
/// It knows the rules that a frame breaks by itself; ``WebSocketMessageReader`` knows those of their order.
public struct WebSocketFrameParser: Sendable {
    private enum State: Sendable {
        case header
        case payload(remaining: UInt64)
        case failed
    }

    /// Which side this program is, which decides whether frames must be masked.
    public let role: WebSocketRole
    /// Whether violations are thrown or reported.
    public let reading: WebSocketReading
    /// Whether RSV1 has a meaning on the first frame of a message.
    public let allowsReserved1: Bool
    /// The most bytes in one payload.
    public let frameLimit: UInt64

    /// How many bytes of the connection were read.
    public private(set) var offset: UInt64 = 0
    private var state = State.header
    private var mask = WebSocketMask.identity
    // A header that came in pieces.
    private var partial: [14 of UInt8] = .init(repeating: 0)
    private var partialCount = 0
    // Violations of the header that was read last, and the header itself, not yet reported.
    private var pending: [WebSocketViolation] = []
    private var pendingHeader: WebSocketFrameHeader?

    /// Starts before the first frame.
    public init(
        role: WebSocketRole,
        reading: WebSocketReading = .strict,
        allowsReserved1: Bool = false,
        frameLimit: UInt64 = WebSocketLimits().frame
    ) {
        self.role = role
        self.reading = reading
        self.allowsReserved1 = allowsReserved1
        // No limit lets a length through whose first bit is set.
        self.frameLimit = min(frameLimit, UInt64(Int64.max))
    }

    /// Whether the connection may end here as far as frames go.
    public var isBetweenFrames: Bool {
        if case .header = state { partialCount == 0 && pendingHeader == nil } else { false }
    }

    /// Reads on from `place` and moves it behind what was read; nil when it needs more bytes.
    @inline(__always)
    public mutating func next(
        _ bytes: borrowing Span<UInt8>,
        at place: inout Int
    ) throws(WebSocketViolation) -> WebSocketFrameEvent? {
        switch state {
        case .payload(let remaining):
            if pendingHeader != nil { return nextPending() }
            return nextPayload(remaining, bytes, &place)
        case .header:
            return try nextHeader(bytes, &place)
        case .failed:
            return nextAfterFailure(bytes, &place)
        }
    }

    /// What is wrong when the connection ends here, inside a frame.
    public func truncation() -> WebSocketViolation? {
        switch state {
        case .header where partialCount > 0:
            return WebSocketViolation(
                .truncatedFrame,
                offset: offset,
                expected: "the rest of a frame header",
                seen: "the end of the connection after \(partialCount) bytes of it"
            )
        case .payload(let remaining):
            return WebSocketViolation(
                .truncatedFrame,
                offset: offset,
                expected: "\(remaining) more bytes of payload",
                seen: "the end of the connection"
            )
        default: return nil
        }
    }

    // MARK: Payloads

    @inline(__always)
    private mutating func nextPayload(
        _ remaining: UInt64,
        _ bytes: borrowing Span<UInt8>,
        _ place: inout Int
    ) -> WebSocketFrameEvent? {
        let available = bytes.count - place
        guard available > 0 || remaining == 0 else { return nil }
        let count = remaining > UInt64(available) ? available : Int(remaining)
        let range = place..<place + count
        let maskHere = mask
        mask = mask.advanced(by: count)
        place += count
        offset += UInt64(count)
        let isLast = remaining == UInt64(count)
        state = isLast ? .header : .payload(remaining: remaining - UInt64(count))
        return .payload(range, mask: maskHere, endsFrame: isLast)
    }

    // MARK: Headers

    private mutating func nextHeader(
        _ bytes: borrowing Span<UInt8>,
        _ place: inout Int
    ) throws(WebSocketViolation) -> WebSocketFrameEvent? {
        let available = bytes.count - place
        guard available > 0 else { return nil }
        if partialCount == 0, available >= 2 {
            let size = WebSocketFrameHeader.encodedSize(secondByte: bytes[place + 1])
            if size <= available {
                let header = WebSocketFrameHeader(bytes, at: place)
                place += size
                return try begin(header)
            }
        }
        while place < bytes.count {
            partial[partialCount] = bytes[place]
            partialCount += 1
            place += 1
            guard partialCount >= 2, partialCount == WebSocketFrameHeader.encodedSize(secondByte: partial[1]) else {
                continue
            }
            let header = WebSocketFrameHeader(partial.span, at: 0)
            partialCount = 0
            return try begin(header)
        }
        return nil
    }

    @inline(__always)
    private mutating func begin(_ header: WebSocketFrameHeader) throws(WebSocketViolation) -> WebSocketFrameEvent {
        let start = offset
        offset += UInt64(header.encodedSize)
        mask = header.mask ?? .identity
        state = .payload(remaining: header.payloadLength)
        if isUsual(header) { return .header(header) }
        return try beginUnusual(header, at: start)
    }

    /// The cheap question whether a header can break any rule at all.
    @inline(__always)
    private func isUsual(_ header: WebSocketFrameHeader) -> Bool {
        header.reservedBits == 0 && !header.opcode.isReserved
            && (!header.opcode.isControl || (header.isFinal && header.payloadLength <= 125))
            && (header.mask != nil) == (role == .server)
            && header.payloadLength <= frameLimit
            && header.lengthForm == WebSocketFrameHeader.LengthForm(fitting: header.payloadLength)
    }

    private mutating func beginUnusual(
        _ header: WebSocketFrameHeader,
        at start: UInt64
    ) throws(WebSocketViolation) -> WebSocketFrameEvent {
        let violations = violations(of: header, at: start)
        if let first = violations.first, reading == .strict {
            state = .failed
            throw first
        }
        guard !violations.isEmpty else { return .header(header) }
        if violations.contains(where: \.endsReading) {
            state = .failed
        } else {
            pendingHeader = header
        }
        pending = violations.reversed()
        return nextPending()
    }

    private mutating func nextPending() -> WebSocketFrameEvent {
        if let violation = pending.popLast() { return .violation(violation) }
        guard let header = pendingHeader else { preconditionFailure("a header waits whenever the parser gets here") }
        pendingHeader = nil
        return .header(header)
    }

    /// Behind what ended reading there are no frames, only bytes.
    private mutating func nextAfterFailure(
        _ bytes: borrowing Span<UInt8>,
        _ place: inout Int
    ) -> WebSocketFrameEvent? {
        if let violation = pending.popLast() { return .violation(violation) }
        offset += UInt64(bytes.count - place)
        place = bytes.count
        return nil
    }
}
