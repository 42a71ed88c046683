internal import Bindings
internal import JSON
internal import JSONRPC
internal import MCP
internal import Reactor

/// What a conversation hands on.
protocol ConversationListener: AnyObject, Sendable {
    func conversation(_ conversation: Conversation, received notification: ServerNotification)
    func conversation(_ conversation: Conversation, received request: Message.Request, _ arrival: Arrival)
    func conversation(_ conversation: Conversation, found finding: ClientFinding)
    /// The conversation is over; requests that waited have failed.
    func conversationEnded(_ conversation: Conversation)
}

/// Requests and their answers over one binding: who waits for what, until when, and what to do when it does not come.
///
/// `@unchecked Sendable`: every member is confined to the thread of the loop.
final class Conversation: @unchecked Sendable {
    let binding: any ClientBinding
    let background: BackgroundTasks
    var envelope: Envelope
    weak var listener: (any ConversationListener)?
    private let options: MCPClientOptions
    private var correlator = Correlator<PendingRequest>(memory: 256)
    private var tasks = TaskBooks()
    /// Why there is nobody to talk with any more.
    private(set) var ending: MCPClientError?
    private var loop: EventLoop { binding.loop }

    init(
        _ binding: any ClientBinding,
        _ envelope: Envelope,
        _ options: MCPClientOptions,
        _ background: BackgroundTasks,
        _ listener: any ConversationListener
    ) {
        (self.binding, self.envelope, self.options) = (binding, envelope, options)
        (self.background, self.listener) = (background, listener)
        background.start { await binding.run() }
        background.start { await self.readEvents() }
    }

    // MARK: Asking

    /// Sends a request and waits for what the server answers.
    func ask(
        _ method: String,
        _ params: JSON?,
        _ request: RequestOptions = RequestOptions(),
        name: String? = nil,
        mirrored: [MirroredValue] = [],
        endless: Bool = false,
        opened: ((RequestID) -> Void)? = nil,
        notified: (@Sendable (ServerNotification) -> Void)? = nil
    ) async throws(MCPClientError) -> ServerAnswer {
        if let ending { throw ending }
        let timeout = request.timeout ?? options.timeout
        let deadline = endless ? .never : Deadline.after(timeout)
        let pending = PendingRequest(method, request, until: deadline, notified: notified)
        pending.becomesTask = envelope.revision == .november2025 && params?["task"] != nil
        let id = correlator.open(pending)
        opened?(id)
        let token = request.progress == nil ? nil : id
        let bytes = MessageWriter.request(id, method, params: envelope.wrap(params, token: token, request))
        var message = OutgoingMessage(bytes, .request(id), method: method, name: name)
        message.mirrored = mirrored
        do throws(BindingError) {
            try await binding.send(message, until: min(deadline, .after(timeout)))
        } catch {
            _ = correlator.abandon(id)
            throw MCPClientError(error, during: "send \(method)")
        }
        return try await answer(
            to: id,
            pending,
            latest: endless ? .never : .after(max(timeout, options.longestTimeout))
        )
    }

    private func answer(
        to id: RequestID,
        _ pending: PendingRequest,
        latest: Deadline
    ) async throws(MCPClientError) -> ServerAnswer {
        while pending.outcome == nil {
            let deadline = min(pending.deadline, latest)
            switch await pending.settled.wait(on: loop, until: deadline) {
            case .ready, .closed: continue
            case .timedOut:
                guard pending.outcome == nil, min(pending.deadline, latest).hasPassed else { continue }
                giveUp(id, pending, reason: "no answer in time")
                throw MCPClientError(
                    .timeout,
                    "\(pending.method): expected an answer in time, saw none; it was cancelled"
                )
            case .cancelled:
                guard pending.outcome == nil else { continue }
                giveUp(id, pending, reason: "the caller does not want it any more")
                throw MCPClientError(.cancelled, "\(pending.method): cancelled by the caller")
            }
        }
        guard let outcome = pending.outcome else { throw MCPClientError(.lost, pending.method) }
        return try outcome.get()
    }

    /// Gives up a request that somebody else waits for.
    func cancel(_ id: RequestID, reason: String) {
        guard let pending = correlator[id] else { return }
        giveUp(id, pending, reason: reason)
        pending.settle(.failure(MCPClientError(.cancelled, "\(pending.method): \(reason)")))
    }

    /// Tells the server that nobody waits any more, as the transport wants it.
    private func giveUp(_ id: RequestID, _ pending: PendingRequest, reason: String) {
        guard correlator.abandon(id) != nil else { return }
        if pending.becomesTask { return awaitTask(of: id) }
        guard !binding.cancelsByClosing, pending.method != "initialize" else { return binding.abandon(id) }
        let params: JSON = ["requestId": id.json, "reason": .string(reason)]
        background.start(urgent: true) { [binding, limit = options.closeTimeout] in
            let bytes = MessageWriter.notification("notifications/cancelled", params: params)
            let message = OutgoingMessage(bytes, .notification, method: "notifications/cancelled")
            try? await binding.send(message, until: .after(limit))
            binding.abandon(id)
        }
    }

