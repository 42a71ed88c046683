/// One of the two ends of a connection.
public enum Side: String, Sendable, Hashable, CaseIterable {
    /// Who connects, on behalf of a person or a model.
    case client
    /// Who offers tools, resources and prompts.
    case server

    /// The other end.
    public var other: Side { self == .client ? .server : .client }
}
