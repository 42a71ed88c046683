extension WebSocketFrameParser {
    /// Every rule that a header breaks by itself, in the order of its bits.
    func violations(of header: WebSocketFrameHeader, at offset: UInt64) -> [WebSocketViolation] {
        var found: [WebSocketViolation] = []
        func report(_ rule: WebSocketRule, after distance: UInt64 = 0, expected: String, seen: String) {
            found.append(WebSocketViolation(rule, offset: offset + distance, expected: expected, seen: seen))
        }
        let opcode = header.opcode
        let mayCompress = allowsReserved1 && (opcode == .text || opcode == .binary)
        let allowed = mayCompress ? WebSocketFrameHeader.reserved1 : 0
        if header.reservedBits & ~allowed != 0 {
            report(.reservedBits, expected: "RSV \(bits(0))", seen: "RSV \(bits(header.reservedBits)) on \(opcode)")
        }
        if opcode.isReserved {
            report(.reservedOpcode, expected: "opcode 0, 1, 2, 8, 9 or 10", seen: "opcode \(opcode.rawValue)")
        }
        if opcode.isControl, !header.isFinal {
            report(.controlFragmented, expected: "FIN on a control frame", seen: "\(opcode) without FIN")
        }
        if role == .server, header.mask == nil {
            report(.maskMissing, after: 1, expected: "a masked frame from a client", seen: "an unmasked \(opcode)")
        }
        if role == .client, header.mask != nil {
            report(.maskUnexpected, after: 1, expected: "an unmasked frame from a server", seen: "a masked \(opcode)")
        }
        let length = header.payloadLength
        if length > UInt64(Int64.max) {
            report(.lengthOutOfRange, after: 2, expected: "a length below 2^63", seen: "\(length)")
        }
        if opcode.isControl, length > 125 {
            report(.controlTooLong, after: 1, expected: "at most 125 bytes in a control frame", seen: "\(length)")
        }
        if header.lengthForm != WebSocketFrameHeader.LengthForm(fitting: length) {
            report(
                .lengthNotMinimal,
                after: 1,
                expected: "\(length) in the shortest form",
                seen: "\(header.lengthForm.rawValue) bytes of length"
            )
        }
        if length > frameLimit, length <= UInt64(Int64.max) {
            report(.frameTooLarge, after: 1, expected: "at most \(frameLimit) bytes of payload", seen: "\(length)")
        }
        return found
    }

    private func bits(_ reserved: UInt8) -> String {
        "\(reserved >> 2 & 1)\(reserved >> 1 & 1)\(reserved & 1)"
    }
}
