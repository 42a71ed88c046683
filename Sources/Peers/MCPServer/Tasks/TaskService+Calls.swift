internal import Bindings
internal import JSON
internal import JSONRPC
internal import MCP

/// Calls of tools that become tasks.
extension TaskService {
    func concerns(_ tool: RegisteredTool, _ scope: RequestScope) -> Bool {
        let canBeTask = tool.tool.taskSupport != .forbidden
        if scope.revision.era == .modern { return canBeTask || options.deferred.contains(tool.key) }
        return scope.revision == .november2025 && (canBeTask || scope.request.params?["task"] != nil)
    }

    func claim(_ call: ToolCall, of tool: RegisteredTool, _ context: RequestContext) -> Handling? {
        let scope = context.scope
        do throws(ErrorObject) {
            if context.era == .modern { return try claimExtended(call, tool, scope, context) }
            guard context.revision == .november2025, scope.session != nil else { return nil }
            return try claimCore(call, tool, scope, context)
        } catch {
            return scope.finished(.failure(error))
        }
    }

    /// The client asks for a task, and the tool says whether that may or must be.
    private func claimCore(
        _ call: ToolCall,
        _ tool: RegisteredTool,
        _ scope: RequestScope,
        _ context: RequestContext
    ) throws(ErrorObject) -> Handling? {
        let support = tool.tool.taskSupport
        guard let wanted = scope.request.params?["task"] else {
            guard support == .required else { return nil }
            throw ErrorObject(
                ErrorObject.methodNotFoundCode,
                "the tool \(tool.key) runs as a task only: call it with params.task"
            )
        }
        guard support != .forbidden else {
            throw ErrorObject(
                ErrorObject.methodNotFoundCode,
                "the tool \(tool.key) does not run as a task: call it without params.task"
            )
        }
        guard let object = wanted.object else { throw scope.wrong(wanted, "an object", "task") }
        let timeToLive = object["ttl"]?.int64
        if let ttl = object["ttl"], (timeToLive ?? -1) < 0 {
            throw scope.wrong(ttl, "a whole number of milliseconds", "task.ttl")
        }
        return try begin(TaskRun(call, of: tool, scope), timeToLive: timeToLive, context)
    }

    /// The server decides: tools that can be tasks are tasks for clients that take them.
    private func claimExtended(
        _ call: ToolCall,
        _ tool: RegisteredTool,
        _ scope: RequestScope,
        _ context: RequestContext
    ) throws(ErrorObject) -> Handling? {
        guard context.takesTasks else {
            if tool.tool.taskSupport == .required { throw .missingCapability(.tasksExtension) }
            return nil
        }
        let run = TaskRun(call, of: tool, scope)
        if options.deferred.contains(tool.key) { return perform(run, context) }
        return tool.tool.taskSupport == .forbidden ? nil : try begin(run, timeToLive: nil, context)
    }

    private func begin(
        _ run: TaskRun,
        timeToLive: Int64?,
        _ context: RequestContext
    ) throws(ErrorObject) -> Handling {
        try begin(run, timeToLive: timeToLive)
        start(run, context)
        return run.origin.finished(run.firstAnswer ?? .failure(.internalError))
    }

    /// Runs the call until it is known whether it becomes a task.
    private func perform(_ run: TaskRun, _ context: RequestContext) -> Handling {
        .working { [self] in
            start(run, context)
            let outcome = await run.callerAnswer()
            // Nobody waits for the call any more; a task goes on.
            if case .silence = outcome, run.id == nil { run.cancel() }
            return run.origin.reply(outcome)
        }
    }
}
