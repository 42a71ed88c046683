extension WebSocketMessageReader {
    /// Takes a frame header and decides where its payload goes.
    mutating func begin(_ header: WebSocketFrameHeader) throws(WebSocketViolation) -> WebSocketEvent? {
        self.header = header
        let problem = try sawClose ? beginAfterClose() : beginFrame()
        guard options.reportsFrames else { return problem }
        if let problem { pending.append(problem) }
        return .frame(header)
    }

    /// Whoever sent a close frame sends nothing more; RFC 6455 section 1.4 lets a receiver discard it.
    private mutating func beginAfterClose() throws(WebSocketViolation) -> WebSocketEvent? {
        destination = .nothing
        guard options.reading == .tolerant else { return nil }
        return try refuse(
            .frameAfterClose,
            at: headerOffset,
            expected: "the end of the connection",
            seen: "a \(header.opcode) frame"
        )
    }

    private mutating func beginFrame() throws(WebSocketViolation) -> WebSocketEvent? {
        if header.opcode.isControl {
            let isUsable = !header.opcode.isReserved && header.payloadLength <= options.limits.frame
            destination = isUsable ? .control : .nothing
            return nil
        }
        if header.opcode.isReserved {
            destination = .nothing
            return nil
        }
        destination = .message
        if header.opcode == .continuation { return try continueMessage() }
        return try beginMessage()
    }

    private mutating func continueMessage() throws(WebSocketViolation) -> WebSocketEvent? {
        guard assembly.isOpen else {
            destination = .nothing
            return try refuse(
                .continuationWithoutMessage,
                at: headerOffset,
                expected: "text, binary or a control frame",
                seen: "a continuation, but no message has begun"
            )
        }
        assembly.fragments += 1
        if assembly.fragments > options.limits.fragments, !assembly.isDropped {
            assembly.abandon()
            return try refuse(
                .tooManyFragments,
                at: headerOffset,
                expected: "at most \(options.limits.fragments) fragments",
                seen: "one more"
            )
        }
        return try checkAnnouncedLength()
    }

    private mutating func beginMessage() throws(WebSocketViolation) -> WebSocketEvent? {
        var problem: WebSocketEvent?
        if assembly.isOpen {
            problem = try refuse(
                .messageInterrupted,
                at: headerOffset,
                expected: "a continuation or a control frame",
                seen: "a \(header.opcode) frame inside a fragmented message"
            )
        }
        let isCompressed = inflater != nil && header.reservedBits & WebSocketFrameHeader.reserved1 != 0
        assembly.begin(header.opcode == .text ? .text : .binary, isCompressed: isCompressed)
        if let problem { return problem }
        return try checkAnnouncedLength()
    }

    /// A message that will be too large is refused before its bytes arrive.
    private mutating func checkAnnouncedLength() throws(WebSocketViolation) -> WebSocketEvent? {
        guard !assembly.isCompressed, !assembly.isDropped else { return nil }
        let total = UInt64(assembly.bytes.count).addingReportingOverflow(header.payloadLength)
        guard total.overflow || total.partialValue > UInt64(max(0, options.limits.message)) else {
            assembly.announced = Int(total.partialValue)
            return nil
        }
        assembly.abandon()
        return try refuseSize(seen: "\(total.partialValue) bytes announced", at: headerOffset)
    }

    func refuseSize(seen: String, at offset: UInt64? = nil) throws(WebSocketViolation) -> WebSocketEvent {
        try refuse(
            .messageTooLarge,
            at: offset,
            expected: "at most \(options.limits.message) bytes in a message",
            seen: seen
        )
    }

    var headerOffset: UInt64 { offset - UInt64(header.encodedSize) }

    /// Takes a part of the payload; `bytes` are still masked.
    mutating func take(
        _ bytes: Span<UInt8>,
        mask: WebSocketMask,
        endsFrame: Bool
    ) throws(WebSocketViolation) -> WebSocketEvent? {
        switch destination {
        case .nothing: return nil
        case .control:
            if endsFrame, control.isEmpty { control.reserveCapacity(bytes.count) }
            mask.append(bytes, to: &control)
            guard endsFrame else { return nil }
            defer { control = [] }
            return try finishControl()
        case .message:
            return try takeMessage(bytes, mask: mask, endsFrame: endsFrame)
        }
    }

    private mutating func finishControl() throws(WebSocketViolation) -> WebSocketEvent? {
        switch header.opcode {
        case .ping: return .ping(control)
        case .pong: return .pong(control)
        default: break
        }
        let payload = WebSocketClosePayload(received: control)
        let violation = payload.violation(at: offset - UInt64(control.count))
        if let violation, options.reading == .strict { throw violation }
        sawClose = true
        // A half-finished message stays unfinished for ever.
        assembly.drop()
        if let violation {
            pending.append(.close(payload))
            return .violation(violation)
        }
        return .close(payload)
    }
}
