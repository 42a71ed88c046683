import Bindings
import Carriers
import JSON
import JSONRPC
import MCP
import MCPClient
import Reactor

/// How a defect gets into a client: each factory is one place where it can sit.
struct ClientDefect: Sendable {
    let apply: @Sendable (inout MCPClientOptions) -> Void

    // MARK: Bytes

    /// Changes the bytes of every connection.
    static func stream(_ alteration: @escaping @Sendable () -> StreamAlteration) -> ClientDefect {
        ClientDefect { options in
            let inner = options.wrapStream
            options.wrapStream = { stream in AlteredStream(inner.map { $0(stream) } ?? stream, alteration()) }
        }
    }

    /// Changes the pieces that the client sends; the closure is made anew for each connection.
    static func sentPieces(_ make: @escaping @Sendable () -> (WirePiece) -> [UInt8]) -> ClientDefect {
        stream { .pieces(make()) }
    }

    /// Changes HTTP requests before they are sent; the message is nil where there is none, as with GET.
    static func requests(
        _ change: @escaping @Sendable (inout ExchangeRequest, OutgoingMessage?) -> Void
    ) -> ClientDefect {
        ClientDefect { options in
            let inner = options.http.amend
            options.http.amend = { request, message in
                inner?(&request, message)
                change(&request, message)
            }
        }
    }

    // MARK: Messages

    /// Changes what is sent and what is received; a memory is shared by both directions of a connection.
    static func messages(
        sent: (@Sendable (JSON, Memory) -> [JSON])? = nil,
        received: (@Sendable (JSON, Memory) -> [JSON])? = nil
    ) -> ClientDefect {
        ClientDefect { options in
            let inner = options.wrapBinding
            options.wrapBinding = { binding in
                EditedBinding(inner.map { $0(binding) } ?? binding, sent: sent, received: received)
            }
        }
    }

    /// Changes each message that is sent.
    static func sent(_ change: @escaping @Sendable (inout JSON, Memory) -> Void) -> ClientDefect {
        messages(sent: { message, memory in
            var message = message
            change(&message, memory)
            return [message]
        })
    }

    /// Changes the requests of a method.
    static func sent(
        _ method: String,
        _ change: @escaping @Sendable (inout JSON, Memory) -> Void
    ) -> ClientDefect {
        sent { message, memory in if message["method"]?.string == method { change(&message, memory) } }
    }

    /// Changes the answers to requests of the server of a method, and those to questions inside results.
    static func answers(to method: String, _ change: @escaping @Sendable (inout JSON) -> Void) -> ClientDefect {
        messages(
            sent: { message, memory in
                var message = message
                if message["result"] != nil, let id = message["id"], memory["asked \(id)"]?.string == method {
                    message.change("result", by: change)
                }
                message.change("params", "inputResponses") { responses in
                    for (key, _) in responses.object ?? [] where memory["asked \(key)"]?.string == method {
                        responses.change(key, by: change)
                    }
                }
                return [message]
            },
            received: { message, memory in
                if let asked = message["method"], let id = message["id"] { memory["asked \(id)"] = asked }
                for (key, question) in message["result"]?["inputRequests"]?.object ?? [] {
                    memory["asked \(key)"] = question["method"]
                }
                return [message]
            }
        )
    }

    /// Sends other ids than the client chose, and translates them back in what comes.
    static func ids(_ change: @escaping @Sendable (JSON, JSON, Memory) -> JSON) -> ClientDefect {
        messages(
            sent: { message, memory in
                var message = message
                guard message["method"] != nil, let id = message["id"] else { return [message] }
                let changed = change(id, message, memory)
                memory["id of \(changed)"] = id
                message["id"] = changed
                return [message]
            },
            received: { message, memory in
                var message = message
                if message["method"] == nil, let id = message["id"], let known = memory["id of \(id)"] {
                    message["id"] = known
                }
                return [message]
            }
        )
    }
}

/// A binding whose messages are not what they were.
private final class EditedBinding: ClientBinding {
    private let inner: any ClientBinding
    private let sent: (@Sendable (JSON, Memory) -> [JSON])?
    private let received: (@Sendable (JSON, Memory) -> [JSON])?
    private let memory = Memory()

    init(
        _ inner: any ClientBinding,
        sent: (@Sendable (JSON, Memory) -> [JSON])?,
        received: (@Sendable (JSON, Memory) -> [JSON])?
    ) {
        (self.inner, self.sent, self.received) = (inner, sent, received)
    }

    var loop: EventLoop { inner.loop }
    var transport: TransportKind { inner.transport }
    var cancelsByClosing: Bool { inner.cancelsByClosing }
    func run() async { await inner.run() }
    func agree(on revision: Revision) { inner.agree(on: revision) }
    func abandon(_ id: RequestID) { inner.abandon(id) }
    func close() async { await inner.close() }

    func send(_ message: OutgoingMessage, until deadline: Deadline) async throws(BindingError) {
        guard let sent, let json = try? JSON(parsing: message.bytes) else {
            return try await inner.send(message, until: deadline)
        }
        for changed in sent(json, memory) { try await inner.send(message.replacing(changed), until: deadline) }
    }

    func receive() async throws(BindingError) -> BindingEvent? {
        while let event = try await inner.receive() {
            guard let received, case .message(let message, let arrival) = event, let json = try? JSON(message.value)
            else { return event }
            guard let changed = received(json, memory).first else { continue }
            guard let document = try? JSONDocument(parsing: changed.encoded()),
                let message = try? Message(document.root, reading: .tolerant)
            else { return event }
            return .message(message, arrival)
        }
        return nil
    }
}

extension OutgoingMessage {
    /// The same way for another message: what transports repeat of it stays as it was.
    fileprivate func replacing(_ json: JSON) -> OutgoingMessage {
        var message = self
        message.bytes = json.encoded()
        if let id = json["id"], let document = try? JSONDocument(parsing: id.encoded()),
            let known = RequestID(document.root)
        {
            if json["method"] == nil {
                message.role = .response(known)
            } else if case .request = role {
                message.role = .request(known)
            }
        } else if json["method"] != nil {
            message.role = .notification
        }
        if let method = json["method"]?.string, method != self.method { (message.method, message.name) = (method, nil) }
        return message
    }
}
