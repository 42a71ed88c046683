/// One line of a stream, without its end.
public struct Line: Sendable, Equatable {
    /// Where the bytes of a line are.
    public enum Content: Sendable, Equatable {
        /// They lie together in the piece that was being read.
        case piece(Range<Int>)
        /// They came in several pieces and were joined.
        case joined([UInt8])
        /// They were more than the limit and are gone; so many there were.
        case discarded(Int)
    }

    /// Which line it is, counted from one.
    public let number: Int
    /// Where it begins, counted in bytes from the start of the stream.
    public let offset: Int
    /// Where its bytes are.
    public let content: Content
    /// Whether LF ended it; only the last line of a stream may lack that.
    public let isTerminated: Bool
    /// What is wrong with it, in a tolerant reading.
    public let violations: [TextError]

    /// Runs `body` with the line's bytes, of which none are left when they were discarded.
    ///
    /// `piece` is what the line was read from.
    @inlinable
    public func withBytes<Result: ~Copyable, Failure: Error>(
        in piece: Span<UInt8>,
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        switch content {
        case .piece(let range): try body(piece.extracting(range))
        case .joined(let bytes): try body(bytes.span)
        case .discarded: try body(piece.extracting(0..<0))
        }
    }

    /// A copy of the line's bytes.
    public func bytes(in piece: Span<UInt8>) -> [UInt8] {
        withBytes(in: piece) { $0.copy(of: 0..<$0.count) }
    }
}
