internal import JSON
internal import Reactor

/// Someone who is told when topics change: a legacy session, or an open `subscriptions/listen`.
protocol Subscriber: AnyObject, Sendable {
    /// Takes the news; never waits.
    func deliver(_ topic: Topic, _ method: String, _ params: JSON?)
    /// No more will come.
    func end()
}

/// Who wants to hear of what.
final class SubscriptionHub: Sendable {
    private struct State: Sendable {
        var subscribers: [Topic: [ObjectIdentifier: any Subscriber]] = [:]
        var listens: [ObjectIdentifier: any Subscriber] = [:]
    }

    private let state = Locked(State())
    private let mostListens: Int

    init(_ limits: ServerLimits) { mostListens = limits.listens }

    func subscribe(_ subscriber: any Subscriber, to topics: some Sequence<Topic>) {
        state.withLock { state in
            for topic in topics { state.subscribers[topic, default: [:]][ObjectIdentifier(subscriber)] = subscriber }
        }
    }

    func unsubscribe(_ subscriber: any Subscriber, from topics: some Sequence<Topic>) {
        state.withLock { state in
            for topic in topics {
                state.subscribers[topic]?[ObjectIdentifier(subscriber)] = nil
                if state.subscribers[topic]?.isEmpty == true { state.subscribers[topic] = nil }
            }
        }
    }

    /// Counts an open listen; false when there are too many.
    func open(_ listen: any Subscriber) -> Bool {
        state.withLock { state in
            guard state.listens.count < mostListens else { return false }
            state.listens[ObjectIdentifier(listen)] = listen
            return true
        }
    }

    func close(_ listen: any Subscriber) {
        state.withLock { state in state.listens[ObjectIdentifier(listen)] = nil }
    }

    /// Tells all subscribers of a topic.
    func publish(_ topic: Topic, _ method: String, _ params: JSON?) {
        let subscribers = state.withLock { state in state.subscribers[topic].map { Array($0.values) } }
        for subscriber in subscribers ?? [] { subscriber.deliver(topic, method, params) }
    }

    /// Ends all listens.
    func endListens() {
        let listens = state.withLock { state in Array(state.listens.values) }
        for listen in listens { listen.end() }
    }
}
