internal import Bindings
internal import JSON
internal import JSONRPC
internal import MCP

extension RequestScope {
    /// Answers `initialize`.
    func initialize(_ session: LegacySession) -> Handling {
        guard session.handshake == nil else {
            return finished(.failure(.invalidRequest("initialize was answered before: a session begins once")))
        }
        do throws(ErrorObject) {
            let handshake = try readHandshake()
            guard session.begin(handshake) else { throw .invalidRequest("the session has begun, or is over") }
            let result = InitializeResult(
                protocolVersion: handshake.revision.name,
                capabilities: server.capabilities(handshake.features, for: handshake.revision),
                serverInfo: server.info.restricted(to: handshake.revision),
                instructions: server.options.instructions
            )
            return finished(.result(result.json))
        } catch {
            return finished(.failure(error))
        }
    }

    private func readHandshake() throws(ErrorObject) -> LegacySession.Handshake {
        let params = request.params
        guard let version = params?["protocolVersion"]?.string else {
            throw wrong("a string", "protocolVersion")
        }
        guard let capabilities = params?["capabilities"]?.object else { throw wrong("an object", "capabilities") }
        guard let info = params?["clientInfo"]?.object, info["name"]?.string != nil, info["version"]?.string != nil
        else { throw wrong("an object with name and version", "clientInfo") }
        let size = capabilities.value.rawBytes.count + info.value.rawBytes.count
        let most = server.options.limits.handshakeBytes
        guard size <= most, let capabilitiesJSON = try? JSON(capabilities.value), let infoJSON = try? JSON(info.value)
        else { throw .invalidParams("expected at most \(most) bytes of capabilities and clientInfo, saw \(size)") }
        return LegacySession.Handshake(
            revision: try negotiate(version),
            clientInfo: Implementation(json: infoJSON),
            capabilities: ClientCapabilities(json: capabilitiesJSON),
            features: server.features
        )
    }

    /// The revision asked for, if it is offered; else the newest that begins with `initialize`.
    private func negotiate(_ version: String) throws(ErrorObject) -> Revision {
        let offered = server.revisions.filter { $0.era == .legacy }
        if let wanted = Revision(version), offered.contains(wanted) { return wanted }
        guard let latest = offered.last else { throw server.unsupportedVersion(version) }
        return latest
    }

    private func wrong(_ expected: String, _ member: String) -> ErrorObject {
        let seen = request.params?[member].map { JSONExcerpt.text(of: $0) } ?? "nothing"
        return .invalidParams("expected \(expected) as \(member), saw \(seen)")
    }
}

extension MCPServer {
    /// What a client is told that the server has.
    func capabilities(_ features: ServerFeatures, for revision: Revision) -> ServerCapabilities {
        var capabilities = ServerCapabilities()
        if features.contains(.tools) {
            capabilities.tools = true
            if options.listChanged { capabilities.toolsListChanged = true }
        }
        if features.contains(.resources) {
            capabilities.resources = true
            if options.subscriptions { capabilities.resourcesSubscribe = true }
            if options.listChanged { capabilities.resourcesListChanged = true }
        }
        if features.contains(.prompts) {
            capabilities.prompts = true
            if options.listChanged { capabilities.promptsListChanged = true }
        }
        if features.contains(.completions), revision >= .march2025 { capabilities.completions = true }
        if features.contains(.logging) { capabilities.logging = true }
        if let experimental = options.experimental { capabilities.experimental = experimental }
        for added in extensions { added.declare(in: &capabilities, for: revision) }
        return capabilities.restricted(to: revision)
    }

    /// The error that names the versions that can be asked for.
    func unsupportedVersion(_ requested: String) -> ErrorObject {
        let supported = revisions.filter { $0.era == .modern }.map(\.name)
        return ErrorObject(
            ErrorObject.unsupportedVersionCode,
            "expected one of the versions \(supported.joined(separator: ", ")), saw \(requested.prefix(40))",
            data: ["supported": .array(of: supported), "requested": .string(requested)]
        )
    }
}
