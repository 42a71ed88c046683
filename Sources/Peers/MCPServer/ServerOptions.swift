public import Crypto
public import JSON
public import MCP
internal import Reactor

/// How a server behaves apart from its features.
public struct ServerOptions: Sendable {
    /// The revisions it speaks.
    public var revisions = Revision.all
    /// How to use the server, for the model.
    public var instructions: String?
    /// The most entries on a page of a list.
    public var pageSize = 250
    /// Capabilities that are declared though nothing of the kind is registered yet.
    public var alwaysOffered: ServerFeatures = []
    /// Whether handlers can send log messages.
    public var logging = true
    /// Whether clients hear that lists changed.
    public var listChanged = true
    /// Whether clients can subscribe to resources.
    public var subscriptions = true
    /// What is neither standard nor an extension.
    public var experimental: JSON?
    /// How long modern clients may keep what they got.
    public var cache = CacheHints()
    /// What seals cursors and the state of requests; replicas behind one address share it.
    public var sealingKey = SealingKey.random()
    /// The least serious log messages that a legacy client gets that did not say.
    public var defaultLogLevel = LogLevel.info
    /// What is bounded.
    public var limits = ServerLimits()
    /// Seconds since 1970, for the expiry of sealed state.
    public var now: @Sendable () -> Int64 = { WallClock.now.seconds }
    /// Told of faults of handlers, one sentence each: results that break their own schema, errors nobody expected.
    public var reportFault: @Sendable (String) -> Void = { _ in }

    /// The usual ones.
    public init() {}
}

/// How long results may be kept, for each of those that say it.
public struct CacheHints: Sendable, Hashable {
    /// Of `server/discover`.
    public var discover = CacheHint(milliseconds: 60_000, scope: .public)
    /// Of `tools/list`.
    public var tools = CacheHint(milliseconds: 60_000, scope: .public)
    /// Of `resources/list`.
    public var resources = CacheHint(milliseconds: 60_000, scope: .public)
    /// Of `resources/templates/list`.
    public var templates = CacheHint(milliseconds: 60_000, scope: .public)
    /// Of `prompts/list`.
    public var prompts = CacheHint(milliseconds: 60_000, scope: .public)
    /// Of `resources/read`, where the resource says nothing else.
    public var read = CacheHint.none

    /// The usual ones: lists for a minute, resources not at all.
    public init() {}
}

/// What is bounded, so that no client can make a server grow.
public struct ServerLimits: Sendable, Hashable {
    /// How long a client may take to answer what it is asked within a legacy session.
    public var inputTimeout = Duration.seconds(300)
    /// How many seconds a client may take to come back with the state of a modern request.
    public var stateSeconds: Int64 = 600
    /// The largest state of a modern request, in bytes before it is sealed.
    public var stateBytes = 256 << 10
    /// How often a handler may ask anew within one legacy request.
    public var rounds = 32
    /// The most requests of one legacy session that are worked on at once.
    public var requestsPerSession = 1_000
    /// The most resources that one client subscribes to at once.
    public var subscriptionsPerClient = 1_000
    /// The most open `subscriptions/listen`.
    public var listens = 100_000
    /// The largest parameters of `initialize`, which a session keeps.
    public var handshakeBytes = 64 << 10

    /// The usual ones.
    public init() {}
}

/// Kinds of features that a server has or has not.
public struct ServerFeatures: OptionSet, Sendable, Hashable {
    /// One bit each.
    public let rawValue: UInt8
    /// Some of them.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Tools.
    public static let tools = ServerFeatures(rawValue: 1)
    /// Resources and resource templates.
    public static let resources = ServerFeatures(rawValue: 2)
    /// Prompts.
    public static let prompts = ServerFeatures(rawValue: 4)
    /// Completions of arguments.
    public static let completions = ServerFeatures(rawValue: 8)
    /// Log messages.
    public static let logging = ServerFeatures(rawValue: 16)
}
