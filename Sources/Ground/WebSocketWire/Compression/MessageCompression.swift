/// A raw DEFLATE stream that the room with the compression library injects.
public protocol MessageCompressor: AnyObject {
    /// Deflates all of `input` and appends the result, ended by a sync flush (00 00 FF FF).
    func compress(_ input: Span<UInt8>, into output: inout [UInt8]) throws(MessageCompressionError)
    /// Forgets the window.
    func reset() throws(MessageCompressionError)
}

/// A raw INFLATE stream that the room with the compression library injects.
public protocol MessageDecompressor: AnyObject {
    /// Inflates `input` and appends the result; stops as soon as `output` has more than `limit` bytes.
    ///
    /// A block marked as final does not end the stream: another may follow.
    func decompress(
        _ input: Span<UInt8>,
        into output: inout [UInt8],
        limit: Int
    ) throws(MessageCompressionError)
    /// Forgets the window.
    func reset() throws(MessageCompressionError)
}

/// Why a stream could not compress or decompress.
public enum MessageCompressionError: Error, Sendable, Equatable {
    /// The bytes are not DEFLATE.
    case invalidData(String)
    /// The output grew beyond the limit.
    case limitReached
    /// The library failed.
    case unavailable(String)
}

/// What a flush ends with, left out on the wire and put back before inflating (RFC 7692 section 7.2).
let flushTail: [UInt8] = [0x00, 0x00, 0xFF, 0xFF]