    /// Tasks are called off by `tasks/cancel` alone: waits a little for the answer that names the task.
    private func awaitTask(of id: RequestID) {
        tasks.abandon(id)
        background.start { [binding, loop, limit = options.closeTimeout] in
            _ = await loop.sleep(until: .after(limit))
            binding.abandon(id)
        }
    }

    /// Calls the task off that a given-up call became; false when the answer belongs to no such call.
    private func callOff(_ id: RequestID, _ outcome: Result<ServerAnswer, MCPClientError>) -> Bool {
        guard tasks.claim(id), case .success(let answer) = outcome, let task = answer.startedTask else { return false }
        background.start(urgent: true) { [limit = options.closeTimeout] in
            var short = RequestOptions()
            short.timeout = limit
            _ = try? await self.ask("tasks/cancel", ["taskId": .string(task)], short)
        }
        return true
    }

    /// No progress of the task is expected any more.
    func endTask(_ task: String) { tasks.end(task) }

    /// Sends a notification.
    func notify(_ method: String, _ params: JSON? = nil) async throws(MCPClientError) {
        if let ending { throw ending }
        let message = OutgoingMessage(MessageWriter.notification(method, params: params), .notification, method: method)
        do throws(BindingError) {
            try await binding.send(message, until: .after(options.timeout))
        } catch {
            throw MCPClientError(error, during: "send \(method)")
        }
    }

    /// Answers a request of the server.
    func respond(to id: RequestID, _ result: Result<JSON, ErrorObject>) async {
        let bytes =
            switch result {
            case .success(let value): MessageWriter.result(id, value)
            case .failure(let error): MessageWriter.failure(id, error)
            }
        try? await binding.send(OutgoingMessage(bytes, .response(id)), until: .after(options.timeout))
    }

    // MARK: Ending

    /// Ends the conversation as its transport wants it.
    func close() async {
        await background.settle(until: .after(options.closeTimeout))
        await binding.close()
        end(MCPClientError(.closed, "expected an open connection, saw that the client closed it"))
    }

    private func end(_ error: MCPClientError) {
        guard ending == nil else { return }
        ending = error
        for pending in correlator.abandonAll() {
            pending.settle(
                .failure(MCPClientError(error.code, "\(pending.method): \(error.detail)", bytes: error.bytes))
            )
        }
        listener?.conversationEnded(self)
    }

    // MARK: What comes

    private func readEvents() async {
        do throws(BindingError) {
            while let event = try await binding.receive() { take(event) }
            end(MCPClientError(.closed, "expected an answer, saw the end of the connection"))
        } catch {
            end(MCPClientError(error, during: "receive"))
        }
    }

    private func take(_ event: BindingEvent) {
        switch event {
        case .message(let message, let arrival): take(message, arrival)
        case .unreadable(let unreadable, let arrival): take(unreadable, arrival)
        case .lost(let lost): take(lost)
        case .interrupted(let error): report(.stream, error.detail)
        case .oddity(let detail, _): report(.http, detail)
        }
    }

    private func take(_ message: Message, _ arrival: Arrival) {
        switch message {
        case .request(let request): listener?.conversation(self, received: request, arrival)
        case .notification(let notification): take(notification)
        case .result(let response):
            settle(response.id, message, arrival, .success(ServerAnswer(result: response.result, arrival: arrival)))
        case .failure(let response):
            let error = MCPClientError(
                .answered(response.error),
                response.error.description,
                status: arrival.status,
                bytes: Array(response.value.rawBytes)
            )
            settle(response.id, message, arrival, .failure(error))
        }
    }

    private func settle(
        _ id: RequestID?,
        _ message: Message,
        _ arrival: Arrival,
        _ outcome: Result<ServerAnswer, MCPClientError>
    ) {
        let bytes = Array(message.value.rawBytes)
        if let id {
            switch correlator.settle(id) {
            case .answered(let pending):
                if case .reply(let asked) = arrival.stream, asked != id {
                    report(.envelope, "expected the answer to \(asked), saw the one to \(id) on its stream", bytes)
                }
                if pending.becomesTask, let progress = pending.options.progress, case .success(let answer) = outcome,
                    let task = answer.startedTask
                {
                    tasks.begin(task, id, progress)
                }
                return pending.settle(outcome)
            case .late where callOff(id, outcome): return
            case .duplicate where !endsAnother(id, arrival):
                return report(.unexpectedAnswer, "expected one answer to \(id), saw another", bytes)
            case .late where !endsAnother(id, arrival):
                return report(.unexpectedAnswer, "expected no answer to \(id), which was given up", bytes)
            case .unknown, .duplicate, .late: break
            }
        }
        // An answer that names nobody, or somebody unknown: where the stream says whom it is for, take it.
        guard case .reply(let asked) = arrival.stream, arrival.isWhole || id == nil,
            case .answered(let pending) = correlator.settle(asked)
        else {
            let seen = id.map { "\($0)" } ?? "none"
            return settleOnly(seen, outcome, bytes)
        }
        report(.envelope, "expected an answer with id \(asked), saw \(id.map { "\($0)" } ?? "no id")", bytes)
        pending.settle(mustNotBelieve(outcome, id) ?? outcome)
    }

