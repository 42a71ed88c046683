internal import Bindings
internal import HTTPWire
internal import JSON
internal import JSONRPC
internal import MCP
internal import Reactor

/// Opens conversations with one server: connects, finds the era out, agrees on a revision.
///
/// `@unchecked Sendable`: every member is confined to the thread of the loop.
final class Opener: @unchecked Sendable {
    /// A conversation that is ready for requests.
    typealias Opened = (conversation: Conversation, server: ServerDescription)

    let connector: ClientConnector
    let options: MCPClientOptions
    private let background: BackgroundTasks
    private let loop: EventLoop
    private let desk: ServerRequestDesk
    /// How the server was reached before, while this client lives.
    private var found: (style: ClientConnector.Style, era: Era)?

    init(_ connector: ClientConnector, _ options: MCPClientOptions, _ background: BackgroundTasks, on loop: EventLoop) {
        (self.connector, self.options, self.background, self.loop) = (connector, options, background, loop)
        desk = ServerRequestDesk(options)
    }

    /// Connects and agrees on everything that requests need.
    func open(_ listener: any ConversationListener) async throws(MCPClientError) -> Opened {
        let wanted = options.era ?? options.revision?.era
        let known = wanted ?? found?.era ?? connector.origin.flatMap { options.eras?.era(of: $0) }
        if known == .legacy, wanted == nil {
            do throws(MCPClientError) { return try await open(listener, .legacy, style: found?.style) } catch {
                // The finding was wrong, or is not true any more.
                guard error.code != .cancelled, error.code != .unreachable else { throw error }
                forget()
            }
        }
        return try await open(listener, wanted, style: nil)
    }

    private func open(
        _ listener: any ConversationListener,
        _ era: Era?,
        style: ClientConnector.Style?
    ) async throws(MCPClientError) -> Opened {
        let styles = style.map { [$0] } ?? connector.styles
        if styles.contains(.connection) { return try await openConnection(listener, era) }
        if era != .legacy, styles.contains(.modernHTTP) {
            if let opened = try await openModernHTTP(listener, forced: era == .modern) { return opened }
        }
        if styles.contains(.legacyHTTP) { return try await openLegacyHTTP(listener, styles) }
        guard era != .modern else {
            let detail = "expected a transport that modern revisions know, saw \(connector.name)"
            throw MCPClientError(.unsupported, detail)
        }
        let conversation = try await converse(.sse, .november2024, listener)
        return try await initialize(conversation, .sse)
    }

    // MARK: One connection for both eras

    private func openConnection(
        _ listener: any ConversationListener,
        _ era: Era?
    ) async throws(MCPClientError) -> Opened {
        let conversation = try await converse(.connection, firstRevision, listener)
        guard era != .legacy else { return try await initialize(conversation, .connection) }
        let finding: EraFinding
        do throws(MCPClientError) {
            finding = try await EraProbe(conversation, desk, options, forced: era == .modern).ask()
        } catch {
            await conversation.close()
            throw error
        }
        switch finding {
        case .modern(let server): return note(conversation, server, .connection)
        case .legacy(let revision): return try await initialize(conversation, .connection, revision)
        case .gone:
            // Some servers end at the first message that they do not know: start over without it.
            await conversation.close()
            return try await initialize(try await converse(.connection, .latestLegacy, listener), .connection)
        }
    }

    // MARK: HTTP

    private func openModernHTTP(
        _ listener: any ConversationListener,
        forced: Bool
    ) async throws(MCPClientError) -> Opened? {
        let conversation = try await converse(.modernHTTP, firstRevision, listener)
        do throws(MCPClientError) {
            let probe = EraProbe(conversation, desk, options, forced: forced)
            if case .modern(let server) = try await probe.ask() { return note(conversation, server, .modernHTTP) }
        } catch {
            await conversation.close()
            throw error
        }
        await conversation.close()
        return nil
    }

    private func openLegacyHTTP(
        _ listener: any ConversationListener,
        _ styles: [ClientConnector.Style]
    ) async throws(MCPClientError) -> Opened {
        let conversation = try await converse(.legacyHTTP, .latestLegacy, listener)
        do throws(MCPClientError) { return try await initialize(conversation, .legacyHTTP) } catch {
            let isOlder =
                error.code == .refused && [400, 404, 405, 406, 415, 422, 501].contains(error.status?.code ?? 0)
            guard isOlder, styles.contains(.sse) else { throw error }
            do throws(MCPClientError) {
                return try await initialize(try await converse(.sse, .november2024, listener), .sse)
            } catch let older {
                let detail = "\(error.detail); nor is it an older server: \(older.detail)"
                throw MCPClientError(error.code, detail, status: error.status, bytes: error.bytes)
            }
        }
    }

    // MARK: Steps

    private var firstRevision: Revision {
        if let revision = options.revision, revision.era == .modern { return revision }
        return .latest
    }

    private func converse(
        _ style: ClientConnector.Style,
        _ revision: Revision,
        _ listener: any ConversationListener
    ) async throws(MCPClientError) -> Conversation {
        var binding: any ClientBinding
        do throws(BindingError) { binding = try await connector.open(style, loop, options) } catch {
            throw MCPClientError(error, during: "connect to \(connector.name)")
        }
        if let wrap = options.wrapBinding { binding = wrap(binding) }
        let capabilities = desk.capabilities(revision)
        let envelope = Envelope(revision: revision, info: options.info, capabilities: capabilities)
        binding.agree(on: revision)
        return Conversation(binding, envelope, options, background, listener)
    }

    private func initialize(
        _ conversation: Conversation,
        _ style: ClientConnector.Style,
        _ revision: Revision? = nil
    ) async throws(MCPClientError) -> Opened {
        do throws(MCPClientError) {
            let server = try await LegacyHandshake(conversation, desk, options).shake(revision)
            return note(conversation, server, style)
        } catch {
            await conversation.close()
            throw error
        }
    }

    /// Opens a session anew over the conversation whose session was lost.
    func renew(_ conversation: Conversation) async throws(MCPClientError) -> ServerDescription {
        try await LegacyHandshake(conversation, desk, options).shake(conversation.envelope.revision)
    }

    private func note(
        _ conversation: Conversation,
        _ server: ServerDescription,
        _ style: ClientConnector.Style
    ) -> Opened {
        found = (style, server.era)
        if let origin = connector.origin { options.eras?.note(server.era, of: origin) }
        return (conversation, server)
    }

    private func forget() {
        found = nil
        if let origin = connector.origin { options.eras?.forget(origin) }
    }
}
