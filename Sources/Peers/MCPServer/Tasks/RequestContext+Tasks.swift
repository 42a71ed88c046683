internal import Bindings
internal import JSON
internal import JSONRPC
internal import MCP
internal import Reactor

extension RequestContext {
    /// Makes a task of the call from here on, where the client takes tasks of the extension and the tool is one of
    /// ``TaskOptions/deferred``; elsewhere the call goes on as it is.
    ///
    /// What is asked before is asked in answer to the call, what is asked after is found with the task.
    public func becomeTask() throws {
        guard let inputs = inputs as? TaskInputs, inputs.run.id == nil else { return }
        try inputs.service.begin(inputs.run, timeToLive: nil)
    }

    /// The task that the request belongs to; nil for none.
    var taskID: String? { (inputs as? TaskInputs)?.run.id }

    /// The same request as it came.
    var scope: RequestScope {
        RequestScope(
            server: server,
            request: request,
            incoming: incoming,
            exchange: exchange,
            revision: revision,
            metadata: metadata,
            session: session
        )
    }

    /// Whether the client takes tasks of the extension in answer to this request.
    var takesTasks: Bool {
        revision.era == .modern
            && clientCapabilities.settings(ofExtension: TaskRecord.extensionID)?.object != nil
    }

    /// Whose tasks the client sees.
    var taskOwner: TaskOwner { scope.taskOwner }

    /// Takes over what another context of the same request has learned.
    func adopt(_ other: RequestContext) {
        let (answers, state, consumed) = other.progress.withLock { ($0.answers, $0.state, $0.consumed) }
        progress.withLock { ($0.answers, $0.state, $0.consumed) = (answers, state, consumed) }
    }

    /// Goes on with answers and a state, as after a retry.
    func resume(with answers: InputResponses, state: JSON?) {
        progress.withLock { progress in
            for key in answers.keys { if let answer = answers[key] { progress.answers.add(key, answer) } }
            (progress.state, progress.questions) = (state, 0)
        }
    }
}

extension RequestScope {
    /// Whose tasks the client sees.
    var taskOwner: TaskOwner {
        if let principal = incoming.principal { return .principal(principal) }
        return session.map { .session($0.number) } ?? .bearer
    }
}
