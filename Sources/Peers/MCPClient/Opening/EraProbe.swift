internal import Bindings
internal import HTTPWire
internal import JSON
internal import JSONRPC
internal import MCP

/// What the first message told about a server.
enum EraFinding {
    /// It is modern, and this is what it says about itself.
    case modern(ServerDescription)
    /// It wants `initialize`, with this revision where it named one.
    case legacy(Revision?)
    /// It ended at the first message.
    case gone
}

/// Finds out whether a server is modern, by asking what it is.
struct EraProbe {
    /// Codes that only modern servers use: a header, a capability or a version does not fit.
    private static let modernCodes = [-32020, -32021, -32022]

    private let conversation: Conversation
    private let desk: ServerRequestDesk
    private let options: MCPClientOptions
    private let isForced: Bool

    init(_ conversation: Conversation, _ desk: ServerRequestDesk, _ options: MCPClientOptions, forced: Bool) {
        (self.conversation, self.desk, self.options, isForced) = (conversation, desk, options, forced)
    }

    /// Asks, once more where the server names another revision.
    func ask() async throws(MCPClientError) -> EraFinding {
        var hasRetried = false
        while true {
            var request = RequestOptions()
            request.timeout = isForced ? options.timeout : options.probeTimeout
            do throws(MCPClientError) {
                return try choose(try await conversation.ask("server/discover", nil, request))
            } catch {
                guard let wire = error.answer, Self.modernCodes.contains(wire.code) else { return try decide(error) }
                guard wire.code == -32022, !hasRetried else { throw error }
                hasRetried = true
                guard let next = try choose(from: wire.data?["supported"], error) else { throw error }
                guard next.era == .modern else { return .legacy(next) }
                adopt(next)
            }
        }
    }

    private func adopt(_ revision: Revision) {
        conversation.envelope.revision = revision
        conversation.binding.agree(on: revision)
    }

    /// Takes what a server says about itself.
    private func choose(_ answer: ServerAnswer) throws(MCPClientError) -> EraFinding {
        let result = try answer.object(of: "server/discover")
        let bytes = answer.result.document.bytes
        guard (result["resultType"] ?? "complete") == "complete" else {
            let seen = result["resultType"]?.description ?? "none"
            let detail = "server/discover: expected \"complete\" as resultType, saw \(seen)"
            throw MCPClientError(.violation, detail, bytes: bytes)
        }
        guard result["supportedVersions"]?.array != nil else {
            let detail = "server/discover: expected supportedVersions, an array, in the result"
            throw MCPClientError(.violation, detail, bytes: bytes)
        }
        let error = MCPClientError(.noCommonRevision, "server/discover", bytes: bytes)
        guard let revision = try choose(from: result["supportedVersions"], error) else { throw error }
        guard revision.era == .modern else { return .legacy(revision) }
        adopt(revision)
        return .modern(ServerDescription(revision: revision, result: result))
    }

    /// The revision to go on with: the one that was asked for, else the newest that both know.
    private func choose(from offered: JSON?, _ error: MCPClientError) throws(MCPClientError) -> Revision? {
        guard let names = offered?.array?.compactMap(\.string) else { return nil }
        if let wanted = options.revision, names.contains(wanted.name) { return wanted }
        let known = isForced ? Revision.modern : Revision.modern + Revision.legacy
        if let newest = Self.newest(names, of: known) { return newest }
        let detail =
            "expected one of \(known.map(\.name).joined(separator: ", ")), saw \(names.joined(separator: ", "))"
        throw MCPClientError(.noCommonRevision, detail, status: error.status, bytes: error.bytes)
    }

    /// The newest of the known revisions among these names.
    static func newest(_ names: [String], of known: [Revision]) -> Revision? {
        known.filter { names.contains($0.name) }.max()
    }

    /// What a failure says about the era; thrown again where it says nothing.
    private func decide(_ error: MCPClientError) throws(MCPClientError) -> EraFinding {
        if error.code == .noCommonRevision || error.code == .cancelled { throw error }
        let isHTTP = conversation.binding.transport == .streamableHTTP
        if let wire = error.answer, wire.code == ErrorObject.methodNotFoundCode {
            // Over HTTP only modern servers say it this way; where the era is forced, they may lack the method.
            if isForced || (isHTTP && error.status == .notFound) {
                return .modern(ServerDescription(revision: conversation.envelope.revision))
            }
        }
        if isForced, error.answer != nil || error.code == .violation {
            // Clients need not ask; what the server is will show.
            return .modern(ServerDescription(revision: conversation.envelope.revision))
        }
        guard !isForced else { throw error }
        switch error.code {
        case .closed, .lost: if isHTTP { throw error } else { return .gone }
        case .answered, .refused, .violation, .timeout:
            guard isHTTP, let status = error.status?.code else { return .legacy(nil) }
            if [401, 403, 407, 408, 429].contains(status) { throw error }
            if status >= 500, error.code == .refused, status != 501 { throw error }
            return .legacy(nil)
        default: throw error
        }
    }
}
