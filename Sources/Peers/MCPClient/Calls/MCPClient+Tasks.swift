internal import Bindings
public import JSON
internal import JSONRPC
public import MCP
internal import Reactor

/// What came of a call that may become a task.
public enum CallOutcome: Sendable, Equatable {
    /// It is finished.
    case finished(ToolResult)
    /// It goes on, and is to be asked about.
    case task(TaskRecord)
}

extension MCPClient {
    /// Calls a tool without waiting for the task that may come of it.
    ///
    /// - Parameter lifetime: How many milliseconds a legacy server shall keep the task; modern ones decide alone.
    public func startTool(
        _ name: String,
        _ arguments: JSON? = nil,
        lifetime: Int? = nil,
        _ request: RequestOptions = RequestOptions()
    ) async throws(MCPClientError) -> CallOutcome {
        let params = JSON.object(of: [("name", .string(name)), ("arguments", arguments)])
        guard server.era == .legacy else {
            let result = try await withInput("tools/call", params, request)
            let isTask = result["resultType"]?.string == "task"
            return isTask ? .task(TaskRecord(json: result)) : .finished(ToolResult(json: result))
        }
        guard offersToolTasks else {
            throw MCPClientError(.unsupported, "expected a server that offers tasks.requests.tools.call")
        }
        return .task(try await createTask(params, lifetime: lifetime, request))
    }

    /// How a task is.
    public func getTask(
        _ id: String,
        _ request: RequestOptions = RequestOptions()
    ) async throws(MCPClientError) -> TaskRecord {
        TaskRecord(json: try await perform("tasks/get", ["taskId": .string(id)], request))
    }

    /// The result of a legacy task; waits for its end.
    public func taskResult(
        _ id: String,
        _ request: RequestOptions = RequestOptions()
    ) async throws(MCPClientError) -> JSON {
        try requireLegacy("tasks/result", instead: "getTask")
        return try await perform("tasks/result", ["taskId": .string(id)], request)
    }

    /// All tasks of a legacy server, from all pages.
    public func listTasks(_ request: RequestOptions = RequestOptions()) async throws(MCPClientError) -> [TaskRecord] {
        try requireLegacy("tasks/list", instead: "getTask")
        try requireOffered("tasks", "list")
        return try await collect("tasks/list", "tasks", request).map(TaskRecord.init(json:))
    }

    /// Asks that a task be given up.
    public func cancelTask(
        _ id: String,
        _ request: RequestOptions = RequestOptions()
    ) async throws(MCPClientError) {
        try requireOffered("tasks", "cancel")
        _ = try await perform("tasks/cancel", ["taskId": .string(id)], request)
    }

    /// Answers what a modern task wants to know.
    public func updateTask(
        _ id: String,
        responses: JSON,
        _ request: RequestOptions = RequestOptions()
    ) async throws(MCPClientError) {
        _ = try await perform("tasks/update", ["taskId": .string(id), "inputResponses": responses], request)
    }

    /// Asks about a task as often as the server wants to be asked, until it has ended; answers its questions.
    ///
    /// Cancelling the waiting task asks the server to give it up as well.
    public func finish(
        _ task: TaskRecord,
        _ request: RequestOptions = RequestOptions()
    ) async throws(MCPClientError) -> JSON {
        defer { conversation?.endTask(task.id) }
        do throws(MCPClientError) {
            return server.era == .modern
                ? try await finishModern(task, request) : try await finishLegacy(task, request)
        } catch {
            if error.code == .cancelled, Task.isCancelled {
                let limit = options.closeTimeout
                background.start(urgent: true) {
                    var short = RequestOptions()
                    short.timeout = limit
                    try? await self.cancelTask(task.id, short)
                }
            }
            throw error
        }
    }

    // MARK: Legacy

    private var offersToolTasks: Bool {
        server.revision == .november2025 && server.capabilities["tasks"]?["requests"]?["tools"]?["call"] != nil
    }

    func mustBeTask(_ name: String) -> Bool {
        server.era == .legacy && offersToolTasks && tools[name]?.taskSupport == .required
    }

    func runAsTask(_ params: JSON, _ request: RequestOptions) async throws(MCPClientError) -> JSON {
        try await finish(try await createTask(params, lifetime: nil, request), request)
    }

    private func createTask(
        _ params: JSON,
        lifetime: Int?,
        _ request: RequestOptions
    ) async throws(MCPClientError) -> TaskRecord {
        let task = JSON.object(of: [("ttl", lifetime.map { JSON($0) })])
        let result = try await perform("tools/call", .object((params.object ?? []) + [("task", task)]), request)
        guard let record = result["task"], record["taskId"]?.string != nil else {
            let detail = "tools/call: expected a task with a taskId in the result"
            throw MCPClientError(.violation, detail, bytes: result.encoded())
        }
        return TaskRecord(json: record)
    }

    private func finishLegacy(_ task: TaskRecord, _ request: RequestOptions) async throws(MCPClientError) -> JSON {
        var task = task
        let deadline = Deadline.after(options.longestTimeout)
        // Questions of the task come while its result is awaited.
        while task.status == .working {
            try await pause(before: task, until: deadline)
            task = try await getTask(task.id, request)
        }
        return try await taskResult(task.id, request)
    }

    // MARK: Modern

    private func finishModern(_ first: TaskRecord, _ request: RequestOptions) async throws(MCPClientError) -> JSON {
        var task = first
        let deadline = Deadline.after(options.longestTimeout)
        var answered: Set<String> = []
        while true {
            switch task.status {
            case .completed:
                guard let result = task.result else { throw violation(task, "a result") }
                return result
            case .failed:
                guard let error = task.error else { throw violation(task, "an error") }
                throw MCPClientError(.answered(error), "task \(task.id): \(error)", bytes: task.json.encoded())
            case .cancelled: throw MCPClientError(.cancelled, "task \(task.id) was cancelled at the server")
            case nil: throw violation(task, "a known status")
            case .inputRequired: try await answerQuestions(of: task, &answered, request)
            case .working: break
            }
            try await pause(before: task, until: deadline)
            task = try await getTask(first.id, request)
        }
    }

    private func answerQuestions(
        of task: TaskRecord,
        _ answered: inout Set<String>,
        _ request: RequestOptions
    ) async throws(MCPClientError) {
        let asked = task.json["inputRequests"]?.object ?? []
        let open = asked.filter { !answered.contains($0.key) }
        guard !open.isEmpty else { return }
        guard answered.count + open.count <= options.mostInputRounds * 8 else {
            throw MCPClientError(.tooManyRounds, "task \(task.id): expected an end of its questions, saw more")
        }
        let responses = try await responses(to: .object(open), "task \(task.id)")
        try await updateTask(task.id, responses: responses, request)
        for question in open { answered.insert(question.key) }
    }

    private func violation(_ task: TaskRecord, _ expected: String) -> MCPClientError {
        MCPClientError(.violation, "task \(task.id): expected \(expected), saw none", bytes: task.json.encoded())
    }

    /// Waits as long as the server wants, while there is time.
    private func pause(before task: TaskRecord, until deadline: Deadline) async throws(MCPClientError) {
        guard !deadline.hasPassed else {
            throw MCPClientError(
                .timeout,
                "task \(task.id): expected an end within \(options.longestTimeout), saw none"
            )
        }
        let wanted = min(max(task.pollInterval ?? 1000, 10), 3_600_000)
        guard await loop.sleep(until: min(deadline, .after(.milliseconds(wanted)))) else {
            throw MCPClientError(.cancelled, "task \(task.id): cancelled by the caller")
        }
    }
}
