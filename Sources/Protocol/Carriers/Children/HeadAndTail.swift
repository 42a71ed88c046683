/// The first and the last bytes of a stream that may be long.
public struct HeadAndTail: Sendable, Equatable {
    /// The first bytes.
    public private(set) var head: [UInt8] = []
    /// The last bytes, as far as they do not stand in `head`.
    public var tail: [UInt8] { Array(recent.suffix(limit)) }
    /// How many bytes came in all.
    public private(set) var count = 0
    private let limit: Int
    private var recent: [UInt8] = []

    /// Keeps at most `limit` bytes of the start and as many of the end.
    public init(limit: Int) { self.limit = max(0, limit) }

    /// How many bytes between the two are gone.
    public var droppedCount: Int { count - head.count - tail.count }

    /// All that was kept, with a word about what was not.
    public var bytes: [UInt8] {
        droppedCount == 0 ? head + tail : head + Array("\n… \(droppedCount) bytes left out …\n".utf8) + tail
    }

    /// Adds bytes at the end.
    public mutating func append(_ bytes: [UInt8]) {
        count += bytes.count
        let room = min(bytes.count, limit - head.count)
        head += bytes[..<room]
        recent += bytes[room...]
        // Cut only now and then, so that each byte is moved a bounded number of times.
        if recent.count > 2 * limit { recent.removeFirst(recent.count - limit) }
    }
}
