/// The names of members of `_meta` that the protocol gives a meaning.
public enum MetadataKey {
    /// The revision that a modern request is written in; required.
    public static let protocolVersion = "io.modelcontextprotocol/protocolVersion"
    /// What the client offers for a modern request; required.
    public static let clientCapabilities = "io.modelcontextprotocol/clientCapabilities"
    /// Who sends a modern request.
    public static let clientInfo = "io.modelcontextprotocol/clientInfo"
    /// How grave a log message must be to be sent for a modern request; without it none is.
    public static let logLevel = "io.modelcontextprotocol/logLevel"
    /// Who sends a modern result.
    public static let serverInfo = "io.modelcontextprotocol/serverInfo"
    /// Which `subscriptions/listen` a modern notification belongs to: the id of that request.
    public static let subscriptionID = "io.modelcontextprotocol/subscriptionId"
    /// Which task a message belongs to, in 2025-11-25.
    public static let relatedTask = "io.modelcontextprotocol/related-task"
    /// What a client gives to hear of progress, in all revisions.
    public static let progressToken = "progressToken"
    /// The parent of the request in a distributed trace, as W3C has it.
    public static let traceParent = "traceparent"
    /// What vendors add to the trace.
    public static let traceState = "tracestate"
    /// What travels with the trace.
    public static let baggage = "baggage"

    /// All of them.
    public static let all = [
        protocolVersion, clientCapabilities, clientInfo, logLevel, serverInfo, subscriptionID, relatedTask,
        progressToken, traceParent, traceState, baggage,
    ]
}
