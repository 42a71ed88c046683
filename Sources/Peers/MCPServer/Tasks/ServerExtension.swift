internal import Bindings
internal import JSONRPC
internal import MCP

/// What adds methods, capabilities and kinds of results to a server: tasks, in both of their forms.
protocol ServerExtension: AnyObject, Sendable {
    /// Writes down what it offers to clients of a revision.
    func declare(in capabilities: inout ServerCapabilities, for revision: Revision)

    /// Whether it answers a method in a revision.
    func answers(_ method: String, in revision: Revision) -> Bool

    /// Answers a request for one of its methods. The context stays usable until the reply that it makes is handed back.
    func take(_ context: RequestContext) -> Handling

    /// Whether it may want to take calls of a tool over; asked before every call, so quick.
    func concerns(_ tool: RegisteredTool, _ scope: RequestScope) -> Bool

    /// Takes a tool call over: nil leaves it to the server. The arguments fit the tool's schema.
    func claim(_ call: ToolCall, of tool: RegisteredTool, _ context: RequestContext) -> Handling?

    /// The tasks among those a listener names that it may hear of.
    func listen(toTasks ids: [String], _ context: RequestContext) throws(ErrorObject) -> [String]

    /// A legacy session is over.
    func close(_ session: LegacySession)
}
