/// Inflates messages as RFC 7692 section 7.2.2 tells, over an injected stream.
struct MessageInflater {
    private let stream: any MessageDecompressor
    private let keepsContext: Bool
    private var isBroken = false
    private var unmasked: [UInt8] = []

    init(_ stream: any MessageDecompressor, keepsContext: Bool) {
        self.stream = stream
        self.keepsContext = keepsContext
    }

    /// Inflates a masked part of a message; returns what went wrong.
    mutating func take(
        _ bytes: Span<UInt8>,
        mask: WebSocketMask,
        endsMessage: Bool,
        into output: inout [UInt8],
        limit: Int
    ) -> MessageCompressionError? {
        guard !isBroken else { return .invalidData("a message after one that left the window unknown") }
        do throws(MessageCompressionError) {
            if mask == .identity {
                try stream.decompress(bytes, into: &output, limit: limit)
            } else {
                unmasked.removeAll(keepingCapacity: true)
                mask.append(bytes, to: &unmasked)
                try stream.decompress(unmasked.span, into: &output, limit: limit)
            }
            guard endsMessage else { return nil }
            // An idle connection holds no buffer.
            unmasked = []
            let tail = flushTail
            try stream.decompress(tail.span, into: &output, limit: limit)
            if !keepsContext { try stream.reset() }
            return nil
        } catch {
            recover()
            return error
        }
    }

    /// Without a shared window the next message can be read all the same.
    private mutating func recover() {
        unmasked = []
        isBroken = keepsContext
        do throws(MessageCompressionError) { try stream.reset() } catch { isBroken = true }
    }
}
