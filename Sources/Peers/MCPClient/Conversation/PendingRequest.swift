internal import Bindings
internal import JSON
internal import JSONRPC
internal import Reactor

/// What a server answered.
struct ServerAnswer: Sendable {
    let result: JSONValue
    let arrival: Arrival

    /// The id of the task that the answer of 2025-11-25 says has begun.
    var startedTask: String? { result["task"]?["taskId"]?.string }
}

/// A request that waits for its answer.
///
/// `@unchecked Sendable`: every member is confined to the thread of the loop.
final class PendingRequest: @unchecked Sendable {
    let method: String
    /// When the answer is too late; progress may put it off.
    var deadline: Deadline
    let options: RequestOptions
    /// Takes the notifications that belong to this request alone.
    let notified: (@Sendable (ServerNotification) -> Void)?
    private(set) var outcome: Result<ServerAnswer, MCPClientError>?
    let settled = WaitPoint()
    /// Whether the call is to become a task, which `notifications/cancelled` must not name.
    var becomesTask = false

    init(
        _ method: String,
        _ options: RequestOptions,
        until deadline: Deadline,
        notified: (@Sendable (ServerNotification) -> Void)?
    ) {
        (self.method, self.options, self.deadline, self.notified) = (method, options, deadline, notified)
    }

    func settle(_ outcome: Result<ServerAnswer, MCPClientError>) {
        guard self.outcome == nil else { return }
        self.outcome = outcome
        settled.wakeAll()
    }
}
