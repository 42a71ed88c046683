public import Carriers
internal import HTTPWire
public import JSONRPC
public import MCP
public import Reactor

/// Streamable HTTP from 2025-03-26 to 2025-11-25: a session, a stream for the server to send on at will, and streams
/// that are asked for again where they broke.
///
/// `@unchecked Sendable`: every member is confined to the thread of the loop.
public final class LegacyHTTPBinding: ClientBinding, @unchecked Sendable {
    let exchanges: HTTPExchanges
    /// The session as the server named it; nil before `initialize`, and where there are no sessions.
    public private(set) var session: String?
    private var revision: Revision?
    private var hasStandingStream = false

    /// A binding without a session.
    public init(_ carrier: HTTPCarrier, _ options: HTTPBindingOptions = HTTPBindingOptions()) {
        exchanges = HTTPExchanges(carrier, options)
    }

    /// The loop that the binding lives on.
    public var loop: EventLoop { exchanges.loop }
    /// How the messages travel.
    public var transport: TransportKind { .streamableHTTP }
    /// A stream that closes may have broken: requests are cancelled by a notification.
    public var cancelsByClosing: Bool { false }

    /// Makes the exchanges.
    public func run() async { await exchanges.tasks.run() }
    /// From now on requests say that they are of this revision.
    public func agree(on revision: Revision) { self.revision = revision }
    /// The next event.
    public func receive() async throws(BindingError) -> BindingEvent? { await exchanges.events.next() }
    /// Closes the stream of a request.
    public func abandon(_ id: RequestID) { exchanges.abandon(id) }

    /// Ends the session, where there is one.
    public func close() async {
        if session != nil {
            let limit = Deadline.after(exchanges.options.acknowledgementTimeout)
            var request = exchanges.request(.delete, sessionFields)
            request.headDeadline = limit
            // A server may refuse; there is nobody left to tell.
            _ = try? await exchanges.carrier.fetch(request, until: limit)
            session = nil
        }
        exchanges.close()
    }

    private var sessionFields: HTTPFields {
        var fields = HTTPFields()
        if let session { fields.append("Mcp-Session-Id", session) }
        if let revision { fields.append(MirrorHeader.protocolVersion, revision.name) }
        return fields
    }

    private func postRequest(_ message: OutgoingMessage) -> ExchangeRequest {
        var fields: HTTPFields = ["Accept": "application/json, text/event-stream"]
        for field in sessionFields { fields.append(field.name, bytes: field.valueBytes) }
        return exchanges.request(.post, fields, message)
    }

    // MARK: Sending

    /// Sends a message: a request gets an exchange in the background, everything else is acknowledged here.
    public func send(_ message: OutgoingMessage, until deadline: Deadline) async throws(BindingError) {
        guard let id = message.requestID else { return try await acknowledge(message, until: deadline) }
        if message.method == "initialize" { (session, revision, hasStandingStream) = (nil, nil, false) }
        let request = postRequest(message)
        let usedSession = session
        let opens = message.method == "initialize"
        try exchanges.start(id) { try await self.exchange(request, id, usedSession, opens: opens) }
    }

    private func exchange(_ request: ExchangeRequest, _ id: RequestID, _ used: String?, opens: Bool) async throws {
        var position = HTTPExchanges.Position()
        let end: HTTPExchanges.StreamEnd? = try await exchanges.exchange(request) { response in
            if opens, response.status.isSuccess { takeSession(of: response) }
            if try await isLost(used, response, id) { return nil }
            guard response.isEventStream, response.status.isSuccess else {
                try await exchanges.takeWhole(response, for: id, .reply(to: id))
                return nil
            }
            return await exchanges.takeEvents(response, answering: id, .reply(to: id), &position)
        }
        guard let end, !end.isAnswered else { return }
        guard position.lastEventID != nil else {
            throw end.failure ?? BindingError(.closed, "expected an answer, saw the end of its stream")
        }
        try await resume(id, used, position)
    }

