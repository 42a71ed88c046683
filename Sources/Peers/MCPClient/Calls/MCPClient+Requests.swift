internal import Bindings
public import JSON
internal import JSONRPC
internal import MCP
internal import Reactor

extension MCPClient {
    /// Sends any request, and returns the result as it came.
    ///
    /// Where a modern server asks for input first, the handlers answer, as with the typed calls.
    public func request(
        _ method: String,
        _ params: JSON? = nil,
        _ request: RequestOptions = RequestOptions()
    ) async throws(MCPClientError) -> JSON {
        try await withInput(method, params, request)
    }

    /// Sends a notification.
    public func notify(_ method: String, _ params: JSON? = nil) async throws(MCPClientError) {
        try await ready().notify(method, params)
    }

    // MARK: One request

    /// Sends a request, again where the server says what has to be different, and returns an object.
    func perform(_ method: String, _ params: JSON?, _ request: RequestOptions) async throws(MCPClientError) -> JSON {
        var isRepeated = false
        while true {
            let conversation = try await ready()
            do throws(MCPClientError) {
                let name = MirrorHeader.namedMember(ofMethod: method).flatMap { params?[$0]?.string }
                let mirrored = try mirroredValues(method, params, conversation)
                let answer = try await conversation.ask(method, params, request, name: name, mirrored: mirrored)
                return try accepted(try answer.object(of: method), method, params, answer)
            } catch {
                guard !isRepeated, try await mayRepeat(after: error, method, conversation) else { throw error }
                isRepeated = true
            }
        }
    }

    /// Whether the result is one that this revision knows.
    private func accepted(
        _ result: JSON,
        _ method: String,
        _ params: JSON?,
        _ answer: ServerAnswer
    ) throws(MCPClientError) -> JSON {
        guard let type = result["resultType"] else { return result }
        let bytes = answer.result.document.bytes
        guard server.era == .modern else {
            report(.result, "\(method): expected no resultType in \(server.revision), saw \(type)", bytes)
            return result
        }
        switch type.string {
        case "complete": return result
        case "input_required" where ["tools/call", "prompts/get", "resources/read"].contains(method): return result
        case "task" where method == "tools/call" && takesTasks(params): return result
        default:
            throw MCPClientError(.violation, "\(method): expected a resultType known for it, saw \(type)", bytes: bytes)
        }
    }

    /// Whether a request declares the extension for tasks: without it no server may make one of it.
    private func takesTasks(_ params: JSON?) -> Bool {
        let declared = params?["_meta"]?[MetadataKey.clientCapabilities] ?? desk.capabilities(server.revision)
        return declared["extensions"]?[TaskRecord.extensionID] != nil
    }

    /// Whether the failure is one after which the same request may do better, and prepares for it.
    private func mayRepeat(
        after error: MCPClientError,
        _ method: String,
        _ conversation: Conversation
    ) async throws(MCPClientError) -> Bool {
        if error.code == .sessionLost {
            try await renewSession(of: conversation)
            return true
        }
        guard let wire = error.answer else { return false }
        guard server.era == .modern else { return await hasVisited(wire) }
        switch wire.code {
        case -32020 where method == "tools/call":
            // The schema that says what to repeat in fields is not the one that the server goes by.
            _ = try await listTools()
            return true
        case -32022:
            let offered = wire.data?["supported"]?.array?.compactMap(\.string) ?? []
            guard let next = EraProbe.newest(offered, of: Revision.modern) else { return false }
            server.revision = next
            conversation.envelope.revision = next
            conversation.binding.agree(on: next)
            return true
        default: return false
        }
    }

    /// Whether a legacy server wants URLs to be visited first, and the handler agreed to all of them.
    ///
    /// The code is -32042, which only 2025-11-25 knows.
    private func hasVisited(_ error: ErrorObject) async -> Bool {
        guard error.code == -32042, options.handlers.url != nil, let asked = error.data?["elicitations"]?.array,
            !asked.isEmpty, asked.count <= options.mostInputRounds, asked.allSatisfy({ $0["mode"] == "url" })
        else { return false }
        for params in asked {
            let question = ServerRequest(method: "elicitation/create", params: params)
            guard case .success(let answer) = await desk.answer(question, server.revision),
                answer["action"] == "accept"
            else { return false }
        }
        return await haveEnded(Set(asked.compactMap { $0["elicitationId"]?.string }))
    }

    /// Waits until the server says of all these pages that they are done; false when nobody wants to wait any more.
    ///
    /// Servers need not say so: when the time for visits is over, the request itself shows it.
    private func haveEnded(_ pages: Set<String>) async -> Bool {
        let deadline = Deadline.after(options.visitTime)
        while !pages.isSubset(of: endedPages) {
            switch await pageEnded.wait(on: loop, until: deadline) {
            case .ready, .closed: continue
            case .timedOut: return true
            case .cancelled: return false
            }
        }
        return true
    }

    // MARK: The connection

    /// The conversation; opened anew where it ended by itself.
    func ready() async throws(MCPClientError) -> Conversation {
        while true {
            guard !isClosed else { throw MCPClientError(.closed, "expected an open client, saw one that was left") }
            if !isReopening, let conversation, conversation.ending == nil { return conversation }
            guard !isReopening else {
                guard await reopened.wait(on: loop) != .cancelled else {
                    throw MCPClientError(.cancelled, "cancelled while the connection was opened anew")
                }
                continue
            }
            try await alone { () async throws(MCPClientError) in
                self.report(.stream, self.conversation?.ending?.detail ?? "the connection ended")
                await self.conversation?.binding.close()
                self.tools.invalidate()
                self.dropRequests()
                try await self.open()
            }
        }
    }

    private func renewSession(of conversation: Conversation) async throws(MCPClientError) {
        guard !isReopening, conversation === self.conversation else {
            while isReopening { _ = await reopened.wait(on: loop) }
            return
        }
        // Several requests may have found out at once; the first one has renewed the session by then.
        try await alone { () async throws(MCPClientError) in
            self.report(.stream, "the session was lost: a new one is opened")
            self.dropRequests()
            self.server = try await self.opener.renew(conversation)
        }
    }

    private func alone(_ body: () async throws(MCPClientError) -> Void) async throws(MCPClientError) {
        isReopening = true
        defer {
            isReopening = false
            reopened.wakeAll()
        }
        try await body()
    }
}
