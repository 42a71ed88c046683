/// How far a task has come.
package enum TaskStatus: String, Sendable, Hashable, CaseIterable {
    /// It runs.
    case working
    /// It waits for answers of the client.
    case inputRequired = "input_required"
    /// It ended with a result.
    case completed
    /// It ended with an error.
    case failed
    /// It was called off.
    case cancelled

    /// Whether nothing can change it any more.
    package var isTerminal: Bool {
        switch self {
        case .working, .inputRequired: false
        case .completed, .failed, .cancelled: true
        }
    }
}

/// The two ways in which the protocol knows tasks; nothing made in one is seen in the other.
package enum TaskForm: Sendable, Hashable {
    /// Part of 2025-11-25: the client asks for a task with `params.task`.
    case core
    /// The extension `io.modelcontextprotocol/tasks` of 2026-07-28: the server decides.
    case `extension`
}

/// Who may see a task.
package enum TaskOwner: Sendable, Hashable {
    /// Whoever proves to be this principal.
    case principal(String)
    /// The session of this number.
    case session(UInt64)
    /// Whoever knows its id, which nobody guesses.
    case bearer
}
