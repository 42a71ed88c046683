internal import Text

extension WebSocketMessageReader {
    /// Takes a part of the current message.
    mutating func takeMessage(
        _ bytes: Span<UInt8>,
        mask: WebSocketMask,
        endsFrame: Bool
    ) throws(WebSocketViolation) -> WebSocketEvent? {
        let endsMessage = endsFrame && header.isFinal
        if assembly.isDropped {
            if endsMessage { assembly.drop() }
            return nil
        }
        let start = assembly.bytes.count
        var problem: WebSocketEvent?
        if assembly.isCompressed {
            problem = try inflate(bytes, mask: mask, endsMessage: endsMessage)
        } else {
            assembly.makeRoom(for: bytes.count)
            mask.append(bytes, to: &assembly.bytes)
        }
        if problem == nil, assembly.kind == .text {
            problem = try checkText(from: start, received: bytes.count, endsMessage: endsMessage)
        }
        guard endsMessage else { return problem }
        if assembly.isDropped {
            assembly.drop()
            return problem
        }
        let message = WebSocketEvent.message(assembly.take())
        guard let problem else { return message }
        pending.append(message)
        return problem
    }

    /// Checks what was appended to a text message behind `start`.
    private mutating func checkText(
        from start: Int,
        received: Int,
        endsMessage: Bool
    ) throws(WebSocketViolation) -> WebSocketEvent? {
        guard !assembly.isBadText else { return nil }
        var validator = assembly.validator
        let invalid = validator.consume(assembly.bytes.span.extracting(droppingFirst: start))
        assembly.validator = validator
        if let distance = invalid {
            let place = start + distance
            assembly.isBadText = true
            let chunk = offset - UInt64(received)
            return try refuse(
                .textNotUTF8,
                // Decompressed bytes have no place on the wire; the part that they came from has.
                at: assembly.isCompressed ? chunk : chunk + UInt64(distance),
                expected: "UTF-8 in a text message",
                seen: "byte 0x\(String(assembly.bytes[place], radix: 16)) at place \(place) of the message"
            )
        }
        guard endsMessage, !validator.isComplete else { return nil }
        assembly.isBadText = true
        return try refuse(
            .textNotUTF8,
            expected: "UTF-8 in a text message",
            seen: "the end of the message inside a character"
        )
    }

    /// Inflates a part of the message; what cannot be inflated is read over.
    private mutating func inflate(
        _ bytes: Span<UInt8>,
        mask: WebSocketMask,
        endsMessage: Bool
    ) throws(WebSocketViolation) -> WebSocketEvent? {
        let failure = inflater?.take(
            bytes,
            mask: mask,
            endsMessage: endsMessage,
            into: &assembly.bytes,
            limit: options.limits.message
        )
        guard let failure else { return nil }
        assembly.abandon()
        switch failure {
        case .limitReached:
            return try refuseSize(seen: "more than that when decompressed")
        case .invalidData(let detail), .unavailable(let detail):
            return try refuse(.compressedDataInvalid, expected: "DEFLATE blocks", seen: detail)
        }
    }
}
