internal import JSON
internal import JSONRPC
internal import Reactor

/// An answer that somebody waits for.
///
/// `@unchecked Sendable`: `state` is confined to `loop`; settling from elsewhere goes there first.
final class PendingAnswer: @unchecked Sendable {
    /// What came.
    enum Settlement: Sendable {
        case answered(Result<JSON, ErrorObject>)
        case closed
    }

    private let loop: EventLoop
    private let point = WaitPoint()
    private var settlement: Settlement?
    let id: Locked<RequestID?>

    init(on loop: EventLoop) {
        self.loop = loop
        id = Locked(nil)
    }

    /// Hands the answer over; from any thread.
    func settle(_ settlement: Settlement) {
        if loop.isCurrent { return take(settlement) }
        loop.execute { self.take(settlement) }
    }

    private func take(_ settlement: Settlement) {
        if self.settlement == nil { self.settlement = settlement }
        point.wakeAll()
    }

    /// Waits for the answer.
    func value(until deadline: Deadline) async throws -> Result<JSON, ErrorObject> {
        try await loop.run { () async throws in
            while true {
                switch settlement {
                case .answered(let result): return result
                case .closed: throw ServerError(.closed, "the client was gone before it answered")
                case nil: break
                }
                switch await point.wait(on: loop, until: deadline) {
                case .ready: continue
                case .cancelled: throw CancellationError()
                case .timedOut: throw ServerError(.timeout, "the client did not answer in time")
                case .closed: throw ServerError(.closed, "the client was gone before it answered")
                }
            }
        }
    }
}
