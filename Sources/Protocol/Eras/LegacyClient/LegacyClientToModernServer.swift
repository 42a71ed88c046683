internal import JSON
public import JSONRPC
public import MCP

/// Lets one legacy client talk with a modern server: holds for the client the session that the server does not have.
///
/// Feed it every message of both sides, in order, and perform the actions it returns. Ids towards the server are its own;
/// so are those of the requests that it sends to the client in the server's place. Batches are taken apart before.
public struct LegacyClientToModernServer: EraTranslator {
    /// What can be chosen.
    public struct Options: Sendable {
        /// The legacy revisions that clients may ask for, oldest first.
        public var revisions = Revision.legacy
        /// The revision that is spoken with the server.
        public var modernRevision = Revision.latest
        /// How often the server may ask for input before it answers.
        public var maximumRounds = 16
        /// How many requests of the client may wait at once.
        public var maximumCalls = 1_024
        /// How many resources the client may subscribe to.
        public var maximumSubscriptions = 1_024

        /// Everything as it is by default.
        public init() {}
    }

    enum Phase: Sendable {
        case fresh
        case discovering(RequestID)
        case ready
    }

    /// What a request to the server was sent for.
    enum Sent: Sendable {
        case discover
        case call(Call)
        case listen
    }

    /// A request of the client on its way to an answer.
    struct Call: Sendable {
        let clientID: RequestID
        let method: String
        /// As they go to the server, without answers to its questions.
        let params: JSON
        var rounds = 0
        /// The ids under which the client knows the pages that it was asked to open.
        var pages: [String] = []
        var input = Input()
    }

    /// The questions of one round, and the answers so far.
    struct Input: Sendable {
        var requestState: String?
        var responses = InputResponses()
        var waiting: [RequestID: String] = [:]
    }

    let options: Options
    var phase = Phase.fresh
    /// The revision that the client was told.
    public internal(set) var revision: Revision?
    var requestedVersion = ""
    var clientInfo: Implementation?
    var clientCapabilities = ClientCapabilities()
    var serverCapabilities = ServerCapabilities()
    var logLevel: LogLevel?

    var lastID: Int64 = 0
    var sent: [RequestID: Sent] = [:]
    /// The calls that wait for answers of the client, by the client's id.
    var asking: [RequestID: Call] = [:]
    /// The requests to the client that have no answer yet, and the calls that they belong to.
    var asked: [RequestID: RequestID] = [:]
    /// The requests to the server that have no answer yet, by the client's id.
    var serverIDs: [RequestID: RequestID] = [:]
    var subscriptions = Subscriptions()

    /// A translator for a session that has not begun.
    public init(_ options: Options = Options()) { self.options = options }

    /// Takes a message of the client.
    public mutating func fromClient(_ message: Message) -> [TranslationAction] {
        switch message {
        case .request(let request): take(request) + listenAgain()
        case .notification(let notification): take(notification)
        case .result(let response): takeAnswer(response.id, .success(response.result.json))
        case .failure(let response):
            response.id.map { takeAnswer($0, .failure(response.error)) } ?? [.lost(.init("response", "it has no id"))]
        }
    }

    /// Takes a message of the server, which came on the stream of the request `within`, if the transport can tell.
    public mutating func fromServer(_ message: Message, within: RequestID?) -> [TranslationAction] {
        switch message {
        case .request(let request):
            [
                .answerServer(
                    .failure(
                        request.id,
                        ErrorObject(ErrorObject.methodNotFoundCode, "A modern server sends no requests")
                    )
                )
            ]
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

    /// Parameters with all that a modern request says of its sender.
    func modern(_ params: JSON?) -> JSON {
        MetadataTranslation.modern(
            params,
            revision: options.modernRevision,
            capabilities: clientCapabilities,
            clientInfo: clientInfo,
            logLevel: serverCapabilities.logging ? logLevel : nil
        )
    }

    static func refuse(_ id: RequestID, _ code: Int, _ message: String, data: JSON? = nil) -> TranslationAction {
        .answerClient(.failure(id, ErrorObject(code, message, data: data)))
    }
}
