package import Bindings
package import JSON
package import JSONRPC
package import MCP

/// What came of a request.
package enum Outcome: Sendable {
    /// A whole result.
    case result(JSON)
    /// A result that is JSON already, an object with neither `_meta` nor `resultType`.
    case raw([UInt8])
    /// An error.
    case failure(ErrorObject)
    /// A modern client has to answer something first.
    case inputRequired(InputRequired)
    /// Nothing, since nobody waits any more.
    case silence
}

extension RequestScope {
    /// The reply that says so; nil for silence.
    package func reply(_ outcome: Outcome, cache: CacheHint? = nil) -> Reply? {
        switch outcome {
        case .result(let json):
            return server.replies.result(request.id, json, revision, cache: cache)
        case .raw(let bytes):
            return server.replies.result(request.id, raw: bytes, revision, cache: cache)
        case .failure(let error):
            return server.replies.failure(request.id, error)
        case .inputRequired, .silence: return nil
        }
    }

    /// The reply to what was refused as soon as it was looked at.
    func refusal(_ error: ErrorObject) -> Handling {
        .finished(server.replies.failure(request.id, error))
    }

    /// The same, ready to be handed back.
    func finished(_ outcome: Outcome, cache: CacheHint? = nil) -> Handling { .finished(reply(outcome, cache: cache)) }
}
