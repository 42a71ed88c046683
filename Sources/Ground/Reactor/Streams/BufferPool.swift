/// Storage for input buffers, shared by the connections of one loop: the most recently used is the warmest.
struct BufferPool {
    /// Large enough for any usual request in one read, small enough to stay in a near cache.
    static let size = 16 * 1024
    private static let most = 64

    private var free: [[UInt8]] = []

    mutating func take() -> [UInt8] {
        free.popLast() ?? Array(repeating: 0, count: Self.size)
    }

    /// Storage that grew is dropped, so that one large message does not cost memory for ever.
    mutating func give(_ storage: consuming [UInt8]) {
        guard storage.count == Self.size, free.count < Self.most else { return }
        free.append(storage)
    }
}
