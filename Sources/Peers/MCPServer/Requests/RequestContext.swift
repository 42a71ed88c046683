public import Bindings
public import HTTPWire
public import JSON
public import JSONRPC
public import MCP
internal import Reactor

/// What a handler sees of the request it answers, and what it can do before it answers.
public final class RequestContext: Sendable {
    /// The revision that the client speaks.
    public let revision: Revision
    /// The request.
    public let request: Message.Request
    /// How it came.
    public let incoming: IncomingMessage
    /// What the `_meta` of a modern request says.
    package let metadata: RequestMetadata?
    let progressToken: RequestID?
    package let server: MCPServer
    package let exchange: any ServerExchange
    let session: LegacySession?
    /// Whom questions to the client go to.
    let inputs: any InputSource
    let progress: Locked<Progress>

    /// What changes while the request is worked on.
    struct Progress: Sendable {
        var isOver = false
        var isCancelled = false
        var last: Double?
        var questions = 0
        var answers = InputResponses()
        var state: JSON?
        /// The answers that the handler asked for, which it gets again on the next attempt.
        var consumed: Set<String> = []
    }

    package init(
        _ scope: RequestScope,
        inputs: any InputSource,
        answers: InputResponses = InputResponses(),
        state: JSON? = nil
    ) {
        (revision, request, incoming) = (scope.revision, scope.request, scope.incoming)
        (metadata, server, exchange, session) = (scope.metadata, scope.server, scope.exchange, scope.session)
        progressToken = scope.metadata?.progressToken ?? RequestMetadata.progressToken(in: scope.request.params)
        self.inputs = inputs
        progress = Locked(Progress(answers: answers, state: state))
    }

    /// Which of the two ways of talking the client uses.
    public var era: Era { revision.era }
    /// The HTTP fields that the request came with.
    public var fields: HTTPFields? { incoming.fields }
    /// Who asks, as far as the transport found out.
    public var principal: String? { incoming.principal }

    /// Who the client says it is; not to be believed.
    public var clientInfo: Implementation? {
        if let session { return session.handshake?.clientInfo }
        return metadata?.clientInfo
    }

    /// What the client offers: for this request, or for its session.
    public var clientCapabilities: ClientCapabilities {
        if let session { return session.handshake?.capabilities ?? ClientCapabilities() }
        return metadata?.clientCapabilities ?? ClientCapabilities()
    }

    /// What the handler left when it last threw ``InputRequired`` for this request.
    public var state: JSON? { progress.withLock { $0.state } }

    /// The answers that the client gave so far, under the names of their requests.
    public var answers: InputResponses { progress.withLock { $0.answers } }

    /// Whether the client gave the request up.
    public var isCancelled: Bool { progress.withLock { $0.isCancelled } || Task.isCancelled }
}

/// A request that is looked at, before it is known whether it needs a context.
///
/// A class, since it is handed on at every step: a copy would hold a dozen references more each time.
package final class RequestScope: Sendable {
    package let server: MCPServer
    package let request: Message.Request
    package let incoming: IncomingMessage
    package let exchange: any ServerExchange
    package let revision: Revision
    package let metadata: RequestMetadata?
    let session: LegacySession?

    init(
        server: MCPServer,
        request: Message.Request,
        incoming: IncomingMessage,
        exchange: any ServerExchange,
        revision: Revision,
        metadata: RequestMetadata?,
        session: LegacySession?
    ) {
        (self.server, self.request, self.incoming, self.exchange) = (server, request, incoming, exchange)
        (self.revision, self.metadata, self.session) = (revision, metadata, session)
    }

    /// The same request with another way for what is sent.
    func sending(through other: any ServerExchange) -> RequestScope {
        RequestScope(
            server: server,
            request: request,
            incoming: incoming,
            exchange: other,
            revision: revision,
            metadata: metadata,
            session: session
        )
    }
}

/// Where the answers to a handler's questions come from.
package protocol InputSource: Sendable {
    /// The answers to all requests; throws ``InputRequired`` where they can come with another request only.
    func answers(to requests: InputRequests, _ context: RequestContext) async throws -> InputResponses
}
