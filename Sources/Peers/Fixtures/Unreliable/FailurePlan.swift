/// Which requests fail, and how: the same for the same seed, so that a failure can be seen again.
public struct FailurePlan: Sendable, Equatable {
    /// How a request fails.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// It is answered with an internal error.
        case error
        /// A tool reports that it failed; other requests are answered with an error.
        case tool
        /// It takes ten times as long as the others, and at least a second.
        case slow
        /// It is never answered.
        case hang
    }

    /// The share of requests that fail, from 0 to 1.
    public let rate: Double
    /// The ways in which they fail.
    public let kinds: [Kind]
    /// Decides which ones.
    public let seed: UInt64

    /// A plan; with no rate or no kinds nothing fails.
    public init(rate: Double, kinds: [Kind] = [.error, .tool], seed: UInt64 = 0) {
        (self.rate, self.kinds, self.seed) = (rate, kinds, seed)
    }

    /// How the request of this number fails; nil when it does not.
    public func failure(ofRequest number: UInt64) -> Kind? {
        guard rate > 0, !kinds.isEmpty else { return nil }
        let hash = StableDigest.mixed(number &+ 1 &+ StableDigest.mixed(seed &+ 0x9E37_79B9_7F4A_7C15))
        // The upper bits decide whether, the lower ones how.
        guard Double(hash >> 11) / Double(UInt64(1) << 53) < rate else { return nil }
        return kinds[Int(hash & 0x7FF) % kinds.count]
    }
}
