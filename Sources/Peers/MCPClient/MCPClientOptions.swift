public import Bindings
public import HTTPWire
public import JSON
public import MCP
public import Reactor

/// How a client presents itself and behaves.
public struct MCPClientOptions: Sendable {
    /// Name and version of the program.
    public var info = Implementation(name: "comport", version: "0.1.0")
    /// The era to talk in; nil finds it out.
    public var era: Era?
    /// The revision to ask for; nil asks for the newest of the era.
    public var revision: Revision?
    /// What answers requests of the server; the capabilities follow from it.
    public var handlers = ClientHandlers()
    /// Capabilities beside those that follow from the handlers, such as `experimental` and `extensions`.
    public var capabilities: JSON = .object([])

    /// A token for `Authorization: Bearer`.
    public var token: String?
    /// Fields for every HTTP request and WebSocket handshake.
    public var fields = HTTPFields()

    /// How long opening a connection may take.
    public var connectTimeout = Duration.seconds(10)
    /// How long a server may think about the first message of a modern client, before it is taken for a legacy one.
    public var probeTimeout = Duration.seconds(5)
    /// How long an answer may take.
    public var timeout = Duration.seconds(60)
    /// How long an answer may take in all, where progress puts the end of the time off.
    public var longestTimeout = Duration.seconds(600)
    /// Whether progress puts the end of the time off.
    public var progressResetsTimeout = true
    /// How often a server may ask for more input before it answers.
    public var mostInputRounds = 16
    /// How long a person may take for pages that a legacy server wants visited first, where it does not say when it is done.
    public var visitTime = Duration.seconds(60)
    /// How many pages a list may have.
    public var mostPages = 10_000
    /// How often a subscription is set up anew when the connection that carried it ended by itself; over HTTP never.
    public var mostSubscriptionRestarts = 5
    /// How many notifications wait for a reader before the oldest is dropped.
    public var feedCapacity = 256
    /// How many requests of the server are worked on at a time; more are answered with an error.
    public var mostServerRequests = 64
    /// How long the goodbye may take.
    public var closeTimeout = Duration.seconds(5)

    /// How HTTP is spoken, beside the token and the fields.
    public var http = HTTPBindingOptions()
    /// Whether a legacy client opens the stream that the server sends on at will.
    public var opensStandingStream = true
    /// Whether the structured content of results is held against the schema of the tool.
    public var validatesResults = true
    /// Whether features are asked for that a legacy server did not declare, which is against the texts.
    public var asksForUndeclared = false
    /// Whether numbers with fractions may be marked to be repeated in header fields, as some servers do against the texts.
    public var mirrorsNumbers = false
    /// The memory of which server talks in which era; nil remembers nothing.
    public var eras: EraMemory? = .shared

    /// Told what the server did against the rules.
    public var report: (@Sendable (ClientFinding) -> Void)?
    /// Puts something between the client and its transport: a mutant, an observer.
    public var wrapBinding: (@Sendable (any ClientBinding) -> any ClientBinding)?
    /// Makes another stream of each connection, TLS taken off; nil leaves it alone.
    public var wrapStream: (@Sendable (any ByteStream) -> any ByteStream)?

    /// The defaults.
    public init() {}
}
