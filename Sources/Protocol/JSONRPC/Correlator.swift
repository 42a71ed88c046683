/// Pairs the requests of one side with the answers of the other: mints ids, keeps who waits, and tells a late answer from
/// one that nobody ever asked for.
///
/// Ids of the two types are kept apart, since `1` and `"1"` are different ids.
public struct Correlator<Waiter> {
    /// Who an answer belongs to.
    public enum Settlement {
        /// To this waiter, who waits no more.
        case answered(Waiter)
        /// To a request that was answered before.
        case duplicate
        /// To a request that was given up: cancelled, or out of time.
        case late
        /// To no request that this side remembers.
        case unknown
    }

    private enum Ending { case answered, abandoned }

    private var waiters: [RequestID: Waiter] = [:]
    private var nextInteger: Int64
    private var ended: [RequestID: Ending] = [:]
    private var endedInOrder: [RequestID] = []
    private var oldestEnded = 0
    private let memory: Int

    /// An empty one that counts its ids from `first` and remembers the last `memory` requests that ended.
    public init(first: Int64 = 1, memory: Int = 64) {
        (nextInteger, self.memory) = (first, max(1, memory))
    }

    /// How many requests wait for an answer.
    public var count: Int { waiters.count }

    /// The ids that wait for an answer, in no order.
    public var waitingIDs: [RequestID] { Array(waiters.keys) }

    /// Who waits under an id.
    public subscript(_ id: RequestID) -> Waiter? { waiters[id] }

    /// Whether an id is that of a request that ended not long ago.
    public func remembers(_ id: RequestID) -> Bool { ended[id] != nil }

    /// Remembers a request under a new id.
    public mutating func open(_ waiter: Waiter) -> RequestID {
        var id = RequestID.integer(nextInteger)
        while waiters[id] != nil {
            nextInteger += 1
            id = .integer(nextInteger)
        }
        nextInteger += 1
        waiters[id] = waiter
        return id
    }

    /// Remembers a request under an id of the caller's; false when that id still waits for its answer.
    public mutating func open(_ id: RequestID, _ waiter: Waiter) -> Bool {
        guard waiters[id] == nil else { return false }
        waiters[id] = waiter
        ended[id] = nil
        return true
    }

    /// Takes the answer with this id.
    public mutating func settle(_ id: RequestID) -> Settlement {
        if let waiter = waiters.removeValue(forKey: id) {
            remember(id, .answered)
            return .answered(waiter)
        }
        switch ended[id] {
        case .answered: return .duplicate
        case .abandoned: return .late
        case nil: return .unknown
        }
    }

    /// Gives a request up; whoever waited is handed back.
    public mutating func abandon(_ id: RequestID) -> Waiter? {
        guard let waiter = waiters.removeValue(forKey: id) else { return nil }
        remember(id, .abandoned)
        return waiter
    }

    /// Gives all requests up, since the other side is gone.
    public mutating func abandonAll() -> [Waiter] {
        let all = Array(waiters.values)
        for id in waiters.keys { remember(id, .abandoned) }
        waiters = [:]
        return all
    }

    private mutating func remember(_ id: RequestID, _ ending: Ending) {
        ended[id] = ending
        if endedInOrder.count < memory {
            endedInOrder.append(id)
        } else {
            let forgotten = endedInOrder[oldestEnded]
            endedInOrder[oldestEnded] = id
            oldestEnded = (oldestEnded + 1) % memory
            if forgotten != id, !endedInOrder.contains(forgotten) { ended[forgotten] = nil }
        }
    }
}

extension Correlator: Sendable where Waiter: Sendable {}
