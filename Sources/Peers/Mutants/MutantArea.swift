public import Bindings
public import MCP

/// What part of an endpoint a mutant breaks.
public enum MutantArea: String, Sendable, Hashable, CaseIterable {
    /// Bytes and lines: encodings, line ends, what is no message at all.
    case bytes
    /// What carries messages: HTTP bodies and chunks, events, WebSocket frames.
    case frames
    /// Statuses and header fields.
    case headers
    /// Ids, versions, results and errors.
    case jsonrpc
    /// The shapes of results and notifications.
    case schema
    /// What is remembered, forgotten, or shared that must not be.
    case state
    /// When things come, and whether.
    case timing
    /// Well-formed messages that say the wrong thing.
    case semantics
}

/// Where a mutant shows.
public struct MutantScope: Sendable, Hashable {
    /// The transports that it shows on.
    public let transports: Set<TransportKind>
    /// The eras that it shows in.
    public let eras: Set<Era>

    /// These transports in these eras.
    public init(_ transports: Set<TransportKind>, _ eras: Set<Era>) {
        (self.transports, self.eras) = (transports, eras)
    }

    static let everywhere = MutantScope(Set(TransportKind.allCases), [.legacy, .modern])
    static let modern = MutantScope([.stdio, .streamableHTTP, .webSocket], [.modern])
    static let legacy = MutantScope(Set(TransportKind.allCases), [.legacy])
    static let stdio = MutantScope([.stdio], [.legacy, .modern])
    static let http = MutantScope([.streamableHTTP], [.legacy, .modern])
    static let httpModern = MutantScope([.streamableHTTP], [.modern])
    static let httpLegacy = MutantScope([.streamableHTTP], [.legacy])
    static let webSocket = MutantScope([.webSocket], [.legacy, .modern])
    /// Where one connection carries all messages.
    static let connections = MutantScope([.stdio, .webSocket], [.legacy, .modern])

    func only(_ transports: TransportKind...) -> MutantScope {
        MutantScope(self.transports.intersection(transports), eras)
    }

    /// The transports and eras, for a table.
    public var description: String {
        let names = TransportKind.allCases.filter(transports.contains).map(\.shortName)
        let where_ = transports.count == TransportKind.allCases.count ? "all" : names.joined(separator: " ")
        return eras.count == 1 ? "\(where_), \(eras.first?.rawValue ?? "")" : where_
    }
}

extension TransportKind {
    /// A word for tables.
    fileprivate var shortName: String {
        switch self {
        case .stdio: "stdio"
        case .streamableHTTP: "http"
        case .sse: "sse"
        case .webSocket: "ws"
        }
    }
}
