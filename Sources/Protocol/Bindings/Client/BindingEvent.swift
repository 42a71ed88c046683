public import HTTPWire
public import JSONRPC

/// What a client's binding tells about.
public enum BindingEvent: Sendable {
    /// A message came.
    case message(Message, Arrival)
    /// Something came that is no message; whoever waits on its stream may still get one.
    case unreadable(UnreadableMessage, Arrival)
    /// No answer to this request can come any more.
    case lost(LostRequest)
    /// A stream or a connection that belongs to no request ended or failed; the binding goes on without it, or tries again.
    case interrupted(BindingError)
    /// Something that the texts do not allow, but that could be lived with.
    case oddity(String, Arrival)
}

/// Where and how something came.
public struct Arrival: Sendable, Equatable {
    /// The stream that brought it.
    public enum Stream: Sendable, Equatable {
        /// The one connection that carries everything.
        case connection
        /// The answer to the request with this id.
        case reply(to: RequestID)
        /// The answer to something that wants none.
        case acknowledgement
        /// The stream that the server sends on at will.
        case standing
    }

    /// The stream that brought it.
    public var stream: Stream
    /// The status of the HTTP response that brought it.
    public var status: HTTPStatus?
    /// Whether it is the whole of a response, so that nothing more follows on this stream.
    public var isWhole: Bool

    /// An arrival on a stream.
    public init(_ stream: Stream, status: HTTPStatus? = nil, isWhole: Bool = false) {
        (self.stream, self.status, self.isWhole) = (stream, status, isWhole)
    }

    /// What everything on a connection that carries everything came by.
    public static let connection = Arrival(.connection)
}

/// Bytes that are no message.
public struct UnreadableMessage: Sendable, Equatable, CustomStringConvertible {
    /// What came.
    public var bytes: [UInt8]
    /// What was expected and what was seen.
    public var problem: String

    /// Bytes and what is wrong with them.
    public init(_ bytes: [UInt8], _ problem: String) { (self.bytes, self.problem) = (bytes, problem) }
    /// The problem.
    public var description: String { problem }
}

/// A request that gets no answer any more.
public struct LostRequest: Sendable {
    /// Which one.
    public var id: RequestID
    /// Why.
    public var error: BindingError
    /// The status of the response, where there was one.
    public var status: HTTPStatus?
    /// The fields of the response, where there was one.
    public var fields: HTTPFields
    /// What the response said instead, as far as it was read.
    public var body: [UInt8]

    /// A request that is lost.
    public init(
        _ id: RequestID,
        _ error: BindingError,
        status: HTTPStatus? = nil,
        fields: HTTPFields = [:],
        body: [UInt8] = []
    ) {
        (self.id, self.error, self.status, self.fields, self.body) = (id, error, status, fields, body)
    }
}
