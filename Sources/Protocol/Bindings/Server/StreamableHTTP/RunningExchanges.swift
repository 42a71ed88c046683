import Reactor

/// The modern requests that are being worked on, so that they can be told to end.
final class RunningExchanges: Sendable {
    private struct State {
        var exchanges: [ObjectIdentifier: (exchange: ModernExchange, waitsForNews: Bool)] = [:]
        var isStopping = false
        var isOver = false
    }

    private let state = Locked(State())

    func add(_ exchange: ModernExchange, waitsForNews: Bool) {
        let endsAtOnce = state.withLock { state in
            state.exchanges[ObjectIdentifier(exchange)] = (exchange, waitsForNews)
            return state.isOver || (state.isStopping && waitsForNews)
        }
        if endsAtOnce { exchange.cancel() }
    }

    func remove(_ exchange: ModernExchange) {
        state.withLock { $0.exchanges[ObjectIdentifier(exchange)] = nil }
    }

    /// Cancels those that wait for news, and those of them that come; what they answer then is still sent.
    func endListens() {
        let all = state.withLock { state in
            state.isStopping = true
            return Array(state.exchanges.values)
        }
        for (exchange, waitsForNews) in all where waitsForNews { exchange.cancel() }
    }

    /// Cancels all, and those that come; what they answer then is still sent.
    func endAll() {
        let all = state.withLock { state in
            (state.isStopping, state.isOver) = (true, true)
            return Array(state.exchanges.values)
        }
        for (exchange, _) in all { exchange.cancel() }
    }
}