    /// Whether what came with this id is all that the request with another id, which still waits, will get.
    private func endsAnother(_ id: RequestID, _ arrival: Arrival) -> Bool {
        guard case .reply(let asked) = arrival.stream else { return false }
        return arrival.isWhole && asked != id && correlator[asked] != nil
    }

    /// A result with a changed id is not believed, since it may belong to another request; errors only say no.
    private func mustNotBelieve(
        _ outcome: Result<ServerAnswer, MCPClientError>,
        _ id: RequestID?
    ) -> Result<ServerAnswer, MCPClientError>? {
        guard case .success(let answer) = outcome else { return nil }
        let seen = id.map { "\($0)" } ?? "none"
        let detail = "expected a result with the id of the request, saw id \(seen)"
        return .failure(MCPClientError(.violation, detail, bytes: answer.result.document.bytes))
    }

    /// On a connection that carries everything, an error without an id can only be for the one request that waits.
    private func settleOnly(_ seen: String, _ outcome: Result<ServerAnswer, MCPClientError>, _ bytes: [UInt8]) {
        report(.unexpectedAnswer, "expected the id of a request that waits, saw \(seen)", bytes)
        guard case .failure = outcome, correlator.count == 1, let only = correlator.waitingIDs.first,
            case .answered(let pending) = correlator.settle(only)
        else { return }
        pending.settle(outcome)
    }

    private func take(_ unreadable: UnreadableMessage, _ arrival: Arrival) {
        report(.unreadable, unreadable.problem, unreadable.bytes)
        // Nothing more will come where this was the whole answer.
        guard arrival.isWhole, case .reply(let asked) = arrival.stream,
            case .answered(let pending) = correlator.settle(asked)
        else { return }
        let detail = "\(pending.method): \(unreadable.problem)"
        pending.settle(
            .failure(MCPClientError(.violation, detail, status: arrival.status, bytes: unreadable.bytes))
        )
    }

    private func take(_ lost: LostRequest) {
        guard case .answered(let pending) = correlator.settle(lost.id) else { return }
        let code: MCPClientError.Code? = lost.error.code == .closed ? .lost : nil
        let error = MCPClientError(lost.error, during: pending.method, status: lost.status, bytes: lost.body)
        pending.settle(
            .failure(code.map { MCPClientError($0, error.detail, status: lost.status, bytes: lost.body) } ?? error)
        )
    }

    private func take(_ notification: Message.Notification) {
        let params = notification.params.flatMap { try? JSON($0.value) } ?? .object([])
        let taken = ServerNotification(method: notification.method, params: params)
        if notification.method == "notifications/progress" { takeProgress(params, notification) }
        if envelope.revision.era == .modern, let subscription = taken.cancelledRequestID ?? taken.subscriptionID {
            guard let notified = correlator[subscription]?.notified else {
                // What was on its way when the subscription ended is no fault.
                if correlator.remembers(subscription) { return }
                let detail = "expected the id of an open subscription, saw \(subscription)"
                return report(.unexpectedMessage, detail, Array(notification.value.rawBytes))
            }
            notified(taken)
        }
        if notification.method == "notifications/tasks/status", let task = params["taskId"]?.string,
            ["completed", "failed", "cancelled"].contains(params["status"]?.string)
        {
            tasks.end(task)
        }
        listener?.conversation(self, received: taken)
    }

    private func takeProgress(_ params: JSON, _ notification: Message.Notification) {
        let token = params["progressToken"].flatMap { RequestID($0) }
        if let token, let listener = tasks.listener(token) { return listener(ProgressNotification(json: params)) }
        guard let token, let pending = correlator[token], pending.options.progress != nil else {
            let bytes = Array(notification.value.rawBytes)
            return report(.unexpectedMessage, "expected progress of a request that waits and asked for it", bytes)
        }
        if options.progressResetsTimeout, !pending.deadline.isNever {
            pending.deadline = .after(pending.options.timeout ?? options.timeout)
            pending.settled.wakeAll()
        }
        pending.options.progress?(ProgressNotification(json: params))
    }

    private func report(_ kind: ClientFinding.Kind, _ detail: String, _ bytes: [UInt8] = []) {
        listener?.conversation(self, found: ClientFinding(kind, detail, bytes: bytes))
    }
}
