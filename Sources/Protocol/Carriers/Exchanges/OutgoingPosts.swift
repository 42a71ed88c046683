internal import Reactor

/// Messages that wait to be posted.
///
/// `@unchecked Sendable`: confined to the thread of the carrier's loop.
final class OutgoingPosts: @unchecked Sendable {
    /// A message and what became of it.
    ///
    /// `@unchecked Sendable`: confined to the thread of the carrier's loop.
    final class Post: @unchecked Sendable {
        let message: [UInt8]
        private var result: Result<Void, CarrierError>?
        private let point = WaitPoint()

        init(_ message: [UInt8]) { self.message = message }

        func finish(_ result: Result<Void, CarrierError>) {
            guard self.result == nil else { return }
            self.result = result
            point.wakeAll()
        }

        /// Waits for the outcome.
        func wait(on loop: EventLoop, until deadline: Deadline) async throws(CarrierError) {
            let operation = "post a message"
            while true {
                if let result { return try result.get() }
                switch await point.wait(on: loop, until: deadline) {
                case .ready, .closed: continue
                case .timedOut: throw CarrierError(ReactorError(.timedOut, operation: operation), operation: operation)
                case .cancelled:
                    throw CarrierError(ReactorError(.cancelled, operation: operation), operation: operation)
                }
            }
        }

        /// Waits for the outcome, or for the deadline.
        func settle(on loop: EventLoop, until deadline: Deadline) async {
            while result == nil, await point.wait(on: loop, until: deadline) == .ready {}
        }
    }

    private var waiting = WaitingList<Post>()
    private let arrivals = WaitPoint()

    /// Queues a message; nil when more than `limit` bytes would wait.
    func append(_ message: [UInt8], limit: Int) -> Post? {
        guard waiting.byteCount + message.count <= limit else { return nil }
        let post = Post(message)
        waiting.append(post, bytes: message.count)
        arrivals.wakeAll()
        return post
    }

    /// Takes the oldest one.
    func next() -> Post? { waiting.popFirst { $0.message.count } }

    /// Waits for another one.
    func wait(on loop: EventLoop) async -> WakeReason { await arrivals.wait(on: loop) }

    /// Gives all of them up.
    func failAll(_ error: CarrierError) {
        while let post = next() { post.finish(.failure(error)) }
        arrivals.wakeAll(.closed)
    }
}
