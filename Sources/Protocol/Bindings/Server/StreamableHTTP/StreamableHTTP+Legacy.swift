import HTTP
import HTTPWire
import JSON
import JSONRPC
import MCP
import Reactor

/// One POST of a legacy client.
struct LegacyTurn: Sendable {
    let session: HTTPSession
    let state: any ServerSession
    let arrival: HTTPArrival
    /// Whether it opens the session, so that the answer must name it.
    var opensSession = false
    var isBatch = false

    var loop: EventLoop { arrival.request.loop }
    var takesStream: Bool { arrival.accepted.events }
}

extension StreamableHTTP {
    /// Answers a message that belongs to a session.
    @inline(never)
    func postLegacy(_ message: Message, _ arrival: HTTPArrival) async throws -> HTTPResponse {
        if message.method == "initialize", !arrival.fields.contains(HeaderName.session) {
            return try await open(message, arrival)
        }
        switch turn(arrival, answering: message.isRequest ? message.id : nil) {
        case .refused(let response): return response
        case .taken(let turn): return try await take(message, turn)
        }
    }

    /// Opens a session with the message that begins one.
    private func open(_ message: Message, _ arrival: HTTPArrival) async throws -> HTTPResponse {
        if let refusal = versionRefusal(arrival.fields, endpoint.revisions) { return refusal }
        let session = sessions.open(for: arrival.principal) { endpoint.openSession($0, over: .streamableHTTP) }
        guard let session, let state = session.use() else {
            return Answers.refusal(.serviceUnavailable, "there are too many sessions; try again later")
        }
        return try await take(message, LegacyTurn(session: session, state: state, arrival: arrival, opensSession: true))
    }

    enum Turn {
        case taken(LegacyTurn)
        case refused(HTTPResponse)
    }

    /// Finds the session of a request; a refusal carries the id of the message where it is a request.
    func turn(_ arrival: HTTPArrival, answering request: RequestID? = nil) -> Turn {
        let fields = arrival.fields
        if let refusal = versionRefusal(fields, endpoint.revisions.filter { $0.era == .legacy }) {
            return .refused(refusal)
        }
        guard let id = fields[HeaderName.session] else {
            return .refused(
                Self.failure(
                    request,
                    ErrorObject(
                        ErrorObject.invalidRequestCode,
                        "expected a session in Mcp-Session-Id, or initialize, or a modern request; saw none"
                    )
                )
            )
        }
        guard let session = sessions.session(id, for: arrival.principal), let state = session.use() else {
            return .refused(
                Self.failure(request, ErrorObject(ErrorObject.invalidRequestCode, "Session not found"), .notFound)
            )
        }
        return .taken(LegacyTurn(session: session, state: state, arrival: arrival))
    }

    /// A revision in the header must be one of those that are spoken here; without the header 2025-03-26 is assumed,
    /// which knows no header.
    private func versionRefusal(_ fields: HTTPFields, _ revisions: [Revision]) -> HTTPResponse? {
        guard fields.contains(HeaderName.version) else { return nil }
        let values = fields.values(for: HeaderName.version)
        if values.count == 1, let revision = Revision(values[0]), revisions.contains(revision) { return nil }
        let known = revisions.map(\.name).joined(separator: ", ")
        let error = ErrorObject(
            ErrorObject.invalidRequestCode,
            "expected one of \(known) in MCP-Protocol-Version, saw another"
        )
        return Self.failure(nil, error)
    }

    // MARK: One message

    private func take(_ message: Message, _ turn: LegacyTurn) async throws -> HTTPResponse {
        let exchange = exchange(turn)
        let isRequest = message.isRequest
        switch turn.state.take(turn.arrival.message(message), exchange) {
        case .finished(let reply?): return answer([reply], turn)
        case .finished(nil): return isRequest ? answer([], turn) : Answers.accepted
        case .working(let work):
            guard isRequest else {
                start(work, exchange, nil, turn)
                return Answers.accepted
            }
            guard let channel = turn.session.openChannel(repliesDue: 1) else { return tooManyStreams() }
            start(work, exchange, channel, turn)
            return try await firstOutput(of: channel, turn)
        }
    }

