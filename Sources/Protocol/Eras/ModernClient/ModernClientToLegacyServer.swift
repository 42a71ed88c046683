internal import JSON
public import JSONRPC
public import MCP

/// Lets modern clients of one principal talk with a legacy server: holds the session that these clients do not have.
///
/// Feed it every message of both sides, in order, and perform the actions it returns. Ids towards the server are its own.
/// The session begins with the first request. A question of the server becomes an input-required result of the request it
/// belongs to; that request stays open towards the server until the client comes back with the answers.
public struct ModernClientToLegacyServer: EraTranslator {
    /// What can be chosen.
    public struct Options: Sendable {
        /// The legacy revision to ask the server for.
        public var revision = Revision.latestLegacy
        /// Who the server is told that the client is, when the first request does not say.
        public var clientInfo = Implementation(name: "comport", version: "0")
        /// What the server is told that the client offers; nil: what the first request declares.
        public var capabilities: ClientCapabilities?
        /// How many requests may wait for the session to begin, or for their answer; how many streams may be open.
        public var maximumCalls = 1_024
        /// How many requests may wait for a client to come back; the one that waits longest is given up for one more.
        public var maximumParked = 256
        /// How many questions the server may have open within one request.
        public var maximumQuestions = 64
        /// How many resources all streams together may name.
        public var maximumSubscriptions = 1_024

        /// Everything as it is by default.
        public init() {}
    }

    enum Phase: Sendable {
        case fresh
        case initializing(RequestID)
        case ready
    }

    /// What a request to the server was sent for, other than to call it in a client's name.
    enum Errand: Sendable {
        case setLevel
        case subscribe(String)
        case unsubscribe
    }

    /// A request of a client with what its `_meta` said.
    struct Incoming: Sendable {
        let id: RequestID
        let method: String
        let params: JSON
        let revision: Revision
        let capabilities: ClientCapabilities
        let clientInfo: Implementation?
        let logLevel: LogLevel?
        let progressToken: RequestID?
    }

    /// A request on its way to an answer.
    struct Call: Sendable {
        /// The request that gets the answer; nil while the client is to come back.
        var clientID: RequestID?
        /// The request as it came last.
        var incoming: Incoming
        /// The token that the server knows.
        let serverToken: RequestID?
        var questions: [Question] = []
        var round = 0
        /// What the server answered while nobody was there to take it.
        var outcome: Result<JSON, ErrorObject>?
    }

    /// Something that the server wants to know before it answers.
    struct Question: Sendable {
        let key: String
        let request: InputRequest
        /// The server's request; nil when it was an error that asked, and the call is to be made again.
        let serverID: RequestID?
        var isDelivered = false
    }

    let options: Options
    let seal: StateSeal
    var phase = Phase.fresh
    /// The revision of the session with the server; nil before there is one.
    public internal(set) var revision: Revision?
    var initialization: InitializeResult?
    var lastID: Int64 = 0
    var lastKey = 0
    var waiting: [Incoming] = []
    /// By the id towards the server.
    var calls: [RequestID: Call] = [:]
    /// The ids towards the server, by those of clients.
    var serverIDs: [RequestID: RequestID] = [:]
    /// The calls whose clients are to come back, longest first.
    var parked: [RequestID] = []
    var errands: [RequestID: Errand] = [:]
    var serverLevel: LogLevel?
    /// Questions about roots that came while nothing was called.
    var heldQuestions: [Question] = []
    var listening = Listening()

    /// A translator for a server with which no session has begun.
    public init(_ options: Options = Options(), seal: StateSeal) { (self.options, self.seal) = (options, seal) }

    /// What the server offers; nothing before the session has begun.
    public var serverCapabilities: ServerCapabilities { initialization?.capabilities ?? ServerCapabilities() }

    /// Takes a message of a client.
    public mutating func fromClient(_ message: Message) -> [TranslationAction] {
        switch message {
        case .request(let request): take(request)
        case .notification(let notification): take(notification)
        case .result, .failure: [.lost(.init("response", "modern clients are never asked by requests"))]
        }
    }

    /// Takes a message of the server, which came on the stream of the request `within`, if the transport can tell.
    public mutating func fromServer(_ message: Message, within: RequestID?) -> [TranslationAction] {
        switch message {
        case .request(let request): take(ofServer: request, within)
        case .notification(let notification): take(ofServer: notification, within)
        case .result(let response): takeResult(response.id, response.result.json)
        case .failure(let response):
            response.id.map { takeFailure($0, response.error) } ?? [.lost(.init("response", "it has no id"))]
        }
    }

    mutating func nextID() -> RequestID {
        lastID += 1
        return .integer(lastID)
    }

    static func refuse(_ id: RequestID, _ code: Int, _ message: String, data: JSON? = nil) -> TranslationAction {
        .answerClient(.failure(id, ErrorObject(code, message, data: data)))
    }
}
