import Reactor

/// A legacy request over Streamable HTTP.
///
/// Its work outlives the connection: the client may come back for the rest.
///
/// `@unchecked Sendable`: see the class above; the stream is set once, before the work begins.
final class LegacyExchange: WorkCancellation, ServerExchange, @unchecked Sendable {
    private let takesStream: Bool
    private let writeTime: Duration
    private var channel: EventChannel?

    init(on loop: EventLoop, takesStream: Bool, writeTime: Duration) {
        (self.takesStream, self.writeTime) = (takesStream, writeTime)
        super.init(on: loop)
    }

    /// Names the stream that belongs to the request.
    func begin(_ channel: EventChannel) { self.channel = channel }

    func send(_ message: [UInt8]) async throws(BindingError) {
        guard takesStream else { throw BindingError(.refused, "the client takes no event stream") }
        guard let channel else { throw BindingError(.closed, "the message has no stream: it is no request") }
        guard loop.isCurrent else {
            return try await loop.run { () async throws(BindingError) in
                try await channel.send(message, from: loop, until: .after(writeTime))
            }
        }
        try await channel.send(message, from: loop, until: .after(writeTime))
    }

    func closeForResumption(retry: Duration) async {
        guard takesStream else { return }
        channel?.suspend(retry: retry)
    }
}
