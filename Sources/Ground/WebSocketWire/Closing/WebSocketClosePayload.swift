internal import Text

/// What a close frame carries: nothing, or a code and a reason.
public struct WebSocketClosePayload: Sendable, Equatable {
    /// The code; nil when the frame was empty, or too short for one.
    public let code: WebSocketCloseCode?
    /// The reason, with replacement characters where it was not UTF-8.
    public let reason: String
    /// The payload as it was, unmasked.
    public let bytes: [UInt8]

    /// The most bytes of UTF-8 that a reason can have.
    public static let longestReason = 123

    /// A payload to send; a reason that is too long is cut before the first character that does not fit.
    public init(_ code: WebSocketCloseCode?, reason: String = "") {
        self.code = code
        guard let code else {
            (self.reason, bytes) = ("", [])
            return
        }
        var fitting = Substring(reason)
        while fitting.utf8.count > Self.longestReason { fitting.unicodeScalars.removeLast() }
        self.reason = String(fitting)
        bytes = [UInt8(code.rawValue >> 8), UInt8(code.rawValue & 0xFF)] + Array(fitting.utf8)
    }

    /// Reads a received payload, whether it keeps the rules or not.
    public init(received bytes: [UInt8]) {
        self.bytes = bytes
        code = bytes.count < 2 ? nil : WebSocketCloseCode(rawValue: UInt16(bytes[0]) << 8 | UInt16(bytes[1]))
        reason = String(decoding: bytes.dropFirst(2), as: UTF8.self)
    }

    /// The rule that a received payload breaks, if any; `offset` is where the payload begins.
    public func violation(at offset: UInt64) -> WebSocketViolation? {
        if bytes.count == 1 {
            return WebSocketViolation(
                .closePayloadTooShort,
                offset: offset,
                expected: "no payload, or at least two bytes",
                seen: "one byte"
            )
        }
        if let code, !code.mayBeSent {
            return WebSocketViolation(
                .closeCodeInvalid,
                offset: offset,
                expected: "1000–1003, 1007–1014 or 3000–4999",
                seen: "\(code)"
            )
        }
        var validator = UTF8Validator()
        let start = min(2, bytes.count)
        let bad = validator.consume(bytes.span.extracting(droppingFirst: start)).map { $0 + start }
        guard bad != nil || !validator.isComplete else { return nil }
        return WebSocketViolation(
            .closeReasonNotUTF8,
            offset: offset + UInt64(bad ?? bytes.count),
            expected: "a reason in UTF-8",
            seen: bad.map { "byte 0x\(String(bytes[$0], radix: 16)) where it cannot stand" }
                ?? "the end inside a character"
        )
    }
}
