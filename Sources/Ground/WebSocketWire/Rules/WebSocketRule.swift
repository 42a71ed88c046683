/// A rule of RFC 6455 or RFC 7692, or a configured bound, that received bytes can break.
///
/// The raw value is a stable code for reports.
public enum WebSocketRule: String, Sendable, Equatable, CaseIterable {
    /// Bits RSV1 to RSV3 are zero unless an extension gives them a meaning in that frame.
    case reservedBits = "reserved-bits"
    /// Opcodes 3 to 7 and 11 to 15 are not used.
    case reservedOpcode = "reserved-opcode"
    /// A payload length takes the fewest bytes possible.
    case lengthNotMinimal = "length-not-minimal"
    /// The most significant bit of a 64-bit length is zero.
    case lengthOutOfRange = "length-out-of-range"
    /// Control frames are never fragmented.
    case controlFragmented = "control-fragmented"
    /// Control frames carry at most 125 bytes.
    case controlTooLong = "control-too-long"
    /// A client masks every frame.
    case maskMissing = "mask-missing"
    /// A server masks no frame.
    case maskUnexpected = "mask-unexpected"
    /// A continuation frame continues a message that has begun.
    case continuationWithoutMessage = "continuation-without-message"
    /// A message is finished before the next one begins.
    case messageInterrupted = "message-interrupted"
    /// Text messages are UTF-8 as a whole.
    case textNotUTF8 = "text-not-utf8"
    /// The payload of a close frame is empty or begins with a code of two bytes.
    case closePayloadTooShort = "close-payload-too-short"
    /// Only some codes may appear in a close frame.
    case closeCodeInvalid = "close-code-invalid"
    /// The reason in a close frame is UTF-8.
    case closeReasonNotUTF8 = "close-reason-not-utf8"
    /// Nothing follows a close frame.
    case frameAfterClose = "frame-after-close"
    /// Compressed messages are valid DEFLATE.
    case compressedDataInvalid = "compressed-data-invalid"
    /// A frame stays within the receiver's bound.
    case frameTooLarge = "frame-too-large"
    /// A message, decompressed, stays within the receiver's bound.
    case messageTooLarge = "message-too-large"
    /// A message has no more fragments than the receiver's bound.
    case tooManyFragments = "too-many-fragments"
    /// A connection does not end inside a frame.
    case truncatedFrame = "truncated-frame"
    /// A connection does not end inside a fragmented message.
    case truncatedMessage = "truncated-message"
    /// Close frames go both ways before the connection ends.
    case endedWithoutClose = "ended-without-close"

    /// The code that tells the peer which kind of rule it broke; 1006 where the connection is gone already.
    public var closeCode: WebSocketCloseCode {
        switch self {
        case .textNotUTF8, .closeReasonNotUTF8, .compressedDataInvalid: .invalidPayload
        case .frameTooLarge, .messageTooLarge, .tooManyFragments: .messageTooBig
        case .truncatedFrame, .truncatedMessage, .endedWithoutClose: .abnormal
        default: .protocolError
        }
    }

    /// Where the rule stands, or that it is a bound of the receiver's.
    public var source: String {
        switch self {
        case .reservedBits, .reservedOpcode, .lengthNotMinimal, .lengthOutOfRange: "RFC 6455 section 5.2"
        case .controlFragmented, .controlTooLong: "RFC 6455 section 5.5"
        case .maskMissing, .maskUnexpected: "RFC 6455 section 5.1"
        case .continuationWithoutMessage, .messageInterrupted: "RFC 6455 section 5.4"
        case .textNotUTF8: "RFC 6455 section 8.1"
        case .closePayloadTooShort, .closeReasonNotUTF8, .frameAfterClose: "RFC 6455 section 5.5.1"
        case .closeCodeInvalid: "RFC 6455 section 7.4"
        case .compressedDataInvalid: "RFC 7692 section 7.2.2"
        case .frameTooLarge, .messageTooLarge, .tooManyFragments: "bound of the receiver"
        case .truncatedFrame, .truncatedMessage, .endedWithoutClose: "RFC 6455 section 7.1.5"
        }
    }
}
