import WebSocketWire

/// Bytes of frames for tests, right or wrong.
func frame(
    _ opcode: WebSocketOpcode,
    _ payload: [UInt8] = [],
    isFinal: Bool = true,
    reservedBits: UInt8 = 0,
    mask: WebSocketMask? = nil,
    lengthForm: WebSocketFrameHeader.LengthForm? = nil
) -> [UInt8] {
    let header = WebSocketFrameHeader(
        opcode,
        isFinal: isFinal,
        reservedBits: reservedBits,
        mask: mask,
        payloadLength: UInt64(payload.count),
        lengthForm: lengthForm
    )
    var bytes: [UInt8] = []
    WebSocketFrameWriter.append(header, payload.span, to: &bytes)
    return bytes
}

let key = WebSocketMask(0x37, 0xFA, 0x21, 0x3D)

func closePayload(_ code: UInt16, _ reason: String = "") -> [UInt8] {
    [UInt8(code >> 8), UInt8(code & 0xFF)] + Array(reason.utf8)
}

/// Everything that a reader says about bytes that come in given pieces.
func events(
    of bytes: [UInt8],
    pieces: [Int] = [],
    reader: WebSocketMessageReader
) -> (events: [WebSocketEvent], violation: WebSocketViolation?, reader: WebSocketMessageReader) {
    var reader = reader
    var found: [WebSocketEvent] = []
    var start = 0
    for length in pieces + [bytes.count] where start < bytes.count || length == 0 {
        let end = min(bytes.count, start + length)
        let piece = Array(bytes[start..<end])
        var place = 0
        do throws(WebSocketViolation) {
            while let event = try reader.next(piece.span, at: &place) { found.append(event) }
        } catch {
            return (found, error, reader)
        }
        precondition(place == piece.count, "a reader takes all bytes")
        start = end
    }
    return (found, nil, reader)
}

/// A reader for what servers send, as those vectors need no masks.
func clientReader(
    _ reading: WebSocketReading = .strict,
    limits: WebSocketLimits = WebSocketLimits(),
    decompressor: (any MessageDecompressor)? = nil,
    keepsContext: Bool = true,
    reportsFrames: Bool = false
) -> WebSocketMessageReader {
    var options = WebSocketMessageReader.Options()
    options.reading = reading
    options.limits = limits
    options.reportsFrames = reportsFrames
    return WebSocketMessageReader(
        role: .client,
        options: options,
        decompressor: decompressor,
        keepsContext: keepsContext
    )
}

func serverReader(_ reading: WebSocketReading = .strict) -> WebSocketMessageReader {
    var options = WebSocketMessageReader.Options()
    options.reading = reading
    return WebSocketMessageReader(role: .server, options: options)
}
