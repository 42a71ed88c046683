internal import Bindings
internal import JSON
internal import JSONRPC
public import MCP
internal import Reactor

/// What a modern server notifies of since it was asked to.
///
/// `@unchecked Sendable`: every member is confined to the thread of the loop.
public final class Subscription: @unchecked Sendable {
    /// What the server agreed to notify of; nil before it has said so.
    public internal(set) var acknowledged: SubscriptionFilter?
    /// The notifications, in order.
    public let notifications: Feed<ServerNotification>
    /// Why it ended, where the server did not end it in order.
    public internal(set) var failure: MCPClientError?
    /// Whether nothing more will come.
    public internal(set) var hasEnded = false
    let changed = WaitPoint()
    var id: RequestID?
    var conversation: Conversation?

    init(_ notifications: Feed<ServerNotification>) { self.notifications = notifications }

    /// Ends it.
    public func end() {
        guard !hasEnded, let id else { return }
        conversation?.cancel(id, reason: "the subscription was ended")
        finish(nil)
    }

    func take(_ notification: ServerNotification) {
        guard notification.method == "notifications/subscriptions/acknowledged" else {
            return notifications.post(notification)
        }
        acknowledged = SubscriptionFilter(json: notification.params["notifications"] ?? .object([]))
        changed.wakeAll()
    }

    func finish(_ failure: MCPClientError?) {
        guard !hasEnded else { return }
        hasEnded = true
        self.failure = failure
        notifications.finish()
        changed.wakeAll()
    }
}

extension MCPClient {
    /// Asks a modern server to notify of changes; returns when it has agreed.
    ///
    /// End the subscription when it is not needed any more; it ends with the client at the latest.
    public func listen(_ filter: SubscriptionFilter) async throws(MCPClientError) -> Subscription {
        guard server.era == .modern else {
            let detail = "subscriptions/listen: expected a modern server, saw \(server.revision); use subscribe"
            throw MCPClientError(.unsupported, detail)
        }
        let conversation = try await ready()
        let subscription = Subscription(Feed(on: loop, capacity: options.feedCapacity))
        subscription.conversation = conversation
        background.start {
            do throws(MCPClientError) {
                _ = try await conversation.ask(
                    "subscriptions/listen",
                    ["notifications": filter.json],
                    endless: true,
                    opened: { subscription.id = $0 },
                    notified: { subscription.take($0) }
                )
                subscription.finish(nil)
            } catch {
                subscription.finish(error)
            }
        }
        let deadline = Deadline.after(options.timeout)
        while subscription.acknowledged == nil, !subscription.hasEnded {
            switch await subscription.changed.wait(on: loop, until: deadline) {
            case .ready, .closed: continue
            case .timedOut:
                subscription.end()
                throw MCPClientError(.timeout, "subscriptions/listen: expected an acknowledgement in time, saw none")
            case .cancelled:
                subscription.end()
                throw MCPClientError(.cancelled, "subscriptions/listen: cancelled by the caller")
            }
        }
        if let failure = subscription.failure { throw failure }
        if subscription.acknowledged == nil {
            throw MCPClientError(.violation, "subscriptions/listen: expected an acknowledgement first, saw the end")
        }
        return subscription
    }
}
