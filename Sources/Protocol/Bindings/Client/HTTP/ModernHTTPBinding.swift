public import Carriers
internal import HTTPWire
public import JSONRPC
public import MCP
public import Reactor

/// Streamable HTTP since 2026-07-28: each request is a POST of its own that brings all it needs.
///
/// `@unchecked Sendable`: every member is confined to the thread of the loop.
public final class ModernHTTPBinding: ClientBinding, @unchecked Sendable {
    private let exchanges: HTTPExchanges
    private var revision: Revision

    /// A binding that talks in a revision until another one is agreed on.
    public init(_ carrier: HTTPCarrier, _ revision: Revision, _ options: HTTPBindingOptions = HTTPBindingOptions()) {
        self.revision = revision
        exchanges = HTTPExchanges(carrier, options)
    }

    /// The loop that the binding lives on.
    public var loop: EventLoop { exchanges.loop }
    /// How the messages travel.
    public var transport: TransportKind { .streamableHTTP }
    /// Closing the stream of a request cancels it.
    public var cancelsByClosing: Bool { true }

    /// Makes the exchanges.
    public func run() async { await exchanges.tasks.run() }

    /// Starts an exchange.
    public func send(_ message: OutgoingMessage, until deadline: Deadline) async throws(BindingError) {
        guard case .response = message.role else {
            let id = message.requestID
            let request = exchanges.request(.post, fields(for: message), message)
            guard let id else { return try await acknowledge(request, until: deadline) }
            return try exchanges.start(id) { [exchanges] in
                try await exchanges.exchange(request) { response in
                    try await Self.take(response, id, exchanges)
                }
            }
        }
        throw BindingError(.violation, "a modern client sends no responses")
    }

    private func fields(for message: OutgoingMessage) -> HTTPFields {
        var fields: HTTPFields = ["Accept": "application/json, text/event-stream"]
        fields.append(MirrorHeader.protocolVersion, revision.name)
        if let method = message.method { fields.append(MirrorHeader.method, MirrorText.encode(method)) }
        if let name = message.name { fields.append(MirrorHeader.name, MirrorText.encode(name)) }
        for value in message.mirrored {
            fields.append(MirrorHeader.parameterPrefix + value.header, MirrorText.encode(value.text))
        }
        return fields
    }

    private static func take(_ response: ExchangeResponse, _ id: RequestID, _ exchanges: HTTPExchanges) async throws {
        guard response.isEventStream, response.status.isSuccess else {
            return try await exchanges.takeWhole(response, for: id, .reply(to: id))
        }
        var position = HTTPExchanges.Position()
        let end = await exchanges.takeEvents(response, answering: id, .reply(to: id), &position)
        guard !end.isAnswered else { return }
        // There is no way back to a stream: the request is lost.
        throw end.failure ?? BindingError(.closed, "expected an answer, saw the end of its stream")
    }

    /// Notifications of extensions: the server says only that it took them.
    private func acknowledge(_ request: ExchangeRequest, until deadline: Deadline) async throws(BindingError) {
        do {
            let limit = min(deadline, .after(exchanges.options.acknowledgementTimeout))
            var request = request
            request.headDeadline = limit
            let head = try await exchanges.carrier.fetch(request, until: limit).head
            if !head.status.isSuccess { throw BindingError(.refused, "expected 202 (Accepted), saw \(head.status)") }
        } catch { throw HTTPExchanges.bindingError(error) }
    }

    /// From now on requests say that they are of this revision.
    public func agree(on revision: Revision) { self.revision = revision }
    /// The next event.
    public func receive() async throws(BindingError) -> BindingEvent? { await exchanges.events.next() }
    /// Closes the stream of a request.
    public func abandon(_ id: RequestID) { exchanges.abandon(id) }
    /// There is no session to end.
    public func close() async { exchanges.close() }
}
