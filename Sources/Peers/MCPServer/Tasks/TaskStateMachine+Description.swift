package import JSON
internal import JSONRPC

extension TaskStateMachine {
    /// The members that say how it stands, as each form spells them.
    private var state: [(key: String, value: JSON)] {
        var members: [(key: String, value: JSON)] = [("taskId", JSON(id)), ("status", JSON(status.rawValue))]
        if let statusMessage { members.append(("statusMessage", JSON(statusMessage))) }
        members.append(("createdAt", JSON(createdAt.timestamp)))
        members.append(("lastUpdatedAt", JSON(lastUpdatedAt.timestamp)))
        let isCore = form == .core
        members.append((isCore ? "ttl" : "ttlMs", timeToLive.map { JSON($0) } ?? .null))
        if let pollInterval { members.append((isCore ? "pollInterval" : "pollIntervalMs", JSON(pollInterval))) }
        return members
    }

    /// The answer to the request that made it.
    package var creation: JSON {
        switch form {
        case .core: ["task": .object(state)]
        case .extension: .object([("resultType", "task")] + state)
        }
    }

    /// The task as a list or a notification shows it.
    package var description: JSON { .object(state + payload) }

    /// The answer to `tasks/get`.
    package var snapshot: JSON {
        switch form {
        case .core: description
        case .extension: .object([("resultType", "complete")] + state + payload)
        }
    }

    /// What belongs to its status; in the core form results are fetched with `tasks/result`.
    private var payload: [(key: String, value: JSON)] {
        guard form == .extension else { return [] }
        switch status {
        case .working, .cancelled: return []
        case .inputRequired: return [("inputRequests", .object(outstanding.map { ($0.key, $0.request) }))]
        case .completed, .failed:
            switch outcome {
            case .result(let result): return [("result", result)]
            case .failure(let error): return [("error", error.encoded)]
            case nil: return []
            }
        }
    }

    /// How the request behind it ended, for `tasks/result`: the result with the task's id in its `_meta`, or the error.
    package var finalAnswer: TaskOutcome? {
        switch outcome {
        case .result(let result): return .result(Self.relate(result, to: id))
        case .failure: return outcome
        case nil:
            guard status == .cancelled else { return nil }
            return .failure(
                ErrorObject(
                    ErrorObject.invalidParamsCode,
                    "The task was cancelled; it has no result.",
                    data: ["taskId": JSON(id)]
                )
            )
        }
    }

    /// The key in `_meta` that ties a message to a task of the core form.
    package static let relatedTaskKey = "io.modelcontextprotocol/related-task"

    /// Ties parameters or a result to a task.
    package static func relate(_ value: JSON, to id: String) -> JSON {
        guard var members = value.object else { return value }
        let relation: (key: String, value: JSON) = (relatedTaskKey, ["taskId": JSON(id)])
        guard let position = members.firstIndex(where: { $0.key == "_meta" }) else {
            return .object(members + [("_meta", .object([relation]))])
        }
        let others = (members[position].value.object ?? []).filter { $0.key != relatedTaskKey }
        members[position].value = .object(others + [relation])
        return .object(members)
    }
}

extension ErrorObject {
    /// The error as a member of something else.
    package var encoded: JSON {
        var members: [(key: String, value: JSON)] = [("code", JSON(code)), ("message", JSON(message))]
        if let data { members.append(("data", data)) }
        return .object(members)
    }
}
