import Bindings
import JSON
import JSONRPC
import MCP
import Reactor

/// What is done to the messages of an endpoint.
struct EndpointDefect: Sendable {
    /// Takes the place of handling; a step can be handed on.
    var around: (@Sendable (Step) -> Handling)?
    /// Changes a notification or a request of the server; none, one or several messages take its place.
    ///
    /// The step is the request that it belongs to, if it belongs to one.
    var sent: (@Sendable (JSON, Step?, Memory) -> [[UInt8]])?
}

/// An endpoint whose messages are not what they were.
struct EditedEndpoint: ServerEndpoint {
    let inner: any ServerEndpoint
    let defect: EndpointDefect
    private let memory = Memory()

    init(_ inner: any ServerEndpoint, _ defect: EndpointDefect) { (self.inner, self.defect) = (inner, defect) }

    var revisions: [Revision] { inner.revisions }

    func openSession(_ outlet: any SessionOutlet, over transport: TransportKind) -> any ServerSession {
        let memory = Memory()
        let edited = defect.sent.map { EditedOutlet(outlet, $0, memory) }
        let session = inner.openSession(edited ?? outlet, over: transport)
        return EditedSession(session, defect, outlet, memory)
    }

    func take(_ message: IncomingMessage, _ exchange: any ServerExchange) -> Handling {
        let inner = self.inner
        let context = StepContext(.modern, nil, nil, memory, defect)
        return context.take(message, exchange) { inner.take($0, $1) }
    }

    func mirroredParameters(ofTool name: String) -> [MirroredParameter] { inner.mirroredParameters(ofTool: name) }
}

/// A session whose messages are not what they were.
private final class EditedSession: ServerSession {
    private let inner: any ServerSession
    private let defect: EndpointDefect
    private let outlet: any SessionOutlet
    private let memory: Memory

    init(_ inner: any ServerSession, _ defect: EndpointDefect, _ outlet: any SessionOutlet, _ memory: Memory) {
        (self.inner, self.defect, self.outlet, self.memory) = (inner, defect, outlet, memory)
    }

    var revision: Revision? { inner.revision }
    func close() { inner.close() }

    func take(_ message: IncomingMessage, _ exchange: any ServerExchange) -> Handling {
        let inner = self.inner
        let context = StepContext(.legacy, inner.revision, outlet, memory, defect)
        return context.take(message, exchange) { inner.take($0, $1) }
    }
}

/// What the steps of a session have in common.
private struct StepContext {
    let era: Era
    let revision: Revision?
    let outlet: (any SessionOutlet)?
    let memory: Memory
    let defect: EndpointDefect

    init(
        _ era: Era,
        _ revision: Revision?,
        _ outlet: (any SessionOutlet)?,
        _ memory: Memory,
        _ defect: EndpointDefect
    ) {
        (self.era, self.revision, self.outlet) = (era, revision, outlet)
        (self.memory, self.defect) = (memory, defect)
    }

    func take(
        _ incoming: IncomingMessage,
        _ exchange: any ServerExchange,
        _ endpoint: @escaping @Sendable (IncomingMessage, any ServerExchange) -> Handling
    ) -> Handling {
        // What was parsed once nests no deeper than can be copied, or it goes on as it is.
        guard let json = try? JSON(incoming.message.value) else { return endpoint(incoming, exchange) }
        let step = step(json, incoming, exchange, endpoint)
        return defect.around.map { $0(step) } ?? step.proceed()
    }

    private func step(
        _ json: JSON,
        _ incoming: IncomingMessage,
        _ exchange: any ServerExchange,
        _ endpoint: @escaping @Sendable (IncomingMessage, any ServerExchange) -> Handling
    ) -> Step {
        func make(_ exchange: any ServerExchange, _ handle: @escaping @Sendable (JSON) -> Handling) -> Step {
            Step(
                message: json,
                era: era,
                transport: incoming.transport,
                revision: revision,
                exchange: exchange,
                outlet: outlet,
                memory: memory,
                handle: handle
            )
        }
        let bare = make(exchange) { _ in .finished(nil) }
        let edited = defect.sent.map { EditedExchange(exchange, $0, bare) } ?? exchange
        return make(exchange) { changed in endpoint(incoming.replacing(changed), edited) }
    }
}

extension IncomingMessage {
    /// The same with another message, if it is one.
    fileprivate func replacing(_ json: JSON) -> IncomingMessage {
        guard let document = try? JSONDocument(parsing: json.encoded()),
            let message = try? Message(document.root, reading: .tolerant)
        else { return self }
        return IncomingMessage(message, over: transport, fields: fields, principal: principal)
    }
}

/// Changes what is sent before a reply.
private final class EditedExchange: ServerExchange {
    private let inner: any ServerExchange
    private let change: @Sendable (JSON, Step?, Memory) -> [[UInt8]]
    private let step: Step

    init(
        _ inner: any ServerExchange,
        _ change: @escaping @Sendable (JSON, Step?, Memory) -> [[UInt8]],
        _ step: Step
    ) {
        (self.inner, self.change, self.step) = (inner, change, step)
    }

    var loop: EventLoop { inner.loop }
    func cancel() { inner.cancel() }
    func closeForResumption(retry: Duration) async { await inner.closeForResumption(retry: retry) }

    func send(_ message: [UInt8]) async throws(BindingError) {
        guard let json = try? JSON(parsing: message) else { return try await inner.send(message) }
        for changed in change(json, step, step.memory) { try await inner.send(changed) }
    }
}

/// Changes what belongs to no request.
private final class EditedOutlet: SessionOutlet {
    private let inner: any SessionOutlet
    private let change: @Sendable (JSON, Step?, Memory) -> [[UInt8]]
    private let memory: Memory

    init(
        _ inner: any SessionOutlet,
        _ change: @escaping @Sendable (JSON, Step?, Memory) -> [[UInt8]],
        _ memory: Memory
    ) {
        (self.inner, self.change, self.memory) = (inner, change, memory)
    }

    func canPost() -> Bool { inner.canPost() }

    func post(_ message: [UInt8]) {
        guard let json = try? JSON(parsing: message) else { return inner.post(message) }
        for changed in change(json, nil, memory) { inner.post(changed) }
    }
}
