import Crypto
import HTTP
public import Reactor

/// Serves an endpoint on several transports at once, to clients of both eras.
///
/// Bind first, so that addresses are known; then serve until ``stop(within:)``.
public final class MCPListener: Sendable {
    /// The transports, with the addresses that were really bound: port 0 is replaced by the port that was found.
    public let transports: [ServerTransport]

    private let endpoint: any ServerEndpoint
    private let options: ServingOptions
    private let sockets: [Listener]
    private let sessions: HTTPSessionTable
    private let running = Locked(Running())

    private struct Running {
        var isStopping = false
        var patience: Duration = .zero
        var site: ServingSite?
    }

    /// Binds every address; nothing is accepted until ``serve(on:)``.
    public init(
        _ endpoint: any ServerEndpoint,
        _ transports: [ServerTransport],
        options: ServingOptions = ServingOptions()
    ) throws(ReactorError) {
        (self.endpoint, self.options) = (endpoint, options)
        sessions = HTTPSessionTable(options.limits)
        var bound: [(wanted: SocketAddress, listener: Listener)] = []
        var found: [ServerTransport] = []
        for transport in transports {
            guard let address = transport.address else {
                found.append(transport)
                continue
            }
            if let known = bound.first(where: { $0.wanted == address }) {
                found.append(transport.at(known.listener.address))
                continue
            }
            let listener = try Listener.bind(to: address)
            bound.append((address, listener))
            found.append(transport.at(listener.address))
        }
        self.transports = found
        sockets = bound.map(\.listener)
    }

    /// How many legacy sessions over HTTP are open.
    public var openSessions: Int { sessions.count }

    /// Serves until ``stop(within:)`` or cancellation, or, where standard streams are the only transport, until their
    /// end; returns when everything has ended.
    public func serve(on group: LoopGroup) async {
        let site = ServingSite(endpoint, options, sessions, group)
        let patience = running.withLock { running -> Duration? in
            running.site = site
            return running.isStopping ? running.patience : nil
        }
        if let patience { site.stop(within: patience) }
        await site.serve(transports, sockets)
        running.withLock { $0.site = nil }
    }

    /// Accepts nothing more, ends streams that wait for news, lets requests under way finish, and ends what is left
    /// after a while.
    ///
    /// Returns at once; ``serve(on:)`` returns when all is done.
    public func stop(within patience: Duration = .seconds(10)) {
        let site = running.withLock { running in
            (running.isStopping, running.patience) = (true, patience)
            return running.site
        }
        site?.stop(within: patience)
    }
}

extension ServerTransport {
    fileprivate func at(_ address: SocketAddress) -> ServerTransport {
        switch self {
        case .stdio: .stdio
        case .http(_, let path): .http(address, path: path)
        case .sse(_, let path, let messages): .sse(address, path: path, messages: messages)
        case .webSocket(_, let path): .webSocket(address, path: path)
        }
    }
}
