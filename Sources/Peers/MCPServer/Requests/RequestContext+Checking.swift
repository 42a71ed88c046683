internal import JSON
internal import JSONRPC
internal import JSONSchema
internal import MCP

extension RequestContext {
    /// Refuses to ask what the client did not say it can answer.
    func checkCapabilities(for requests: InputRequests) throws(ServerError) {
        let offered = clientCapabilities.restricted(to: revision)
        var all = JSON.emptyObject
        for (key, request) in requests {
            let required = RequestContext.required(by: request, in: revision)
            guard let required else {
                throw ServerError(
                    .badDeclaration,
                    "\(revision) has no \(request.method), which was to be asked as \(key)"
                )
            }
            all = RequestContext.union(all, required.json)
        }
        if let missing = offered.missing(of: ClientCapabilities(json: all)) {
            throw ServerError(.missingCapability(missing), "the client does not offer \(missing)")
        }
    }

    /// All members of two objects, at every depth.
    private static func union(_ one: JSON, _ other: JSON) -> JSON {
        var union = one
        for (key, value) in other.object ?? [] { union[key] = union[key].map { Self.union($0, value) } ?? value }
        return union
    }

    /// What the client must have declared; nil where the revision does not know the request.
    private static func required(by request: InputRequest, in revision: Revision) -> ClientCapabilities? {
        var required = request.requiredCapabilities
        switch request.method {
        case "elicitation/create": return required
        case "sampling/createMessage":
            let context = request.params?["includeContext"]?.string ?? "none"
            if context != "none", revision >= .november2025 { required.samplingContext = true }
            return required
        case "roots/list": return required
        default: return nil
        }
    }

    /// Checks that an answer is one, and that a form is filled in as asked.
    func check(_ answer: JSON?, to request: InputRequest, _ key: String) throws {
        guard let answer, answer.object != nil else { throw wrong(key, "an object", answer) }
        switch request.method {
        case "elicitation/create":
            guard let action = ElicitationResult(json: answer).action else {
                throw wrong(key, "an action: accept, decline or cancel", answer["action"])
            }
            if action == .accept, let schema = request.elicitation?.schema, request.elicitation?.mode == .form {
                try check(answer["content"], fits: schema, key)
            }
        case "sampling/createMessage":
            guard answer["role"]?.string != nil, answer["content"] != nil else {
                throw wrong(key, "a message with a role and content", answer)
            }
        default:
            guard let roots = answer["roots"]?.array, roots.allSatisfy({ $0["uri"]?.string != nil }) else {
                throw wrong(key, "roots with URIs", answer["roots"])
            }
        }
    }

    private func check(_ content: JSON?, fits schema: JSON, _ key: String) throws {
        // Who accepts a form without questions has nothing to say.
        let content = content ?? .emptyObject
        guard content.object != nil else { throw wrong(key, "an object as content", content) }
        guard let compiled = try? JSONSchema(JSONDocument(parsing: schema.encoded()).root),
            let instance = try? JSONDocument(parsing: content.encoded())
        else { return }
        if let finding = compiled.firstFinding(in: instance.root) {
            throw wrong(key, "content that fits the schema asked for: \(finding)", nil)
        }
    }

    private func wrong(_ key: String, _ expected: String, _ seen: JSON?) -> any Error {
        let detail = "in the answer to \(key): expected \(expected)" + (seen.map { ", saw \($0.kind)" } ?? "")
        if era == .modern { return ErrorObject.invalidParams(detail) }
        return ServerError(.badAnswer, detail)
    }
}
