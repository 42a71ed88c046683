import Reactor

/// The connections of a site that carry both directions, so that they can be told to end.
final class OpenSessions: Sendable {
    private struct State {
        var sessions: [ObjectIdentifier: DuplexSession] = [:]
        var patience: Duration?
    }

    private let state = Locked(State())

    /// How many there are.
    var count: Int { state.withLock { $0.sessions.count } }

    /// Runs a session to its end.
    func run(_ session: DuplexSession) async {
        let patience = state.withLock { state in
            state.sessions[ObjectIdentifier(session)] = session
            return state.patience
        }
        if let patience { session.stop(within: patience) }
        await session.run()
        state.withLock { $0.sessions[ObjectIdentifier(session)] = nil }
    }

    /// Tells all sessions, and those that come, to finish what is running and end.
    func stop(within patience: Duration) {
        let sessions = state.withLock { state in
            state.patience = patience
            return Array(state.sessions.values)
        }
        for session in sessions { session.stop(within: patience) }
    }
}
