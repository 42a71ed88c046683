public import JSONRPC
public import MCP
public import Reactor

/// One logical connection of a client with a server, whatever it travels on.
///
/// It knows transports, not methods: who waits for which answer, and what an answer means, is the client's business.
/// Bindings belong to one loop and are used on it. Whoever opens one runs ``run()`` in a task of the loop and reads
/// events until there are no more. A mutant of a client is another binding that wraps this one.
public protocol ClientBinding: AnyObject, Sendable {
    /// The loop that the binding lives on.
    var loop: EventLoop { get }
    /// How the messages travel.
    var transport: TransportKind { get }
    /// Whether giving up the stream of a request cancels it, so that no notification is needed: modern HTTP.
    var cancelsByClosing: Bool { get }

    /// Does what must be done in the background, until the binding is closed or its task is cancelled.
    func run() async

    /// Sends a message; waits while the other side takes nothing, but not longer than until the deadline.
    ///
    /// Over HTTP the exchange goes on in the background; what becomes of it is told by events.
    func send(_ message: OutgoingMessage, until deadline: Deadline) async throws(BindingError)

    /// Says which revision both sides agreed on, from now on; HTTP repeats it in a field.
    func agree(on revision: Revision)

    /// The next event, in the order in which they came; nil when the connection is over.
    func receive() async throws(BindingError) -> BindingEvent?

    /// Gives up waiting for the answer to a request: what belongs to it alone is closed.
    func abandon(_ id: RequestID)

    /// Ends the connection as the transport wants it: with DELETE, by closing the input of the child, with a close frame.
    func close() async
}

/// A message on its way to the server, and what transports must know about it without reading it.
public struct OutgoingMessage: Sendable {
    /// What sort of message it is.
    public enum Role: Sendable, Equatable {
        /// A request, which a response will name.
        case request(RequestID)
        /// A notification.
        case notification
        /// The answer to a request of the server.
        case response(RequestID)
    }

    /// The whole message in one line, without the line's end.
    public var bytes: [UInt8]
    /// What sort of message it is.
    public var role: Role
    /// The method of a request or a notification.
    public var method: String?
    /// What names its object, a tool, a prompt, a resource or a task, which modern HTTP repeats in `Mcp-Name`.
    public var name: String?
    /// Arguments that modern HTTP repeats: what follows `Mcp-Param-`, and the value before it is encoded.
    public var mirrored: [MirroredValue] = []

    /// A message with its role.
    public init(_ bytes: [UInt8], _ role: Role, method: String? = nil, name: String? = nil) {
        (self.bytes, self.role, self.method, self.name) = (bytes, role, method, name)
    }

    /// The id, where it is a request.
    public var requestID: RequestID? { if case .request(let id) = role { id } else { nil } }
}

/// An argument that is repeated in a header field.
public struct MirroredValue: Sendable, Equatable {
    /// What follows `Mcp-Param-` in the field's name.
    public var header: String
    /// The value as text, not yet encoded.
    public var text: String

    /// A value and its header.
    public init(header: String, text: String) { (self.header, self.text) = (header, text) }
}
