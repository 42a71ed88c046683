/// Who may see a task.
package enum TaskOwner: Sendable, Hashable {
    /// Whoever proves to be this principal.
    case principal(String)
    /// The session of this number.
    case session(UInt64)
    /// Whoever knows its id, which nobody guesses.
    case bearer
}
