/// What one or more revisions say about one method: a row of the ``MethodTable``.
///
/// Where two revisions differ about a method, it has a row for each; in any one revision a name has at most one row.
public struct Method: Sendable, Hashable {
    /// How it travels.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A message that wants an answer.
        case request
        /// A message that wants none.
        case notification
        /// A request inside of a result, answered by repeating the request that got that result.
        case inputRequest
    }

    /// Which stream may carry a notification.
    public enum Stream: Sendable, Hashable {
        /// Any.
        case any
        /// That of the request it belongs to.
        case request
        /// That of a `subscriptions/listen` which asked for it with this member of its filter; nil: every one.
        case subscription(filter: String?)
    }

    /// A capability that is needed only when a member of the parameters is there.
    public struct Condition: Sendable, Hashable {
        /// The member of the parameters.
        public let member: String
        /// What it must say for the condition to hold; nil: anything.
        public let value: String?
        /// What it must say unless it is absent, which means the same.
        public let isDefault: Bool
        /// What the receiver must then have declared.
        public let capability: String
    }

    /// What it is called on the wire.
    public let name: String
    /// What its type is called: `CallToolRequest`, `ToolListChangedNotification`.
    public let typeName: String
    /// How it travels.
    public let kind: Kind
    /// The revisions that this row speaks of.
    public let validity: Validity
    /// Who may send it.
    public let senders: Set<Side>
    /// The shape of its parameters.
    public var params: String
    /// Whether a message without parameters is wrong.
    public var needsParams = true
    /// The shape of its result; nil for notifications.
    public var result: String?
    /// What its receiver must have declared for it to be sent.
    public var receiverCapability: String?
    /// What its sender must have declared to send it.
    public var senderCapability: String?
    /// What its receiver must have declared besides, depending on the parameters.
    public var conditions: [Condition] = []
    /// Which extension it belongs to; nil: none.
    public var methodExtension: String?
    /// The member of the parameters that modern HTTP repeats in `Mcp-Name`.
    public var mirroredName: String?
    /// Whether it may be answered in pages.
    public var isPaginated = false
    /// Whether its result says how long it may be kept.
    public var isCacheable = false
    /// Whether it may be answered with questions, to be asked again with the answers.
    public var takesInput = false
    /// Whether it may be answered with a task.
    public var makesTasks = false
    /// Which stream may carry it.
    public var stream = Stream.any
    /// The revision that calls it deprecated.
    public var deprecatedSince: Revision?

    /// Whether this side may send it.
    public func isSent(by side: Side) -> Bool { senders.contains(side) }
}

extension Method: CustomStringConvertible {
    /// Name and kind.
    public var description: String { "\(kind.rawValue) \(name)" }
}
