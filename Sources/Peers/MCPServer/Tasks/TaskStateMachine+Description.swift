package import JSON
internal import JSONRPC
package import MCP

extension TaskStateMachine {
    /// How it stands, without what it asks for or ended with.
    private var state: TaskRecord {
        TaskRecord(
            form,
            id: id,
            status: status,
            createdAt: createdAt.timestamp,
            lastUpdatedAt: lastUpdatedAt.timestamp,
            lifetime: timeToLive.map { Int($0) },
            pollInterval: pollInterval.map { Int($0) },
            statusMessage: statusMessage
        )
    }

    /// The task as a list or a notification shows it: in the core form results are fetched with `tasks/result`.
    package var record: TaskRecord {
        var record = state
        guard form == .extension else { return record }
        if status == .inputRequired {
            record.inputRequests = InputRequests(json: .object(outstanding.map { ($0.key, $0.request) }))
        }
        switch outcome {
        case .result(let result): record.result = result
        case .failure(let error): record.error = error
        case nil: break
        }
        return record
    }

    /// The answer to the request that made it.
    package var creation: JSON {
        switch form {
        case .core: ["task": state.json]
        case .extension: Self.typed(.task, state)
        }
    }

    /// The answer to `tasks/get`.
    package var snapshot: JSON {
        switch form {
        case .core: record.json
        case .extension: Self.typed(.complete, record)
        }
    }

    private static func typed(_ type: ResultType, _ record: TaskRecord) -> JSON {
        .object([("resultType", JSON(type.rawValue))] + (record.json.object ?? []))
    }

    /// How the request behind it ended, for `tasks/result`: the result with the task's id in its `_meta`, or the error.
    package var finalAnswer: TaskOutcome? {
        switch outcome {
        case .result(let result): return .result(Self.relate(result, to: id))
        case .failure: return outcome
        case nil:
            guard status == .cancelled else { return nil }
            let message = "The task was cancelled; it has no result."
            return .failure(ErrorObject(ErrorObject.invalidParamsCode, message, data: ["taskId": JSON(id)]))
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
