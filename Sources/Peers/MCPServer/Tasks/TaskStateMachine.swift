package import JSON
package import MCP

/// The life of one task: what may happen to it, and what is to be done then.
///
/// It starts as working, moves between working and input required as questions are asked and answered, and ends once.
/// Whatever comes after the end changes nothing.
package struct TaskStateMachine: Sendable {
    /// A question to the client.
    package struct Question: Sendable, Equatable {
        /// Names it; no other question of this task ever had this key.
        package let key: String
        /// What is asked: an object with `method` and `params`.
        package let request: JSON
    }

    /// An answer that came, for whoever asked.
    package struct Delivery: Sendable, Equatable {
        /// The key of the question.
        package let key: String
        /// What the client answered.
        package let response: JSON
    }

    /// What became of an attempt to end the task.
    package enum Ending: Sendable, Equatable {
        /// It ended now: whoever waits for it is to be told, and the work to be stopped if it runs.
        case ended
        /// It had ended before.
        case alreadyOver
    }

    /// Names the task.
    package let id: String
    /// How the protocol sees it.
    package let form: TaskRecord.Form
    /// When it began.
    package let createdAt: TaskInstant
    /// How long it is kept from its beginning, in milliseconds; nil for ever.
    package let timeToLive: Int64?
    /// How often clients should look, in milliseconds.
    package let pollInterval: Int64?
    /// How far it has come.
    package private(set) var status = TaskStatus.working
    /// What a person may read about it.
    package private(set) var statusMessage: String?
    /// When anything about it changed last.
    package private(set) var lastUpdatedAt: TaskInstant
    /// What it waits for, in the order in which it was asked.
    package private(set) var outstanding: [Question] = []
    /// How its request ended; nil while it runs and when it was cancelled.
    package private(set) var outcome: TaskOutcome?
    private var usedKeys: Set<String> = []

    /// A task that begins.
    package init(id: String, form: TaskRecord.Form, at now: TaskInstant, timeToLive: Int64?, pollInterval: Int64?) {
        (self.id, self.form, createdAt, lastUpdatedAt) = (id, form, now, now)
        (self.timeToLive, self.pollInterval) = (timeToLive, pollInterval)
    }

    /// When it may be forgotten.
    package var expiry: TaskInstant? { timeToLive.map(createdAt.adding) }

    /// The work asks the client something; nil when the task is over.
    ///
    /// The key is the wanted one where that was never used, and one made from it where it was.
    package mutating func ask(_ wanted: String, _ request: JSON, at now: TaskInstant) -> Question? {
        guard !status.isFinal else { return nil }
        let question = Question(key: unusedKey(wanted), request: request)
        usedKeys.insert(question.key)
        outstanding.append(question)
        move(to: .inputRequired, now)
        return question
    }

    /// The client answers; keys that are not outstanding are ignored.
    package mutating func answer(_ responses: [(key: String, value: JSON)], at now: TaskInstant) -> [Delivery] {
        var deliveries: [Delivery] = []
        for (key, response) in responses where settle(key) {
            deliveries.append(Delivery(key: key, response: response))
        }
        if !deliveries.isEmpty { move(to: outstanding.isEmpty ? .working : .inputRequired, now) }
        return deliveries
    }

    /// Whoever asked waits no more; false when the question was not outstanding.
    package mutating func withdraw(_ key: String, at now: TaskInstant) -> Bool {
        guard settle(key) else { return false }
        if !status.isFinal { move(to: outstanding.isEmpty ? .working : .inputRequired, now) }
        return true
    }

    /// The work tells how it goes; false when the task is over.
    package mutating func say(_ message: String, at now: TaskInstant) -> Bool {
        guard !status.isFinal else { return false }
        statusMessage = message
        lastUpdatedAt = max(now, lastUpdatedAt)
        return true
    }

    /// The work ended.
    package mutating func finish(_ outcome: TaskOutcome, at now: TaskInstant) -> Ending {
        guard !status.isFinal else { return .alreadyOver }
        self.outcome = outcome
        if let diagnosis = outcome.diagnosis { statusMessage = diagnosis }
        end(as: outcome.status(in: form), now)
        return .ended
    }

    /// The client calls it off.
    package mutating func cancel(at now: TaskInstant) -> Ending {
        guard !status.isFinal else { return .alreadyOver }
        statusMessage = "The task was cancelled."
        end(as: .cancelled, now)
        return .ended
    }

    private mutating func end(as status: TaskStatus, _ now: TaskInstant) {
        outstanding = []
        move(to: status, now)
    }

    private mutating func move(to status: TaskStatus, _ now: TaskInstant) {
        self.status = status
        lastUpdatedAt = max(now, lastUpdatedAt)
    }

    private mutating func settle(_ key: String) -> Bool {
        guard let position = outstanding.firstIndex(where: { $0.key == key }) else { return false }
        outstanding.remove(at: position)
        return true
    }

    private func unusedKey(_ wanted: String) -> String {
        var key = wanted
        var number = 1
        while usedKeys.contains(key) {
            number += 1
            key = "\(wanted)-\(number)"
        }
        return key
    }
}