    private func takeSession(of response: ExchangeResponse) {
        guard let named = response.fields["Mcp-Session-Id"] else { return }
        session = named
        guard named.isEmpty || !named.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return }
        let seen = named.isEmpty ? "an empty one" : "other characters"
        exchanges.events.putNow(
            .oddity("expected a session id of visible ASCII, saw \(seen)", Arrival(.acknowledgement))
        )
    }

    /// Whether the server does not know the session that the request named.
    private func isLost(_ used: String?, _ response: ExchangeResponse, _ id: RequestID) async throws -> Bool {
        guard used != nil, response.status == .notFound else { return false }
        let body = try await response.collect(until: .after(exchanges.options.acknowledgementTimeout))
        let error = BindingError(.sessionLost, "the server answers 404 (Not Found) to the session that it opened")
        await exchanges.lose(id, error, response, body)
        return true
    }

    /// Sends what wants no answer, and waits until the server has taken it.
    private func acknowledge(_ message: OutgoingMessage, until deadline: Deadline) async throws(BindingError) {
        let limit = min(deadline, .after(exchanges.options.acknowledgementTimeout))
        var request = postRequest(message)
        request.headDeadline = limit
        let used = session
        let status: HTTPStatus
        do {
            status = try await exchanges.exchange(request) { response in
                try await takeAcknowledgement(response, until: limit)
                return response.status
            }
        } catch { throw HTTPExchanges.bindingError(error) }
        if message.method == "notifications/initialized" { openStandingStream() }
        guard !status.isSuccess else { return }
        if status == .notFound, used != nil {
            throw BindingError(.sessionLost, "the server answers 404 (Not Found) to the session that it opened")
        }
        let what = message.method ?? "a response"
        await exchanges.events.put(
            .oddity("expected 202 (Accepted) for \(what), saw \(status)", Arrival(.acknowledgement, status: status))
        )
    }

    private func takeAcknowledgement(_ response: ExchangeResponse, until limit: Deadline) async throws {
        if response.isEventStream, response.status.isSuccess {
            var position = HTTPExchanges.Position()
            _ = await exchanges.takeEvents(response, answering: nil, .acknowledgement, &position)
            return
        }
        let body = try await response.collect(upTo: 1 << 20, until: limit)
        guard response.status.isSuccess, response.status != .accepted, !body.allSatisfy({ $0 <= 0x20 }) else { return }
        let text = "expected 202 (Accepted) without content, saw \(response.status) with content"
        await exchanges.events.put(.oddity(text, Arrival(.acknowledgement, status: response.status)))
    }

    // MARK: Streams that are asked for

    /// Goes on with the stream of a request, as often as it brings something.
    private func resume(_ id: RequestID, _ used: String?, _ start: HTTPExchanges.Position) async throws {
        var position = start
        var failures = 0
        while failures < exchanges.options.mostReconnections {
            guard await pause(position.retry, failures) else { throw BindingError(.cancelled, "given up") }
            let before = position.lastEventID
            do {
                let end = try await ask(after: position.lastEventID) { response in
                    if try await self.isLost(used, response, id) { return HTTPExchanges.StreamEnd(isAnswered: true) }
                    try await self.requireStream(response)
                    return await self.exchanges.takeEvents(response, answering: id, .reply(to: id), &position)
                }
                if end.isAnswered { return }
                failures = position.lastEventID == before && !end.broughtEvents ? failures + 1 : 0
            } catch let error as BindingError where error.code == .refused || error.code == .cancelled {
                throw error
            } catch {
                try Task.checkCancellation()
                failures += 1
            }
        }
        let detail = "expected the rest of the answer's stream, saw nothing new in \(failures) attempts"
        throw BindingError(.closed, detail)
    }

    private func ask(
        after lastEventID: String?,
        _ body: (ExchangeResponse) async throws -> HTTPExchanges.StreamEnd
    ) async throws -> HTTPExchanges.StreamEnd {
        var fields: HTTPFields = ["Accept": "text/event-stream"]
        for field in sessionFields { fields.append(field.name, bytes: field.valueBytes) }
        if let lastEventID { fields.append("Last-Event-ID", lastEventID) }
        return try await exchanges.exchange(exchanges.request(.get, fields), body)
    }

    private func requireStream(_ response: ExchangeResponse) async throws {
        guard response.status.isSuccess, response.isEventStream else {
            _ = try? await response.collect(upTo: 1 << 20, until: .after(exchanges.options.acknowledgementTimeout))
            let type = response.fields["Content-Type"] ?? "no type"
            throw BindingError(.refused, "expected an event stream, saw \(response.status) with \(type)")
        }
    }

    /// Waits as long as the server asked for, or longer and longer; false when cancelled.
    private func pause(_ retry: Duration?, _ failures: Int) async -> Bool {
        let options = exchanges.options
        // Never earlier than the server said: whoever waits for the answer gives up when that is too late.
        let growing = min(options.reconnectionDelay * (1 << min(failures, 6)), options.longestReconnectionDelay)
        return await loop.sleep(until: .after(retry ?? growing))
    }

    private func openStandingStream() {
        guard exchanges.options.opensStandingStream, !hasStandingStream, !exchanges.isClosed else { return }
        hasStandingStream = true
        let used = session
        exchanges.tasks.start { await self.keepStandingStream(used) }
    }

    /// Keeps the stream that the server sends on at will, until it is refused or brings nothing any more.
    private func keepStandingStream(_ used: String?) async {
        var position = HTTPExchanges.Position()
        var failures = 0
        var problem = BindingError(.closed, "the stream that the server sends on at will brought nothing")
        while failures < exchanges.options.mostReconnections, !exchanges.isClosed, used == session {
            do {
                let end = try await ask(after: position.lastEventID) { response in
                    try await self.requireStream(response)
                    return await self.exchanges.takeEvents(response, answering: nil, .standing, &position)
                }
                failures = end.broughtEvents ? 0 : failures + 1
                if let failure = end.failure { problem = failure }
            } catch let error as BindingError where error.code == .refused {
                // A server without such a stream says 405, which is in order.
                if !error.detail.contains("405") { exchanges.events.putNow(.interrupted(error)) }
                return
            } catch {
                guard !Task.isCancelled else { return }
                failures += 1
                problem = HTTPExchanges.bindingError(error)
            }
            guard await pause(position.retry, failures) else { return }
        }
        guard used == session, !exchanges.isClosed else { return }
        exchanges.events.putNow(.interrupted(problem))
    }
}
