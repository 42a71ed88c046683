/// How a connection ended, or that it has not.
public struct WebSocketClosure: Sendable, Equatable {
    /// The peer's code; 1005 when its frame had none, 1006 when there was no frame.
    public let code: WebSocketCloseCode
    /// The peer's reason.
    public let reason: String
    /// Whether close frames went both ways.
    public let wasClean: Bool
    /// Whether the peer sent the first close frame.
    public let startedByPeer: Bool
}

/// The closing handshake of RFC 6455 section 7: each side sends one close frame, and nothing after it.
public struct WebSocketCloseHandshake: Sendable, Equatable {
    private enum State: Sendable, Equatable {
        case open
        case closeSent
        case closeReceived(WebSocketClosePayload)
        case closed(WebSocketClosePayload, startedByPeer: Bool)
        case ended(WebSocketClosure)
    }

    /// What to do after the peer's close frame.
    public enum ReceiveAction: Sendable, Equatable {
        /// Send this close frame, then end: the server closes the connection, the client waits for that.
        case answer(WebSocketClosePayload)
        /// Both frames went: end.
        case end
        /// The peer sent a close frame before; nothing more is to be done.
        case nothing
    }

    private var state = State.open

    /// Starts with an open connection.
    public init() {}

    /// Whether data and pings may still be sent.
    public var maySend: Bool { state == .open }

    /// Whether the peer may still send messages.
    public var mayReceive: Bool {
        switch state {
        case .open, .closeSent: true
        default: false
        }
    }

    /// Whether close frames went both ways.
    public var isComplete: Bool {
        if case .closed = state { true } else { false }
    }

    /// Notes that this side wants to send a close frame; false when it has sent one, or must not any more.
    public mutating func send() -> Bool {
        switch state {
        case .open: state = .closeSent
        case .closeReceived(let payload): state = .closed(payload, startedByPeer: true)
        default: return false
        }
        return true
    }

    /// Takes the peer's close frame; the answer repeats its code.
    public mutating func receive(_ payload: WebSocketClosePayload) -> ReceiveAction {
        switch state {
        case .open:
            state = .closeReceived(payload)
            let isSendable = payload.code?.mayBeSent ?? false
            return .answer(WebSocketClosePayload(isSendable ? payload.code : nil))
        case .closeSent:
            state = .closed(payload, startedByPeer: false)
            return .end
        default: return .nothing
        }
    }

    /// Takes the end of the connection, and tells how it ended.
    public mutating func end() -> WebSocketClosure {
        let closure: WebSocketClosure
        switch state {
        case .ended(let known): closure = known
        case .open:
            closure = WebSocketClosure(code: .abnormal, reason: "", wasClean: false, startedByPeer: true)
        case .closeSent:
            closure = WebSocketClosure(code: .abnormal, reason: "", wasClean: false, startedByPeer: false)
        case .closeReceived(let payload):
            closure = Self.closure(payload, wasClean: false, startedByPeer: true)
        case .closed(let payload, let startedByPeer):
            closure = Self.closure(payload, wasClean: true, startedByPeer: startedByPeer)
        }
        state = .ended(closure)
        return closure
    }

    private static func closure(
        _ payload: WebSocketClosePayload,
        wasClean: Bool,
        startedByPeer: Bool
    ) -> WebSocketClosure {
        WebSocketClosure(
            code: payload.code ?? .noCode,
            reason: payload.reason,
            wasClean: wasClean,
            startedByPeer: startedByPeer
        )
    }
}
