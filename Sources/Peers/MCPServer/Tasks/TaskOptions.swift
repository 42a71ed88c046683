/// How a server keeps tasks.
public struct TaskOptions: Sendable {
    /// The most tasks of all clients together.
    public var most = 10_000
    /// The most tasks of one client that is known.
    public var mostPerClient = 1_000
    /// How long tasks are kept when the client does not say.
    public var lifetime: Duration = .seconds(15 * 60)
    /// The longest that tasks are kept.
    public var longestLifetime: Duration = .seconds(24 * 60 * 60)
    /// How often clients are asked to look.
    public var pollInterval: Duration = .milliseconds(500)
    /// Tools that become tasks of the extension when their handlers say so, by ``RequestContext/becomeTask()``; others do
    /// at once.
    public var deferred: Set<String> = []

    /// The usual ones.
    public init() {}

    var limits: TaskStore.Limits {
        var limits = TaskStore.Limits()
        (limits.total, limits.each) = (most, mostPerClient)
        (limits.defaultTimeToLive, limits.longestTimeToLive) = (milliseconds(lifetime), milliseconds(longestLifetime))
        limits.pollInterval = milliseconds(pollInterval)
        return limits
    }

    private func milliseconds(_ duration: Duration) -> Int64 {
        let (seconds, rest) = duration.components
        return seconds * 1000 + rest / 1_000_000_000_000_000
    }
}
