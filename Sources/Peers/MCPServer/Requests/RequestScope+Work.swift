internal import Bindings
internal import JSON
package import JSONRPC
internal import MCP
internal import Reactor

extension RequestScope {
    /// Hands back the work of a handler, which may report, log and ask.
    func work(
        cache: CacheHint? = nil,
        _ body: @escaping @Sendable (RequestContext) async throws -> Outcome
    ) -> Handling {
        let context: RequestContext
        do throws(ErrorObject) {
            context = try makeContext()
        } catch {
            return finished(.failure(error))
        }
        return work(context, cache: cache, body)
    }

    /// The same, with a context that was made before.
    func work(
        _ context: RequestContext,
        cache: CacheHint? = nil,
        _ body: @escaping @Sendable (RequestContext) async throws -> Outcome
    ) -> Handling {
        if let error = session?.begin(context) { return finished(.failure(error)) }
        return .working { [self] in
            let outcome = context.isCancelled ? .silence : await context.run(body)
            session?.end(context)
            guard context.finish(), !Task.isCancelled else { return nil }
            return reply(sealing(outcome, context), cache: cache)
        }
    }

    /// The context of the request, with what it brings back from an earlier attempt.
    package func makeContext() throws(ErrorObject) -> RequestContext {
        if let session { return RequestContext(self, inputs: LegacyInputs(session: session)) }
        guard RequestScope.canAskAgain(request.method) else { return RequestContext(self, inputs: ModernInputs()) }
        var carried = CarriedState()
        if let state = request.params?["requestState"] {
            guard let text = state.string else {
                throw .invalidParams("expected a string as requestState, saw \(JSONExcerpt.text(of: state))")
            }
            carried = try server.sealer.open(text, for: self)
        }
        let consumed = Set(carried.answers.keys)
        if let responses = request.params?["inputResponses"] {
            guard let object = responses.object, let all = try? JSON(object.value) else {
                throw .invalidParams("expected an object as inputResponses, saw \(JSONExcerpt.text(of: responses))")
            }
            for (key, answer) in all.object ?? [] { carried.answers.add(key, answer) }
        }
        let context = RequestContext(self, inputs: ModernInputs(), answers: carried.answers, state: carried.state)
        context.progress.withLock { $0.consumed = consumed }
        return context
    }

    /// Whether a modern request of this method can be answered by asking for more.
    static func canAskAgain(_ method: String) -> Bool {
        method == "tools/call" || method == "prompts/get" || method == "resources/read"
    }

    /// Makes a result of what a modern client has to answer first.
    package func sealing(_ outcome: Outcome, _ context: RequestContext) -> Outcome {
        guard case .inputRequired(let needed) = outcome else { return outcome }
        let (answers, consumed) = context.progress.withLock { ($0.answers, $0.consumed) }
        var carried = CarriedState(state: needed.state)
        for key in answers.keys where consumed.contains(key) {
            if let answer = answers[key] { carried.answers.add(key, answer) }
        }
        let needsState = carried.state != nil || !carried.answers.isEmpty || needed.requests.isEmpty
        do {
            let state = try needsState ? server.sealer.seal(carried, for: self) : nil
            return .result(
                InputRequiredResult(
                    needed.requests.isEmpty ? nil : needed.requests.restricted(to: revision),
                    requestState: state
                ).json
            )
        } catch {
            server.options.reportFault("\(request.method) could not carry its state: \(error)")
            return .failure(.internalError)
        }
    }
}

extension RequestContext {
    /// Runs a handler; a legacy client is asked on the spot for what a handler says it needs first.
    func run(_ body: @escaping @Sendable (RequestContext) async throws -> Outcome) async -> Outcome {
        for _ in 0..<max(1, server.options.limits.rounds) {
            do {
                return try await body(self)
            } catch let needed as InputRequired {
                do {
                    try checkCapabilities(for: needed.requests)
                    if era == .modern {
                        guard RequestScope.canAskAgain(request.method) else { return noQuestions() }
                        return .inputRequired(needed)
                    }
                    forgetAnswers(to: needed.requests)
                    _ = try await ask(needed.requests)
                    progress.withLock { ($0.state, $0.questions) = (needed.state, 0) }
                } catch {
                    return outcome(of: error)
                }
            } catch {
                return outcome(of: error)
            }
        }
        server.options.reportFault("\(request.method) asked again and again without end")
        return .failure(.internalError)
    }

    /// What is asked explicitly is asked again, even if it was answered before.
    private func forgetAnswers(to requests: InputRequests) {
        progress.withLock { progress in for (key, _) in requests { progress.answers.json[key] = nil } }
    }

    /// The answer to a request whose handler threw.
    func outcome(of error: any Error) -> Outcome {
        if error is CancellationError, isCancelled { return .silence }
        switch error {
        case let error as ErrorObject: return .failure(allowed(error))
        case let error as ServerError: return outcome(of: error)
        default: break
        }
        if request.method == "tools/call" { return .result(failure("\(error)")) }
        server.options.reportFault("\(request.method) failed: \(error)")
        return .failure(.internalError)
    }

    private func outcome(of error: ServerError) -> Outcome {
        switch error.code {
        case .missingCapability(let required) where era == .modern: return .failure(.missingCapability(required))
        case .noSuchResource(let uri): return .failure(.noSuchResource(uri, in: revision))
        case .closed: return .silence
        default: break
        }
        if request.method == "tools/call" { return .result(failure(error.detail)) }
        server.options.reportFault("\(request.method) failed: \(error.detail)")
        return .failure(ErrorObject(ErrorObject.internalErrorCode, error.detail))
    }

    private func noQuestions() -> Outcome {
        server.options.reportFault("\(request.method) cannot ask a modern client for more")
        return .failure(.internalError)
    }

    /// The error, unless its code means nothing in the revision of the request.
    private func allowed(_ error: ErrorObject) -> ErrorObject {
        if ErrorCodeTable.mayBeSent(error.code, in: revision) {
            guard error.code == -32042, !canVisit(error.data?["elicitations"]?.array ?? []) else { return error }
            server.options.reportFault("\(request.method) wants pages visited that it does not name, or none can visit")
            return .internalError
        }
        server.options.reportFault("\(request.method) failed with a code that \(revision) does not have: \(error)")
        return .internalError
    }

    /// Whether the client offers to visit pages, and all that are asked for are complete.
    private func canVisit(_ pages: [JSON]) -> Bool {
        guard clientCapabilities.elicitationURLs, !pages.isEmpty else { return false }
        return pages.allSatisfy { page in
            page["mode"]?.string == "url"
                && ["elicitationId", "url", "message"].allSatisfy { page[$0]?.string != nil }
        }
    }

    private func failure(_ text: String) -> JSON { ToolResult.failure(text).json }

    /// Ends the request, so that nothing is sent for it any more; false when the client gave it up.
    package func finish() -> Bool {
        progress.withLock { progress in
            progress.isOver = true
            return !progress.isCancelled
        }
    }

    /// The client gave the request up.
    func cancel() {
        progress.withLock { $0.isCancelled = true }
        exchange.cancel()
    }
}
