import Crypto
import Reactor
import Text

/// The legacy sessions of a server, by the names that clients bring back.
final class HTTPSessionTable: Sendable {
    private let limits: ServingLimits
    private let sessions = Locked<[String: HTTPSession]>([:])

    init(_ limits: ServingLimits) { self.limits = limits }

    /// How many there are.
    var count: Int { sessions.withLock { $0.count } }

    /// Opens a session; nil when there are too many that are in use.
    func open(for principal: String?, _ begin: (HTTPSession) -> any ServerSession) -> HTTPSession? {
        if count >= limits.sessions { closeIdle(after: limits.sessionIdleTime) }
        let session = HTTPSession(id: Base64.url.encode(SecureRandom.bytes(18)), principal: principal, limits)
        let isAdded = sessions.withLock { sessions in
            guard sessions.count < limits.sessions else { return false }
            sessions[session.id] = session
            return true
        }
        guard isAdded else { return nil }
        session.begin(begin(session))
        return session
    }

    /// The session of this name, for those who may use it.
    func session(_ id: String, for principal: String?) -> HTTPSession? {
        guard let session = sessions.withLock({ $0[id] }), session.principal == principal else { return nil }
        return session
    }

    /// Ends a session.
    func close(_ session: HTTPSession) {
        sessions.withLock { $0[session.id] = nil }
        session.close()
    }

    /// Ends all sessions.
    func closeAll() {
        let all = sessions.withLock { sessions in
            defer { sessions = [:] }
            return Array(sessions.values)
        }
        for session in all { session.close() }
    }

    /// Ends the streams that belong to no request.
    func endStandaloneStreams() {
        for session in sessions.withLock({ Array($0.values) }) { session.endStandaloneStreams() }
    }

    /// Ends sessions that nobody has used for so long.
    func closeIdle(after time: Duration) {
        let limit = MonotonicInstant(nanoseconds: MonotonicInstant.now.nanoseconds - time.clampedNanoseconds)
        let all = sessions.withLock { Array($0.values) }
        for session in all where session.isIdle(since: limit) { close(session) }
    }
}
