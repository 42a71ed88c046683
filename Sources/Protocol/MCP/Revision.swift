/// A published revision of the Model Context Protocol.
public struct Revision: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Position among the published revisions, oldest first.
    let order: Int
    /// The name, which is a date.
    public let name: String

    private init(_ order: Int, _ name: String) { (self.order, self.name) = (order, name) }

    /// The first revision: HTTP with Server-Sent Events.
    public static let november2024 = Revision(0, "2024-11-05")
    /// Streamable HTTP, batches, audio.
    public static let march2025 = Revision(1, "2025-03-26")
    /// Structured output, elicitation; no batches any more.
    public static let june2025 = Revision(2, "2025-06-18")
    /// Tasks, icons, URL elicitation, tools in sampling.
    public static let november2025 = Revision(3, "2025-11-25")
    /// Stateless: no `initialize`, no sessions.
    public static let july2026 = Revision(4, "2026-07-28")

    /// All, oldest first.
    public static let all = [november2024, march2025, june2025, november2025, july2026]
    /// Those that begin with `initialize` and live in sessions.
    public static let legacy = all.filter { $0.era == .legacy }
    /// Those in which every request stands alone.
    public static let modern = all.filter { $0.era == .modern }
    /// The newest that begins with `initialize`.
    public static let latestLegacy = november2025
    /// The newest.
    public static let latest = july2026

    /// The revision of this name, if it was ever published.
    public init?(_ name: String) {
        guard let known = Revision.all.first(where: { $0.name == name }) else { return nil }
        self = known
    }

    /// Which of the two ways of talking it belongs to.
    public var era: Era { self >= .july2026 ? .modern : .legacy }

    /// The name.
    public var description: String { name }

    /// Whether both are the same.
    public static func == (left: Self, right: Self) -> Bool { left.order == right.order }

    /// Equal revisions hash alike.
    public func hash(into hasher: inout Hasher) { hasher.combine(order) }

    /// Whether the left one was published before the right one.
    public static func < (left: Self, right: Self) -> Bool { left.order < right.order }
}

/// The two ways of talking that the revisions fall into.
public enum Era: String, Sendable, Hashable, CaseIterable {
    /// `initialize`, sessions, requests in both directions.
    case legacy
    /// Stateless: every request carries version and capabilities, and servers never ask but inside a result.
    case modern
}
