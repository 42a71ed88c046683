/// What a set is asked for beyond its own features.
public struct FixtureOptions: Sendable {
    /// How many generated tools, resources, rows and the like it has in addition.
    public var items = 0

    /// The usual ones.
    public init() {}
}
