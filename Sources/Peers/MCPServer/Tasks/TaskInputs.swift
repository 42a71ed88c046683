internal import JSON
internal import MCP
internal import Reactor

/// Answers to the questions of a task: its status says that it waits for them.
struct TaskInputs: InputSource {
    let service: TaskService
    let run: TaskRun

    func answers(to requests: InputRequests, _ context: RequestContext) async throws -> InputResponses {
        guard let id = run.id else { return try await ModernInputs().answers(to: requests, context) }
        guard let session = run.origin.session else { return try await extended(id, requests) }
        return try await core(id, requests, LegacyInputs(session: session), context)
    }

    /// The client finds the questions when it looks at the task, and answers them with `tasks/update`.
    private func extended(_ id: String, _ requests: InputRequests) async throws -> InputResponses {
        guard let keys = service.ask(requests, of: id) else { throw CancellationError() }
        let given: InputResponses
        do {
            given = try await run.answers(to: keys.map(\.unique))
        } catch {
            service.withdraw(keys.map(\.unique), of: id)
            throw error
        }
        var answers = InputResponses()
        for (wanted, unique) in keys { if let answer = given[unique] { answers.add(wanted, answer) } }
        return answers
    }

    /// The client is asked by requests that name the task.
    private func core(
        _ id: String,
        _ requests: InputRequests,
        _ inputs: LegacyInputs,
        _ context: RequestContext
    ) async throws -> InputResponses {
        guard let keys = service.ask(requests, of: id) else { throw CancellationError() }
        defer { service.withdraw(keys.map(\.unique), of: id) }
        var related = InputRequests()
        for (key, request) in requests {
            let params = TaskStateMachine.relate(request.params ?? .emptyObject, to: id)
            related.add(key, InputRequest(method: request.method, params: params))
        }
        return try await inputs.answers(to: related, context)
    }
}
