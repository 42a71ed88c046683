internal import Bindings
internal import JSON
internal import JSONRPC
internal import MCP
internal import Text

extension TaskService: ServerExtension {
    func declare(in capabilities: inout ServerCapabilities, for revision: Revision) {
        if revision == .november2025 {
            (capabilities.tasks, capabilities.tasksList, capabilities.tasksCancel) = (true, true, true)
            capabilities.toolTasks = true
        }
        if revision.era == .modern { capabilities.add(extension: TaskRecord.extensionID) }
    }

    func answers(_ method: String, in revision: Revision) -> Bool {
        switch method {
        case "tasks/get", "tasks/cancel": revision >= .november2025
        case "tasks/result", "tasks/list": revision == .november2025
        case "tasks/update": revision.era == .modern
        default: false
        }
    }

    func listen(toTasks ids: [String], _ context: RequestContext) throws(ErrorObject) -> [String] {
        guard context.takesTasks else { throw .missingCapability(.tasksExtension) }
        return ids.filter { task($0, .extension, of: context.taskOwner) != nil }
    }

    func take(_ context: RequestContext) -> Handling {
        let scope = context.scope
        do throws(ErrorObject) {
            return context.era == .modern ? try extended(scope, context) : try core(scope, context)
        } catch {
            return scope.finished(.failure(error))
        }
    }

    // MARK: The extension

    private func extended(_ scope: RequestScope, _ context: RequestContext) throws(ErrorObject) -> Handling {
        guard context.takesTasks else { throw .missingCapability(.tasksExtension) }
        let task = try find(.extension, scope, context)
        switch scope.request.method {
        case "tasks/update":
            let value = scope.request.params?["inputResponses"]
            guard let responses = value?.object, let json = try? JSON(responses.value) else {
                throw scope.wrong(value, "an object", "inputResponses")
            }
            answer(json.object ?? [], of: task.id)
            return scope.finished(.result(.emptyObject))
        case "tasks/cancel":
            _ = cancel(task.id)
            return scope.finished(.result(.emptyObject))
        default: return scope.finished(.result(task.snapshot))
        }
    }

    // MARK: The core form

    private func core(_ scope: RequestScope, _ context: RequestContext) throws(ErrorObject) -> Handling {
        if scope.request.method == "tasks/list" { return try list(scope, context) }
        let task = try find(.core, scope, context)
        switch scope.request.method {
        case "tasks/cancel":
            guard let cancelled = cancel(task.id) else {
                throw .invalidParams(
                    "the task \(PrintableText.quote(task.id)) has ended: it is \(task.status.rawValue)"
                )
            }
            return scope.finished(.result(cancelled.snapshot))
        case "tasks/result":
            if let answer = task.finalAnswer { return scope.finished(answer.outcome) }
            let owner = context.taskOwner
            return scope.work(context) { context in
                guard let answer = await self.end(of: task.id, owner, context.exchange) else {
                    if context.isCancelled { return .silence }
                    throw ErrorObject.unknownTask(task.id)
                }
                return answer.outcome
            }
        default: return scope.finished(.result(task.snapshot))
        }
    }

    private func list(_ scope: RequestScope, _ context: RequestContext) throws(ErrorObject) -> Handling {
        var number: UInt64 = 0
        if let cursor = scope.request.params?["cursor"] {
            guard let text = cursor.string, let place = scope.server.sealer.taskNumber(text) else {
                throw scope.wrong(cursor, "a cursor of this server's", "cursor")
            }
            number = place
        }
        let page = page(of: context.taskOwner, after: number, limit: scope.server.options.pageSize)
        let next: String?
        do {
            next = try page.next.map { try scope.server.sealer.taskCursor(after: $0) }
        } catch {
            scope.server.options.reportFault("tasks/list could not seal a cursor: \(error)")
            throw .internalError
        }
        return scope.finished(
            .result(
                .object(of: [("tasks", .array(of: page.tasks.map(\.record))), ("nextCursor", next.map(JSON.string))])
            )
        )
    }

    private func find(
        _ form: TaskRecord.Form,
        _ scope: RequestScope,
        _ context: RequestContext
    ) throws(ErrorObject) -> TaskStateMachine {
        let id = try scope.string("taskId", in: scope.request.params)
        guard let task = task(id, form, of: context.taskOwner) else { throw .unknownTask(id) }
        return task
    }
}

extension TaskOutcome {
    /// The same as the answer to a request.
    var outcome: Outcome {
        switch self {
        case .result(let result): .result(result)
        case .failure(let error): .failure(error)
        }
    }
}

extension ErrorObject {
    /// There is no such task, or none that the client may see.
    static func unknownTask(_ id: String) -> ErrorObject {
        .invalidParams("there is no task \(PrintableText.quote(id)): it never was, or it has expired")
    }
}

extension ClientCapabilities {
    /// What a client declares that takes tasks of the extension.
    static var tasksExtension: ClientCapabilities {
        var capabilities = ClientCapabilities()
        capabilities.add(extension: TaskRecord.extensionID)
        return capabilities
    }
}
