/// What the next bytes of a connection mean.
public enum HTTPEvent<Head: Sendable>: Sendable {
    /// The bytes end inside something; call again with more.
    case needsMoreBytes
    /// A message begins. An interim response (1xx) is only this, without an ``end``.
    case head(Head)
    /// A chunk of the chunked coding begins, or its last one; ``body(_:)`` events follow unless it is empty.
    case chunk(HTTPChunkHeader)
    /// Content, as a range of the bytes that were passed in.
    case body(Range<Int>)
    /// The fields after the last chunk; only when there are any.
    case trailers(HTTPFields)
    /// The message is complete; the next event belongs to another one.
    case end
    /// What follows is not HTTP any more: the connection was upgraded or became a tunnel.
    case switchedProtocol
}

/// An event and how many bytes it used up.
public struct HTTPStep<Head: Sendable>: Sendable {
    /// What the bytes mean.
    public let event: HTTPEvent<Head>
    /// How many bytes to drop from the front once the event is dealt with.
    public let consumed: Int

    @inline(__always)
    init(_ event: HTTPEvent<Head>, consumed: Int) {
        self.event = event
        self.consumed = consumed
    }
}

/// The line before a chunk.
public struct HTTPChunkHeader: Sendable, Equatable {
    /// How many bytes of content follow; 0 for the last chunk.
    public let size: Int
    /// The extensions with their semicolons, as sent.
    public let extensions: [UInt8]
    /// The bytes of the line without its end, as a range of the bytes that were passed in.
    public let line: Range<Int>

    /// Whether the chunk ends the content.
    public var isLast: Bool { size == 0 }
}

/// How the end of a message's content is found.
public enum HTTPFraming: Sendable, Equatable {
    /// There is no content.
    case none
    /// So many bytes follow.
    case length(Int)
    /// Chunks follow, up to an empty one.
    case chunked
    /// Everything until the connection ends.
    case untilClose
}
