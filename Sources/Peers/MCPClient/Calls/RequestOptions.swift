public import JSON
public import MCP

/// How one request is made.
public struct RequestOptions: Sendable {
    /// How long the answer may take; nil leaves it to the client.
    public var timeout: Duration?
    /// Told about progress, in order; asking for it makes the server send it.
    public var progress: (@Sendable (ProgressUpdate) -> Void)?
    /// The least important log messages that a modern server shall send for this request.
    public var logLevel: LogLevel?
    /// More members for `_meta`.
    public var metadata: [(key: String, value: JSON)] = []

    /// The defaults.
    public init() {}
}

/// How far a request is.
public struct ProgressUpdate: Sendable, Equatable {
    /// The whole parameters of the notification.
    public let params: JSON

    /// The parameters of a notification.
    public init(_ params: JSON) { self.params = params }
    /// How far it is.
    public var progress: Double? { params["progress"]?.number?.double }
    /// How far it will get.
    public var total: Double? { params["total"]?.number?.double }
    /// What is being done.
    public var message: String? { params["message"]?.string }
}
