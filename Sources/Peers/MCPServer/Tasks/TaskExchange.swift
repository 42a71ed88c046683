internal import Bindings
internal import Reactor

/// The way of what a task sends: the stream of a client that waits for its result, or else one that belongs to no request.
///
/// In the extension tasks send nothing: clients look for questions, and neither progress nor logs exist.
final class TaskExchange: ServerExchange {
    private struct Attached: Sendable {
        let number: UInt64
        let exchange: any ServerExchange
    }

    let loop: EventLoop
    private let run: TaskRun
    private let outlet: (any SessionOutlet)?
    private let attached = Locked<[Attached]>([])
    private let lastNumber = Locked<UInt64>(0)

    init(_ run: TaskRun) {
        (loop, self.run) = (run.loop, run)
        outlet = run.origin.session?.outlet
    }

    /// A client waits for the result on this stream.
    func attach(_ exchange: any ServerExchange) -> UInt64 {
        let number = lastNumber.withLock { number in
            number += 1
            return number
        }
        attached.withLock { $0.append(Attached(number: number, exchange: exchange)) }
        run.news.raise()
        return number
    }

    func detach(_ number: UInt64) { attached.withLock { $0.removeAll { $0.number == number } } }

    /// Sends a question: waits until there is a way to the client.
    func send(_ message: [UInt8]) async throws(BindingError) {
        guard !run.isCancelled else { throw BindingError(.cancelled, "the task was called off") }
        while !(await pass(message)) {
            guard outlet != nil, await waitForWay() else {
                throw BindingError(.closed, "the task ended before its client could be reached")
            }
        }
    }

    /// Sends news, which is lost when there is no way to the client.
    ///
    /// Nothing is told of a task that was called off.
    func notify(_ message: [UInt8]) async {
        guard !run.isCancelled else { return }
        _ = await pass(message)
    }

    func cancel() { run.cancel() }
    func closeForResumption(retry: Duration) async {}

    private func pass(_ message: [UInt8]) async -> Bool {
        guard let outlet else { return false }
        for way in attached.withLock({ $0.reversed() }) {
            do {
                try await way.exchange.loop.run { () async throws in try await way.exchange.send(message) }
                return true
            } catch {
                detach(way.number)
            }
        }
        guard outlet.canPost() else { return false }
        outlet.post(message)
        return true
    }

    /// A stream without a request may open without anybody telling: look now and then.
    private func waitForWay() async -> Bool {
        let reason = await loop.run { await run.news.wait(until: .after(.milliseconds(200))) }
        return (reason == .ready || reason == .timedOut) && !run.isCancelled
    }
}
