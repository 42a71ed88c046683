public import Bindings
public import JSON
public import MCP
internal import Reactor

/// A server: its author declares features with closures, and it does all of the protocol's work, in both eras.
///
/// It knows nothing of transports; it is handed messages, and answers on the spot or hands back work. Features can be
/// added and removed at any time and from any thread.
public final class MCPServer: ServerEndpoint {
    /// Who it says it is.
    public let info: Implementation
    /// How it behaves.
    public let options: ServerOptions
    /// The revisions it speaks, oldest first.
    public let revisions: [Revision]

    let catalog = Locked(Catalog())
    let hub: SubscriptionHub
    let replies: ReplyWriter
    let sealer: Sealer
    private let lastSession = Locked<UInt64>(0)
    private let extending = Locked<[any ServerExtension]>([])

    /// A server without features.
    public init(_ info: Implementation, options: ServerOptions = ServerOptions()) {
        (self.info, self.options) = (info, options)
        revisions = Revision.all.filter(options.revisions.contains)
        hub = SubscriptionHub(options.limits)
        replies = ReplyWriter(info)
        sealer = Sealer(options)
    }

    /// Opens the state of one legacy session.
    public func openSession(_ outlet: any SessionOutlet, over transport: TransportKind) -> any ServerSession {
        let number = lastSession.withLock { number in
            number += 1
            return number
        }
        return LegacySession(self, number, outlet, transport)
    }

    /// The parameters of a tool that a modern client over HTTP repeats as header fields.
    public func mirroredParameters(ofTool name: String) -> [MirroredParameter] {
        catalog.withLock { $0.tools[name]?.mirrored ?? [] }
    }

    /// Ends all `subscriptions/listen` with their closing result; new ones are answered as before.
    public func endSubscriptions() { hub.endListens() }

    /// Sends a log message that belongs to no request to all legacy clients that want its level.
    public func log(_ level: LogLevel, _ data: JSON, logger: String? = nil) {
        guard options.logging else { return }
        hub.publish(.log, "notifications/message", LogMessage(level, data, logger: logger).json)
    }

    /// What adds methods, capabilities and kinds of results.
    var extensions: [any ServerExtension] { extending.withLock { $0 } }

    /// Adds methods, capabilities and kinds of results; before the server is used.
    func extend(with added: any ServerExtension) { extending.withLock { $0.append(added) } }

    /// The kinds of features that clients are told of.
    var features: ServerFeatures {
        var features = catalog.withLock { $0.features }.union(options.alwaysOffered)
        if options.logging { features.insert(.logging) }
        return features
    }
}
