/// Deflates messages as RFC 7692 section 7.2.1 tells, over an injected stream.
struct MessageDeflater {
    private let stream: any MessageCompressor
    private let keepsContext: Bool

    init(_ stream: any MessageCompressor, keepsContext: Bool) {
        self.stream = stream
        self.keepsContext = keepsContext
    }

    /// Appends the payload of a compressed message.
    mutating func append(_ message: Span<UInt8>, to output: inout [UInt8]) throws(MessageCompressionError) {
        let start = output.count
        try stream.compress(message, into: &output)
        guard output.count - start >= flushTail.count, output.suffix(flushTail.count).elementsEqual(flushTail) else {
            throw .unavailable("the compressor did not end with a flush")
        }
        output.removeLast(flushTail.count)
        // An empty message, and one that compresses to nothing, is one stored block without bytes.
        if output.count == start { output.append(0) }
        if !keepsContext { try stream.reset() }
    }
}
