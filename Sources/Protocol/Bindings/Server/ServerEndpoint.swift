public import HTTPWire
public import JSONRPC
public import MCP
public import Reactor

/// A server as the transports see it: something that can answer a modern request on the spot, and open legacy sessions.
///
/// The reference server is one; a mutant is another that wraps it.
public protocol ServerEndpoint: Sendable {
    /// The revisions it speaks, oldest first.
    var revisions: [Revision] { get }

    /// Opens the state of one legacy session. It is used by one connection, or under one session id.
    func openSession(_ outlet: any SessionOutlet, over transport: TransportKind) -> any ServerSession

    /// Takes a modern message, which brings all that it needs.
    func take(_ message: IncomingMessage, _ exchange: any ServerExchange) -> Handling

    /// The parameters of a tool that a modern client over HTTP repeats as header fields.
    func mirroredParameters(ofTool name: String) -> [MirroredParameter]
}

/// The state of one legacy session, from before `initialize` to its end.
public protocol ServerSession: AnyObject, Sendable {
    /// The revision that was agreed on; nil before `initialize` was answered.
    var revision: Revision? { get }

    /// Takes the next message of the client: requests, notifications, and responses to the server's requests.
    ///
    /// Never suspends: what takes time is handed back as work. Messages are taken in the order in which they came. Over
    /// Streamable HTTP a session's connections may be on several loops: then calls may come from several threads at once.
    func take(_ message: IncomingMessage, _ exchange: any ServerExchange) -> Handling

    /// The session is over: waiting requests fail, work is cancelled.
    func close()
}

/// The ways a message can travel.
public enum TransportKind: String, Sendable, Hashable, CaseIterable {
    /// Lines on standard input and output.
    case stdio
    /// HTTP since 2025-03-26.
    case streamableHTTP
    /// HTTP with Server-Sent Events, as in 2024-11-05.
    case sse
    /// One message a text message, subprotocol `mcp`.
    case webSocket
}

/// A message and how it came.
public struct IncomingMessage: Sendable {
    /// What came.
    public let message: Message
    /// How it came.
    public let transport: TransportKind
    /// The fields of the HTTP request that carried it, or opened its connection.
    public let fields: HTTPFields?
    /// Who sent it, as far as the transport found out: results are shared among requests of one principal only.
    public let principal: String?

    /// A message as a transport hands it on.
    public init(_ message: Message, over transport: TransportKind, fields: HTTPFields? = nil, principal: String? = nil)
    {
        (self.message, self.transport, self.fields, self.principal) = (message, transport, fields, principal)
    }
}

/// What became of a message.
public enum Handling: Sendable {
    /// Done. Nil when there is nothing to answer: to notifications and responses, and to cancelled requests.
    case finished(Reply?)
    /// To be run, by the transport, in a task that it cancels when nobody waits for the answer any more.
    ///
    /// When the transport stops, work that waits for news (`subscriptions/listen`) is cancelled while its client is still
    /// there, and other work when it takes too long: what it returns then is still sent, so return the closing result, or
    /// nil for silence.
    case working(@Sendable () async -> Reply?)
}

/// The answer to a request.
public struct Reply: Sendable {
    /// What HTTP must know to choose a status.
    public enum Outcome: Sendable, Equatable {
        /// A result.
        case result
        /// An error of the method itself.
        case error(code: Int)
        /// The request was refused before its method was looked at: `_meta` is missing or wrong.
        case refused(code: Int)
    }

    /// The whole message, one line.
    public var bytes: [UInt8]
    /// What it says, for those who must know without reading it.
    public var outcome: Outcome

    /// An answer.
    public init(_ bytes: [UInt8], _ outcome: Outcome = .result) { (self.bytes, self.outcome) = (bytes, outcome) }
}

/// One message on its way through the server, seen from the work that it causes.
public protocol ServerExchange: AnyObject, Sendable {
    /// The loop of the connection it came on.
    var loop: EventLoop { get }

    /// Sends a message that belongs to this request before its reply: a notification, or a request of the server.
    ///
    /// Waits while the reader is slow, and throws when nobody can receive it any more.
    func send(_ message: [UInt8]) async throws(BindingError)

    /// Cancels the work that the message caused; callable from any thread.
    ///
    /// A legacy session calls it for `notifications/cancelled`. Modern requests are cancelled by the transport: by
    /// `notifications/cancelled` where it has one connection for all, by the end of the stream over HTTP.
    func cancel()

    /// Ends the connection of the reply, where the client can come back for the rest: legacy Streamable HTTP with
    /// resumption. Elsewhere nothing happens.
    func closeForResumption(retry: Duration) async
}

/// Where messages go that belong to no request.
public protocol SessionOutlet: AnyObject, Sendable {
    /// Queues a message; callable from any thread. Never waits; a session whose client does not read is cut when its queue is full.
    func post(_ message: [UInt8])

    /// Sends a request of the server that no request of the client caused. As `post`; false when no stream is there to
    /// take it now or later.
    func canPost() -> Bool
}
