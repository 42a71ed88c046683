internal import JSON
internal import JSONRPC
internal import MCP

/// What is kept of calls that became tasks of 2025-11-25: who hears of their progress after the call was answered, and
/// which calls were given up before their task had a name.
///
/// It is bounded: of too many, some are forgotten.
struct TaskBooks {
    typealias Listener = @Sendable (ProgressNotification) -> Void

    private var listeners: [RequestID: (task: String, listener: Listener)] = [:]
    private var orphans: Set<RequestID> = []
    private let most = 256

    /// A task began whose progress goes by this token until it ends.
    mutating func begin(_ task: String, _ token: RequestID, _ listener: @escaping Listener) {
        if listeners.count >= most, let some = listeners.keys.first { listeners[some] = nil }
        listeners[token] = (task, listener)
    }

    /// A task has ended.
    mutating func end(_ task: String) { listeners = listeners.filter { $0.value.task != task } }

    /// Who hears of the progress with this token.
    func listener(_ token: RequestID) -> Listener? { listeners[token]?.listener }

    /// A call was given up before it was known which task it became.
    mutating func abandon(_ id: RequestID) { if orphans.count < most { orphans.insert(id) } }

    /// Whether this call was given up so; asked once.
    mutating func claim(_ id: RequestID) -> Bool { orphans.remove(id) != nil }
}
