public import Carriers
public import HTTPWire

/// How a client's HTTP bindings behave.
public struct HTTPBindingOptions: Sendable {
    /// Fields for every request.
    public var fields = HTTPFields()
    /// A token for `Authorization: Bearer`.
    public var token: String?
    /// How long an acknowledgement may take, and the goodbye.
    public var acknowledgementTimeout = Duration.seconds(10)
    /// Whether the stream is opened that the server sends on at will; legacy only.
    public var opensStandingStream = true
    /// How long to wait before a broken stream is asked for again, where the server names no time.
    public var reconnectionDelay = Duration.seconds(1)
    /// The longest wait before another attempt, where the server names no time.
    public var longestReconnectionDelay = Duration.seconds(30)
    /// How many attempts in a row may bring nothing before a stream is given up.
    public var mostReconnections = 5
    /// How many redirects within the origin are followed.
    public var mostRedirects = 3
    /// Changes a request before it is sent, for those who must break the rules.
    public var amend: (@Sendable (inout ExchangeRequest, OutgoingMessage?) -> Void)?

    /// The defaults.
    public init() {}
}
