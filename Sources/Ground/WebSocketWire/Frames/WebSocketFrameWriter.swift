/// Writes single frames, right or wrong, as the caller describes them.
public enum WebSocketFrameWriter {
    /// Appends a header and a payload, masked when the header has a mask.
    ///
    /// The length in the header is written as it stands, even where the payload has another.
    @inlinable
    public static func append(_ header: WebSocketFrameHeader, _ payload: Span<UInt8>, to output: inout [UInt8]) {
        output.reserveCapacity(output.count + header.encodedSize + payload.count)
        header.append(to: &output)
        (header.mask ?? .identity).append(payload, to: &output)
    }

    /// Appends a frame in the shortest form.
    @inlinable
    public static func append(
        _ opcode: WebSocketOpcode,
        _ payload: Span<UInt8>,
        isFinal: Bool = true,
        reservedBits: UInt8 = 0,
        mask: WebSocketMask?,
        to output: inout [UInt8]
    ) {
        let header = WebSocketFrameHeader(
            opcode,
            isFinal: isFinal,
            reservedBits: reservedBits,
            mask: mask,
            payloadLength: UInt64(payload.count)
        )
        append(header, payload, to: &output)
    }
}
