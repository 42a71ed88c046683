public import JSON
public import MCP

/// How one request is made.
public struct RequestOptions: Sendable {
    /// How long the answer may take; nil leaves it to the client.
    public var timeout: Duration?
    /// Told about progress, in order; asking for it makes the server send it.
    public var progress: (@Sendable (ProgressNotification) -> Void)?
    /// The least important log messages that a modern server shall send for this request.
    public var logLevel: LogLevel?
    /// More members for `_meta`.
    public var metadata: [(key: String, value: JSON)] = []

    /// The defaults.
    public init() {}
}
