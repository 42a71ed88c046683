package import JSON
package import JSONRPC
package import MCP

/// How the request behind a task ended: exactly what a plain call would have been answered with.
package enum TaskOutcome: Sendable, Equatable {
    /// With a result, which may say `isError`.
    case result(JSON)
    /// With an error.
    case failure(ErrorObject)

    /// Whether it is the result of a tool that failed.
    package var isToolError: Bool {
        if case .result(let result) = self { result["isError"]?.bool == true } else { false }
    }

    /// The status that follows from it: the two forms disagree on tools that fail.
    package func status(in form: TaskRecord.Form) -> TaskStatus {
        switch self {
        case .failure: .failed
        case .result: form == .core && isToolError ? .failed : .completed
        }
    }

    /// What a person may read of a failure.
    package var diagnosis: String? {
        switch self {
        case .failure(let error): error.message
        case .result(let result): isToolError ? result["content"]?[0]?["text"]?.string ?? "The tool failed." : nil
        }
    }
}
