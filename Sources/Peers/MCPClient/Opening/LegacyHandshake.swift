internal import Bindings
internal import JSON
internal import JSONRPC
internal import MCP

/// The beginning of a legacy conversation: `initialize`, its answer, `notifications/initialized`.
struct LegacyHandshake {
    private let conversation: Conversation
    private let desk: ServerRequestDesk
    private let options: MCPClientOptions

    init(_ conversation: Conversation, _ desk: ServerRequestDesk, _ options: MCPClientOptions) {
        (self.conversation, self.desk, self.options) = (conversation, desk, options)
    }

    /// Agrees on a revision, and says that it is agreed.
    func shake(_ asked: Revision?) async throws(MCPClientError) -> ServerDescription {
        var revision = asked ?? options.revision.flatMap { $0.era == .legacy ? $0 : nil } ?? .latestLegacy
        var triesLeft = 2
        while true {
            triesLeft -= 1
            do throws(MCPClientError) { return try await shake(revision: revision) } catch {
                // Servers that refuse a version may say which ones they take.
                guard triesLeft > 0, let offered = error.answer?.data?["supported"]?.array,
                    let next = EraProbe.newest(offered.compactMap(\.string), of: Revision.legacy), next != revision
                else { throw error }
                revision = next
            }
        }
    }

    private func shake(revision: Revision) async throws(MCPClientError) -> ServerDescription {
        conversation.envelope.revision = revision
        let params: JSON = [
            "protocolVersion": .string(revision.name), "capabilities": desk.capabilities(revision),
            "clientInfo": options.info.json,
        ]
        let answer = try await conversation.ask("initialize", params)
        let result = try answer.object(of: "initialize")
        guard let name = result["protocolVersion"]?.string, let agreed = Revision(name), agreed.era == .legacy else {
            let seen = result["protocolVersion"]?.description ?? "none"
            let known = Revision.legacy.map(\.name).joined(separator: ", ")
            let detail = "initialize: expected one of \(known) as protocolVersion, saw \(seen)"
            throw MCPClientError(.noCommonRevision, detail, bytes: answer.result.document.bytes)
        }
        conversation.envelope.revision = agreed
        conversation.binding.agree(on: agreed)
        try await conversation.notify("notifications/initialized")
        return ServerDescription(revision: agreed, result: result)
    }
}

extension ServerAnswer {
    /// The result, which must be an object.
    func object(of method: String) throws(MCPClientError) -> JSON {
        guard result.object != nil, let copy = try? JSON(result) else {
            let detail = "\(method): expected a result that is an object, saw \(JSONExcerpt.text(of: result))"
            throw MCPClientError(.violation, detail, status: arrival.status, bytes: result.document.bytes)
        }
        return copy
    }
}
