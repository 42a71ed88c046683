/// What translation between the eras carries, and what it cannot.
public enum Translation {
    /// Which side belongs to which era.
    public enum Direction: String, Sendable, Hashable, CaseIterable {
        /// A legacy client and a modern server: ``LegacyClientToModernServer``.
        case legacyClient
        /// A modern client and a legacy server: ``ModernClientToLegacyServer``.
        case modernClient
    }

    /// What becomes of a method or a feature.
    public enum Outcome: Sendable, Hashable {
        /// It arrives and means the same.
        case carried
        /// It arrives in another form, or changed: what is different or lost.
        case changed(String)
        /// The translator itself answers or speaks, in the place of the other side: how.
        case here(String)
        /// It does not arrive: why.
        case notCarried(String)
        /// Neither side of this direction knows it.
        case absent
    }

    /// What becomes of one method or feature in one direction.
    public struct Row: Sendable, Hashable {
        /// A method, as it is called on the wire, or a feature.
        public let subject: String
        /// The direction.
        public let direction: Direction
        /// What becomes of it.
        public let outcome: Outcome
    }

    /// All methods of all revisions, then features, in both directions.
    public static let coverage: [Row] = (methods + features).flatMap { subject, legacyClient, modernClient in
        [
            Row(subject: subject, direction: .legacyClient, outcome: legacyClient),
            Row(subject: subject, direction: .modernClient, outcome: modernClient),
        ]
    }

    /// What becomes of a method or feature.
    public static func outcome(of subject: String, _ direction: Direction) -> Outcome? {
        coverage.first { $0.subject == subject && $0.direction == direction }?.outcome
    }
}
