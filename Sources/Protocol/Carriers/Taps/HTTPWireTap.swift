public import HTTP
internal import HTTPWire
public import Reactor
internal import WebSocketWire

/// Makes events of the bytes of an HTTP connection: heads, contents, items of event streams, whole messages; and frames
/// once the connection has become a WebSocket.
///
/// It reads tolerantly beside whoever uses the connection, so that clients and servers are tapped the same way.
///
/// `@unchecked Sendable`: confined to the thread of the connection's loop.
public final class HTTPWireTap: ByteStreamTap, @unchecked Sendable {
    /// Which side of the connection this program is.
    public enum Role: Sendable, Equatable {
        /// It sends requests.
        case client
        /// It receives requests.
        case server
    }

    private let observed: ObservedConnection
    private let role: Role
    private var requests: MessageTracker<HTTPRequestParser>
    private var responses: MessageTracker<HTTPResponseParser>
    private var frames: FrameTracker?
    private var isClosed = false

    /// Watches one connection.
    public init(_ observed: ObservedConnection, role: Role, peer: SocketAddress? = nil) {
        (self.observed, self.role) = (observed, role)
        let requestDirection: WireEvent.Direction = role == .client ? .sent : .received
        let responseDirection: WireEvent.Direction = role == .client ? .received : .sent
        requests = MessageTracker(HTTPRequestParser(.watching), observed, requestDirection)
        responses = MessageTracker(HTTPResponseParser(.watching), observed, responseDirection)
        observed.report(role == .client ? .sent : .received, .opened(.socket(peer)))
    }

    /// What the options of clients and servers want: a maker of taps; nil without an observer.
    public static func maker(
        _ observer: (any WireObserver)?,
        role: Role
    ) -> (@Sendable (any ByteStream) -> (any ByteStreamTap)?)? {
        guard let observer else { return nil }
        return { stream in
            ObservedConnection(observer).map { HTTPWireTap($0, role: role, peer: stream.peerAddress) }
        }
    }

    /// Bytes came from the peer.
    public func received(_ bytes: [UInt8], at time: MonotonicInstant) { take(bytes, .received, time) }

    /// Bytes were handed over to be sent to the peer.
    public func sent(_ bytes: [UInt8], at time: MonotonicInstant) { take(bytes, .sent, time) }

    /// The peer will send no more.
    public func peerFinished(at time: MonotonicInstant) {
        observed.report(.received, .finished, at: time)
        if let frames {
            frames.finish(.received, time)
        } else if role == .client {
            responses.finish(time)
        } else {
            requests.finish(time)
        }
    }

    /// This side closed.
    public func closed(withReset: Bool, at time: MonotonicInstant) {
        guard !isClosed else { return }
        isClosed = true
        observed.report(.sent, .closed(withReset ? .resetHere : .here), at: time)
    }

    private func take(_ bytes: [UInt8], _ direction: WireEvent.Direction, _ time: MonotonicInstant) {
        observed.report(.bytes, direction, at: time, .bytes(bytes))
        if let frames { return frames.take(bytes, direction, time) }
        if (direction == .sent) == (role == .client) {
            requests.take(bytes, time) { tracker, head in
                tracker.exchange += 1
                self.responses.parser.expectResponse(to: head.method)
                return (.requestHead(head), head.fields)
            }
        } else {
            responses.take(bytes, time) { tracker, head in
                // An interim response belongs to the exchange that the final one will end.
                if !tracker.isInterim { tracker.exchange += 1 }
                tracker.isInterim = head.isInterim && head.status != .switchingProtocols
                if head.status == .switchingProtocols { self.switchProtocol(head) }
                return (.responseHead(head), head.fields)
            }
            becomeWebSocket(time)
        }
    }

    // MARK: WebSockets

    private var agreedFields: HTTPFields?

    private func switchProtocol(_ head: HTTPResponseHead) {
        requests.parser.switchProtocol()
        if head.fields.hasToken("websocket", in: "Upgrade") { agreedFields = head.fields }
    }

    private func becomeWebSocket(_ time: MonotonicInstant) {
        guard let fields = agreedFields, frames == nil else { return }
        agreedFields = nil
        let tracker = FrameTracker(observed, role: role == .client ? .client : .server, fields)
        frames = tracker
        // What came behind the heads are frames already.
        tracker.take(responses.takeRest(), role == .client ? .received : .sent, time)
        tracker.take(requests.takeRest(), role == .client ? .sent : .received, time)
    }
}

extension HTTPReadingOptions {
    /// A watcher must keep up with whatever its neighbour accepts.
    fileprivate static var watching: HTTPReadingOptions {
        var options = HTTPReadingOptions.tolerant
        options.maximumBodyBytes = .max
        options.maximumHeadBytes = 1 << 20
        options.maximumFieldBytes = 1 << 20
        options.maximumStartLineBytes = 1 << 20
        options.maximumFields = 10_000
        return options
    }
}
