/// How many bytes may wait to be sent on one stream.
public struct WriteLimits: Sendable, Equatable {
    /// A writer waits while more than this is queued.
    public var highWater: Int
    /// `tryWrite` refuses when more than this would be queued.
    public var most: Int

    /// Limits; 64 KiB before writers wait and 1 MiB at most unless told otherwise.
    public init(highWater: Int = 64 * 1024, most: Int = 1024 * 1024) {
        self.highWater = highWater
        self.most = max(most, highWater)
    }
}
