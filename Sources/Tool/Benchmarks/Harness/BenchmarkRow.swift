/// One line of the result: our samples, and a peer's beside them.
struct BenchmarkRow: Sendable {
    /// What was measured, unique within the benchmark.
    let name: String
    /// Whom we are compared with; nil when the goal is a plain number.
    let peer: String?
    let ours: Samples
    /// Nil when there is no peer, or when it is not installed.
    let theirs: Samples?
    /// The unit of both, such as `MB/s` or `ms`.
    let unit: String

    init(_ name: String, ours: Samples, unit: String) {
        (self.name, peer, self.ours, theirs, self.unit) = (name, nil, ours, nil, unit)
    }

    init(_ name: String, peer: String, ours: Samples, theirs: Samples?, unit: String) {
        (self.name, self.peer, self.ours, self.theirs, self.unit) = (name, peer, ours, theirs, unit)
    }

    /// Our median divided by theirs, whatever the unit: above 1 is better for rates, below 1 for times and sizes.
    var ratio: Double? {
        guard let theirs, !theirs.isEmpty, theirs.median != 0 else { return nil }
        return ours.median / theirs.median
    }
}
