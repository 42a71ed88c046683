public import JSON
public import JSONRPC
public import MCP

/// A notification of the server.
public struct ServerNotification: Sendable, Equatable {
    /// What happened.
    public let method: String
    /// The parameters; an empty object where there are none.
    public let params: JSON

    /// A notification.
    public init(method: String, params: JSON) { (self.method, self.params) = (method, params) }

    /// The request for notifications that it belongs to.
    public var subscriptionID: RequestID? {
        params["_meta"]?[MetadataKey.subscriptionID].flatMap { RequestID($0) }
    }

    /// The request that it is about, where it is a cancellation.
    public var requestID: RequestID? {
        switch params["requestId"] {
        case .string(let text): .string(text)
        case .number(let number): RequestID(number)
        default: nil
        }
    }

    /// The request that it takes back: modern servers end subscriptions so.
    var cancelledRequestID: RequestID? { method == "notifications/cancelled" ? requestID : nil }

    /// The log message that it is, if it is one.
    public var log: LogMessage? { method == "notifications/message" ? LogMessage(json: params) : nil }
    /// The resource that was updated, if that is what happened.
    public var updatedResource: String? {
        method == "notifications/resources/updated" ? params["uri"]?.string : nil
    }
}