    private func exchange(_ turn: LegacyTurn) -> LegacyExchange {
        LegacyExchange(on: turn.loop, takesStream: turn.takesStream, writeTime: options.limits.writeTime)
    }

    private func tooManyStreams() -> HTTPResponse {
        Answers.refusal(.tooManyRequests, "the session has too many streams; end some first")
    }

    /// Runs work where it outlives the connection.
    private func start(
        _ work: @escaping @Sendable () async -> Reply?,
        _ exchange: LegacyExchange,
        _ channel: EventChannel?,
        _ turn: LegacyTurn
    ) {
        if let channel { exchange.begin(channel) }
        let session = turn.session
        session.add(exchange)
        let isStarted = rooms.room(on: turn.loop)?.start {
            exchange.enter()
            let reply = await work()
            exchange.leave()
            session.remove(exchange)
            channel?.deliver(reply)
        }
        guard isStarted != true else { return }
        // The server stops.
        session.remove(exchange)
        channel?.deliver(nil)
    }

    // MARK: Batches

    /// Answers several messages in one request, which 2025-03-26 alone knows.
    @inline(never)
    func postBatch(_ batch: JSONArray, _ arrival: HTTPArrival) async throws -> HTTPResponse {
        guard speaksLegacy, arrival.fields.contains(HeaderName.session) else { return Self.noBatch("a single message") }
        guard case .taken(var turn) = turn(arrival) else {
            if case .refused(let response) = self.turn(arrival) { return response }
            return Self.noBatch("a session")
        }
        guard turn.state.revision == .march2025 else { return Self.noBatch("a single message in this revision") }
        turn.isBatch = true
        let items = BatchItem.items(of: batch)
        if let problem = BatchItem.problem(of: items) { return Self.noBatch(problem) }
        let due = items.count { $0.wantsReply }
        guard due > 0 else {
            for case .message(let message) in items { takeOfBatch(message, nil, turn) }
            return Answers.accepted
        }
        guard let channel = turn.session.openChannel(repliesDue: due) else { return tooManyStreams() }
        for item in items {
            switch item {
            case .message(let message): takeOfBatch(message, channel, turn)
            case .invalid(let reply): channel.deliver(reply)
            }
        }
        return try await firstOutput(of: channel, turn)
    }

    private func takeOfBatch(_ message: Message, _ channel: EventChannel?, _ turn: LegacyTurn) {
        let exchange = exchange(turn)
        let channel = message.isRequest ? channel : nil
        switch turn.state.take(turn.arrival.message(message), exchange) {
        case .finished(let reply): channel?.deliver(reply)
        case .working(let work): start(work, exchange, channel, turn)
        }
    }

    private static func noBatch(_ expected: String) -> HTTPResponse {
        failure(nil, ErrorObject(ErrorObject.invalidRequestCode, "Invalid request: expected \(expected), saw a batch"))
    }

    // MARK: Answers

    /// Answers without a stream, where all replies are there.
    func answer(_ replies: [Reply], _ turn: LegacyTurn) -> HTTPResponse {
        var fields = Answers.json
        if turn.opensSession {
            if replies.first?.outcome == .result {
                fields.append(HeaderName.session, turn.session.id)
            } else {
                sessions.close(turn.session)
            }
        }
        guard let first = replies.first else {
            // The request was cancelled, and what is cancelled gets no answer.
            return .stream(fields: Answers.events) { _ in }
        }
        guard turn.arrival.accepted.json else {
            fields = Answers.events
            if turn.opensSession { fields.append(HeaderName.session, turn.session.id) }
            return .stream(fields: fields) { writer in
                for reply in replies { try await writer.writeEvent(reply.bytes) }
            }
        }
        guard turn.isBatch else {
            let status: HTTPStatus = if case .refused = first.outcome { .badRequest } else { .ok }
            return HTTPResponse(status, fields: fields, bytes: first.bytes)
        }
        return HTTPResponse(fields: fields, bytes: BatchItem.array(of: replies))
    }
}

extension Message {
    var isRequest: Bool { if case .request = self { true } else { false } }
}
