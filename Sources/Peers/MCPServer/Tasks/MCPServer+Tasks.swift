internal import MCP
public import Reactor

/// Tasks.
extension MCPServer {
    /// Lets tools run as tasks, in both forms that the protocol knows, as each tool's `taskSupport` says; before the server
    /// is used.
    ///
    /// The work behind tasks outlives the requests that begin it: it runs within ``runTasks(on:)``.
    public func offerTasks(_ options: TaskOptions = TaskOptions()) {
        guard taskService == nil else { return }
        extend(with: TaskService(self, options))
    }

    /// Runs the work behind tasks until the caller is cancelled, which ends that work too.
    ///
    /// Returns at once when the server offers no tasks.
    public func runTasks(on loop: EventLoop) async { await taskService?.run(on: loop) }

    private var taskService: TaskService? { extensions.lazy.compactMap { $0 as? TaskService }.first }
}
