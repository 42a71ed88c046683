/// The first 2 to 14 bytes of a frame, as they stood on the wire.
public struct WebSocketFrameHeader: Sendable, Equatable {
    /// In how many bytes the payload length is written.
    public enum LengthForm: UInt8, Sendable, Equatable {
        /// Seven bits of the second byte.
        case short = 0
        /// Two bytes after the marker 126.
        case medium = 2
        /// Eight bytes after the marker 127.
        case long = 8

        /// The shortest form that holds a length.
        @inlinable
        public init(fitting length: UInt64) {
            self = length <= 125 ? .short : length <= 0xFFFF ? .medium : .long
        }
    }

    /// Whether this is the last frame of its message.
    public var isFinal: Bool
    /// RSV1 (4), RSV2 (2) and RSV3 (1).
    public var reservedBits: UInt8
    /// What the frame is for.
    public var opcode: WebSocketOpcode
    /// The masking key, when the frame is masked.
    public var mask: WebSocketMask?
    /// How many bytes the payload has.
    public var payloadLength: UInt64
    /// How the length is written.
    public var lengthForm: LengthForm

    /// The bit that permessage-deflate sets on the first frame of a compressed message.
    public static let reserved1: UInt8 = 4

    /// A header; the length takes the shortest form unless told otherwise.
    @inlinable
    public init(
        _ opcode: WebSocketOpcode,
        isFinal: Bool = true,
        reservedBits: UInt8 = 0,
        mask: WebSocketMask? = nil,
        payloadLength: UInt64,
        lengthForm: LengthForm? = nil
    ) {
        self.isFinal = isFinal
        self.reservedBits = reservedBits & 7
        self.opcode = opcode
        self.mask = mask
        self.payloadLength = payloadLength
        self.lengthForm = lengthForm ?? LengthForm(fitting: payloadLength)
    }

    /// How many bytes the header takes on the wire.
    @inlinable public var encodedSize: Int { 2 + Int(lengthForm.rawValue) + (mask == nil ? 0 : 4) }

    /// How many bytes a header takes that begins with a given second byte.
    @inlinable
    static func encodedSize(secondByte: UInt8) -> Int {
        let length = secondByte & 0x7F
        return 2 + (length == 126 ? 2 : length == 127 ? 8 : 0) + (secondByte & 0x80 == 0 ? 0 : 4)
    }

    /// Reads a header; `bytes` has all of it from `start` on.
    @inlinable
    init(_ bytes: borrowing Span<UInt8>, at start: Int) {
        let first = bytes[start]
        let second = bytes[start + 1]
        isFinal = first & 0x80 != 0
        reservedBits = first >> 4 & 7
        opcode = WebSocketOpcode(rawValue: first)
        var place = start + 2
        switch second & 0x7F {
        case 126: lengthForm = .medium
        case 127: lengthForm = .long
        default: lengthForm = .short
        }
        if lengthForm == .short {
            payloadLength = UInt64(second & 0x7F)
        } else {
            var length: UInt64 = 0
            for _ in 0..<Int(lengthForm.rawValue) {
                length = length << 8 | UInt64(bytes[place])
                place += 1
            }
            payloadLength = length
        }
        mask = nil
        if second & 0x80 != 0 {
            mask = WebSocketMask(bytes[place], bytes[place + 1], bytes[place + 2], bytes[place + 3])
        }
    }

    /// Writes the header, exactly as described and whatever rule that breaks.
    @inlinable
    public func append(to output: inout [UInt8]) {
        output.append((isFinal ? 0x80 : 0) | (reservedBits & 7) << 4 | opcode.rawValue)
        let maskBit: UInt8 = mask == nil ? 0 : 0x80
        switch lengthForm {
        case .short:
            output.append(maskBit | UInt8(truncatingIfNeeded: payloadLength & 0x7F))
        case .medium:
            output.append(maskBit | 126)
            output.append(UInt8(truncatingIfNeeded: payloadLength >> 8))
            output.append(UInt8(truncatingIfNeeded: payloadLength))
        case .long:
            output.append(maskBit | 127)
            for shift in stride(from: UInt64(56), through: 0, by: -8) {
                output.append(UInt8(truncatingIfNeeded: payloadLength >> shift))
            }
        }
        mask?.appendKey(to: &output)
    }
}
