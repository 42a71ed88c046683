public import HTTPWire
public import Reactor
public import WebSocketWire

/// Something that happened on a wire.
public struct WireEvent: Sendable {
    /// Which way it went, seen from this program.
    public enum Direction: String, Sendable, Equatable, CaseIterable {
        /// From this program to the peer.
        case sent
        /// From the peer to this program.
        case received
    }

    /// When it was seen.
    public let time: MonotonicInstant
    /// Which connection it belongs to; the observer gave the number.
    public let connection: Int
    /// Which exchange of an HTTP connection it belongs to, counted from one; nil outside of HTTP.
    public let exchange: Int?
    /// Which way it went.
    public let direction: Direction
    /// What happened.
    public let content: WireContent

    /// Describes an event.
    public init(
        time: MonotonicInstant = .now,
        connection: Int,
        exchange: Int? = nil,
        direction: Direction,
        content: WireContent
    ) {
        (self.time, self.connection, self.exchange) = (time, connection, exchange)
        (self.direction, self.content) = (direction, content)
    }
}

/// What happened on a wire.
public enum WireContent: Sendable {
    /// A connection was made, or a program started; and with whom.
    case opened(WirePeer)
    /// Bytes, as they were read or written in one call.
    case bytes([UInt8])
    /// A line of a transport that is made of lines.
    case line(WireLine)
    /// An HTTP request begins.
    case requestHead(HTTPRequestHead)
    /// An HTTP response begins, an interim one perhaps.
    case responseHead(HTTPResponseHead)
    /// A piece of an HTTP message's content, without its chunk framing.
    case body([UInt8])
    /// The fields behind a chunked content.
    case trailers(HTTPFields)
    /// An HTTP message is complete.
    case messageEnd
    /// A line, an event, a retry time or a violation of an event stream.
    case eventStream(EventStreamItem)
    /// A WebSocket frame, unmasked.
    case frame(WebSocketFrame)
    /// A whole message, free of its transport: a line, a text message, an HTTP content, the data of an event.
    case message([UInt8])
    /// What a program printed on its standard error.
    case diagnostics([UInt8])
    /// A rule of the transport was broken.
    case violation(WireViolation)
    /// The sender will send no more.
    case finished
    /// The program ended.
    case exit(ChildExit)
    /// The connection was closed.
    case closed(WireClosure)
}

/// Whom a connection leads to.
public enum WirePeer: Sendable, Equatable, CustomStringConvertible {
    /// A program that was started here.
    case program(command: [String], processIdentifier: Int32)
    /// A socket, by its far address.
    case socket(SocketAddress?)
    /// The streams that this program was started with.
    case standardStreams

    /// In words.
    public var description: String {
        switch self {
        case .program(let command, let number): "\(command.joined(separator: " ")) (process \(number))"
        case .socket(let address): address?.description ?? "an unknown address"
        case .standardStreams: "standard input and output"
        }
    }
}

/// A line as it was sent or came.
public struct WireLine: Sendable, Equatable {
    /// What a line seems to be.
    public enum Kind: Sendable, Equatable {
        /// It begins as a JSON object or array does.
        case message
        /// It holds nothing but white space.
        case blank
        /// It is something else.
        case junk
    }

    /// What it seems to be.
    public let kind: Kind
    /// Its bytes, without the line's end; none when it was too long.
    public let bytes: [UInt8]
    /// Whether a line feed ended it; only the last line of a stream may lack it.
    public let isTerminated: Bool
    /// Whether a carriage return stood before the line feed.
    public let hasCarriageReturn: Bool
    /// How many bytes of a line that was too long were dropped.
    public let droppedBytes: Int

    /// Describes a line.
    public init(_ bytes: [UInt8], isTerminated: Bool = true, hasCarriageReturn: Bool = false, droppedBytes: Int = 0) {
        let first = bytes.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
        kind =
            switch first {
            case UInt8(ascii: "{"), UInt8(ascii: "["): .message
            case nil: droppedBytes > 0 ? .junk : .blank
            default: .junk
            }
        (self.bytes, self.isTerminated) = (bytes, isTerminated)
        (self.hasCarriageReturn, self.droppedBytes) = (hasCarriageReturn, droppedBytes)
    }
}

/// A broken rule of a transport.
public struct WireViolation: Sendable, Equatable, CustomStringConvertible {
    /// The rule, as the room that knows it names it: `chunk-size`, `utf-8`, `junk`.
    public let rule: String
    /// What was expected, what was seen, and where.
    public let detail: String

    /// Describes a violation.
    public init(rule: String, detail: String) { (self.rule, self.detail) = (rule, detail) }

    /// The detail, which names the rule where its room does.
    public var description: String { detail }
}

/// How a connection ended.
public enum WireClosure: Sendable, Equatable {
    /// This side closed it.
    case here
    /// This side reset it.
    case resetHere
    /// It failed, and how.
    case failed(String)
}
