import HTTP
import HTTPWire
import JSONRPC
import MCP
import Reactor

extension StreamableHTTP {
    // MARK: Streams of requests

    /// Waits for the first that a request's work says, which decides between plain JSON and a stream.
    func firstOutput(of channel: EventChannel, _ turn: LegacyTurn) async throws -> HTTPResponse {
        let writer = EventChannel.Writer(turn.loop)
        channel.attachFirst(writer)
        if !turn.arrival.accepted.json { channel.beginStream() }
        while true {
            let step = channel.next(for: writer)
            switch step {
            case .answer(let replies):
                turn.session.forget(channel)
                return answer(replies, turn)
            case .wait:
                switch await writer.news.wait(on: turn.loop, until: .after(options.keepAlive)) {
                case .ready, .closed: continue
                case .cancelled:
                    // Nobody knows a name to come back to.
                    _ = channel.detach(writer)
                    turn.session.forget(channel)
                    throw CancellationError()
                case .timedOut:
                    guard turn.takesStream else { continue }
                    channel.beginStream()
                }
            case .write, .end, .suspend, .replaced: break
            }
            return stream(channel, step, writer, turn)
        }
    }

    private func stream(
        _ channel: EventChannel,
        _ step: EventChannel.Step,
        _ writer: EventChannel.Writer,
        _ turn: LegacyTurn
    ) -> HTTPResponse {
        var fields = Answers.events
        if turn.opensSession { fields.append(HeaderName.session, turn.session.id) }
        let (session, output) = (turn.session, StreamOutput(channel, turn.state.revision, options))
        return .stream(fields: fields) { response in
            do {
                try await output.prime(response)
                try await output.write(step, writer, response)
            } catch {
                session.putBack(channel.detach(writer))
                throw error
            }
        }
    }

    // MARK: GET

    /// Opens a stream for messages that belong to no request, or goes on with a broken one.
    func get(_ request: HTTPRequest, _ principal: String?) -> HTTPResponse {
        let arrival = HTTPArrival(request: request, principal: principal, accepted: AcceptedReplies(request.fields))
        guard arrival.accepted.events else {
            return Answers.refusal(.notAcceptable, "expected to accept text/event-stream")
        }
        if let refusal = modernRefusal(arrival) { return refusal }
        switch turn(arrival) {
        case .refused(let response): return response
        case .taken(let turn):
            if let last = arrival.fields[HeaderName.lastEvent], !last.isEmpty { return resume(last, turn) }
            guard let channel = turn.session.openChannel(repliesDue: 0) else {
                return Answers.refusal(.tooManyRequests, "the session has too many streams; end some first")
            }
            return listen(channel, after: nil, turn)
        }
    }

    /// Modern clients have nothing to get or to delete.
    private func modernRefusal(_ arrival: HTTPArrival) -> HTTPResponse? {
        guard speaksModern, !arrival.fields.contains(HeaderName.session),
            let revision = arrival.fields[HeaderName.version].flatMap(Revision.init), revision.era == .modern
        else { return nil }
        return Answers.methodNotAllowed("POST, OPTIONS")
    }

    private func resume(_ last: String, _ turn: LegacyTurn) -> HTTPResponse {
        let parts = last.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int(parts[0]), let sequence = Int(parts[1]),
            let channel = turn.session.channel(number), channel.hasAll(after: sequence)
        else {
            let error = ErrorObject(
                ErrorObject.invalidRequestCode,
                "expected the id of an event that is still kept in Last-Event-ID, saw another"
            )
            return Self.failure(nil, error)
        }
        return listen(channel, after: sequence, turn)
    }

    private func listen(_ channel: EventChannel, after sequence: Int?, _ turn: LegacyTurn) -> HTTPResponse {
        let (session, loop) = (turn.session, turn.loop)
        let output = StreamOutput(channel, turn.state.revision, options)
        return .stream(fields: Answers.events) { response in
            let writer = EventChannel.Writer(loop)
            guard channel.attach(writer, after: sequence ?? 0) else { return }
            do {
                if channel.isStandalone { session.deliverPending() }
                if sequence == nil { try await output.prime(response) } else { try await response.flush() }
                try await output.write(channel.next(for: writer), writer, response)
            } catch {
                session.putBack(channel.detach(writer))
                throw error
            }
        }
    }

    // MARK: DELETE

    /// Ends a session.
    func delete(_ request: HTTPRequest, _ principal: String?) -> HTTPResponse {
        let accepted = AcceptedReplies(json: true, events: true)
        let arrival = HTTPArrival(request: request, principal: principal, accepted: accepted)
        if let refusal = modernRefusal(arrival) { return refusal }
        switch turn(arrival) {
        case .refused(let response): return response
        case .taken(let turn):
            sessions.close(turn.session)
            return HTTPResponse(.noContent)
        }
    }
}

/// Writes a stream of a legacy session to a connection.
struct StreamOutput: Sendable {
    private let channel: EventChannel
    private let primes: Bool
    private let keepAlive: Duration
    private let retry: Duration

    init(_ channel: EventChannel, _ revision: Revision?, _ options: ServingOptions) {
        self.channel = channel
        // Clients of older revisions take an event without data for a broken message.
        primes = revision.map { $0 >= .november2025 } ?? false
        (keepAlive, retry) = (options.keepAlive, options.retry)
    }

    /// Begins a new stream: with an event that names its beginning, so that clients can come back at once.
    func prime(_ response: HTTPResponseWriter) async throws(HTTPError) {
        guard primes else { return try await response.flush() }
        var event: [UInt8] = []
        do throws(HTTPWireError) {
            try EventStreamWriter.append(
                text: "",
                id: channel.identifier(0),
                retryMilliseconds: retry.wholeMilliseconds,
                to: &event
            )
        } catch {
            throw HTTPError(error, operation: "write an event")
        }
        try await response.writeSoon(event)
    }

    /// Writes until the stream ends, or goes on elsewhere.
    func write(
        _ first: EventChannel.Step,
        _ writer: EventChannel.Writer,
        _ response: HTTPResponseWriter
    ) async throws {
        var step = first
        while true {
            switch step {
            case .write(let events): try await response.writeSoon(try bytes(of: events))
            case .wait:
                switch await writer.news.wait(on: writer.loop, until: .after(keepAlive)) {
                case .ready, .closed: break
                case .timedOut: try await response.write(Array(": \n\n".utf8))
                case .cancelled: throw CancellationError()
                }
            case .suspend(let retry):
                var bytes: [UInt8] = []
                try EventStreamWriter.appendControl(retryMilliseconds: retry.wholeMilliseconds, to: &bytes)
                return try await response.write(bytes)
            case .end, .replaced, .answer: return
            }
            step = channel.next(for: writer)
        }
    }

    private func bytes(of events: [EventLog.Event]) throws(HTTPWireError) -> [UInt8] {
        var bytes: [UInt8] = []
        for event in events {
            try EventStreamWriter.append(
                data: event.message.span,
                id: channel.identifier(event.sequence),
                to: &bytes
            )
        }
        return bytes
    }
}

extension Duration {
    var wholeMilliseconds: Int { Int(clampedNanoseconds / 1_000_000) }
}
