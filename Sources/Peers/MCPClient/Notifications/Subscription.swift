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
        // The response that may follow says the same.
        if notification.cancelledRequestID != nil { return finish(nil) }
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
        background.start { await self.keep(subscription, filter) }
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

    /// Listens until either side ends it; sets it up anew where the connection that carried it ended by itself.
    private func keep(_ subscription: Subscription, _ filter: SubscriptionFilter) async {
        var restarts = 0
        while let conversation = subscription.conversation {
            do throws(MCPClientError) {
                _ = try await conversation.ask(
                    "subscriptions/listen",
                    ["notifications": filter.json],
                    endless: true,
                    opened: { subscription.id = $0 },
                    notified: { subscription.take($0) }
                )
                return subscription.finish(nil)
            } catch {
                // Over HTTP the stream alone is lost, and whoever reads it decides.
                let mayReturn = !conversation.binding.cancelsByClosing && conversation.ending != nil && !isClosed
                guard mayReturn, subscription.acknowledged != nil, !subscription.hasEnded,
                    restarts < options.mostSubscriptionRestarts
                else { return subscription.finish(error) }
                restarts += 1
                guard await loop.sleep(until: .after(.milliseconds(50 << min(restarts, 6)))) else {
                    return subscription.finish(error)
                }
                do throws(MCPClientError) {
                    let next = try await ready()
                    guard !subscription.hasEnded else { return }
                    guard server.era == .modern else { return subscription.finish(error) }
                    subscription.conversation = next
                } catch {
                    return subscription.finish(error)
                }
                report(.stream, "the connection was lost: the subscription is set up anew")
            }
        }
    }
}
