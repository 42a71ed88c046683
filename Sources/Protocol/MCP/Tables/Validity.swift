/// The revisions in which something exists: from one on, and up to another if it was taken out again.
public struct Validity: Sendable, Hashable, CustomStringConvertible {
    /// The first revision that has it.
    public let first: Revision
    /// The last revision that has it; nil where the newest still does, and the next one will until someone says otherwise.
    public let last: Revision?

    /// From one revision to another, both included.
    public init(since first: Revision, until last: Revision? = nil) { (self.first, self.last) = (first, last) }

    /// In every revision so far.
    public static let always = Validity(since: .november2024)
    /// From this revision on.
    public static func since(_ first: Revision) -> Validity { Validity(since: first) }
    /// From the first revision to this one.
    public static func until(_ last: Revision) -> Validity { Validity(since: .november2024, until: last) }
    /// In the revisions that begin with `initialize`.
    public static let legacy = Validity(since: .november2024, until: .november2025)
    /// In the stateless revisions.
    public static let modern = Validity(since: .july2026)

    /// Whether a revision has it.
    public func contains(_ revision: Revision) -> Bool {
        guard revision >= first else { return false }
        return last.map { revision <= $0 } ?? true
    }

    /// All revisions that have it, oldest first.
    public var revisions: [Revision] { Revision.all.filter(contains) }

    /// Both ends, as one would say them.
    public var description: String {
        switch last {
        case nil: first == Revision.all[0] ? "all revisions" : "since \(first)"
        case let last? where last == first: "only \(first)"
        case let last?: "\(first) to \(last)"
        }
    }
}
