package import MCP

/// All tasks of a server, those of each owner apart from those of all others.
///
/// It is bounded: an owner with too many tasks gets no more until some expire.
package struct TaskStore: Sendable {
    /// How much it holds, and for how long.
    package struct Limits: Sendable {
        /// The most tasks of all owners together.
        package var total = 10_000
        /// The most tasks of one owner that is known.
        package var each = 1_000
        /// How long tasks are kept when the client does not say, in milliseconds.
        package var defaultTimeToLive: Int64 = 15 * 60 * 1000
        /// The longest that tasks are kept, in milliseconds.
        package var longestTimeToLive: Int64 = 24 * 60 * 60 * 1000
        /// How often clients should look, in milliseconds.
        package var pollInterval: Int64 = 500

        /// The usual limits.
        package init() {}
    }

    /// Part of an owner's tasks.
    package struct Page: Sendable {
        /// In the order of their creation.
        package let tasks: [TaskStateMachine]
        /// Where the next page begins; nil when nothing follows.
        package let next: UInt64?
    }

    private struct Entry: Sendable {
        let owner: TaskOwner
        let number: UInt64
        var machine: TaskStateMachine
    }

    /// How much it holds.
    package let limits: Limits
    private var entries: [String: Entry] = [:]
    private var idsByOwner: [TaskOwner: [(number: UInt64, id: String)]] = [:]
    private var lastNumber: UInt64 = 0
    private var firstExpiry = TaskInstant(milliseconds: .max)

    /// An empty store.
    package init(_ limits: Limits = Limits()) { self.limits = limits }

    /// When it has something to forget next; nil for never.
    package var nextExpiry: TaskInstant? { firstExpiry.milliseconds == .max ? nil : firstExpiry }

    /// How many tasks it holds.
    package var count: Int { entries.count }

    /// Begins a task; nil when it or its owner has too many, or the id is taken.
    ///
    /// The id comes from the caller, who makes it so that nobody guesses it.
    package mutating func create(
        id: String,
        _ form: TaskRecord.Form,
        owner: TaskOwner,
        timeToLive wanted: Int64? = nil,
        at now: TaskInstant
    ) -> TaskStateMachine? {
        let own = owner == .bearer ? 0 : idsByOwner[owner]?.count ?? 0
        guard entries.count < limits.total, own < limits.each, entries[id] == nil else { return nil }
        let kept = min(max(0, wanted ?? limits.defaultTimeToLive), limits.longestTimeToLive)
        let machine = TaskStateMachine(
            id: id,
            form: form,
            at: now,
            timeToLive: kept,
            pollInterval: limits.pollInterval
        )
        lastNumber += 1
        entries[id] = Entry(owner: owner, number: lastNumber, machine: machine)
        idsByOwner[owner, default: []].append((lastNumber, id))
        if let expiry = machine.expiry { firstExpiry = min(firstExpiry, expiry) }
        return machine
    }

    /// The task, if it is of this form and of this owner: others learn nothing of it, not even that it exists.
    package func task(_ id: String, _ form: TaskRecord.Form, of owner: TaskOwner) -> TaskStateMachine? {
        guard let entry = entries[id], entry.owner == owner, entry.machine.form == form else { return nil }
        return entry.machine
    }

    /// Lets something happen to a task; nil when it is not there any more.
    package mutating func change<Result>(
        _ id: String,
        _ change: (inout TaskStateMachine) -> Result
    ) -> (result: Result, task: TaskStateMachine)? {
        guard let position = entries.index(forKey: id) else { return nil }
        let result = change(&entries.values[position].machine)
        return (result, entries.values[position].machine)
    }

    /// The tasks of an owner that were created after the one with this number.
    package func page(of owner: TaskOwner, _ form: TaskRecord.Form, after number: UInt64 = 0, limit: Int) -> Page {
        var tasks: [TaskStateMachine] = []
        var last = number
        for (number, id) in idsByOwner[owner] ?? [] where number > last {
            guard let machine = entries[id]?.machine, machine.form == form else { continue }
            guard tasks.count < max(1, limit) else { return Page(tasks: tasks, next: last) }
            tasks.append(machine)
            last = number
        }
        return Page(tasks: tasks, next: nil)
    }

    /// Forgets tasks whose time is over; their work is to be stopped if it still runs.
    package mutating func expire(at now: TaskInstant) -> [TaskStateMachine] {
        guard now >= firstExpiry else { return [] }
        let expired = entries.values.map(\.machine).filter { $0.expiry.map { $0 <= now } ?? false }
        forget(expired)
        firstExpiry = entries.values.compactMap(\.machine.expiry).min() ?? TaskInstant(milliseconds: .max)
        return expired
    }

    /// Forgets all tasks of an owner, whose session ended.
    package mutating func removeAll(of owner: TaskOwner) -> [TaskStateMachine] {
        let tasks = (idsByOwner[owner] ?? []).compactMap { entries[$0.id]?.machine }
        forget(tasks)
        return tasks
    }

    private mutating func forget(_ tasks: [TaskStateMachine]) {
        let ids = Set(tasks.map(\.id))
        let owners = Set(ids.compactMap { entries[$0]?.owner })
        for id in ids { entries[id] = nil }
        for owner in owners {
            idsByOwner[owner]?.removeAll { ids.contains($0.id) }
            if idsByOwner[owner]?.isEmpty == true { idsByOwner[owner] = nil }
        }
    }
}
