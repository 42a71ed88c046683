import Eras
import JSON
import JSONRPC
import MCP
import Testing

/// All that a translator sends has the shape of the era it is sent to, and nothing of the other.
@Suite struct TranslatedShapesTests {
    /// What was asked under an id, so that answers can be judged.
    private struct Judge {
        let client: Revision
        let server: Revision
        var byClient: [RequestID: String] = [:]
        var toServer: [RequestID: String] = [:]
        var toClient: [RequestID: String] = [:]

        mutating func judge(_ actions: [TranslationAction]) throws {
            for message in actions.toServer {
                if case .request(let id, let method, _) = message { toServer[id] = method }
                try judge(message, server, .client, message.id.flatMap { toClient[$0] })
            }
            for message in actions.toClient {
                if case .request(let id, let method, _) = message { toClient[id] = method }
                try judge(message, client, .server, message.id.flatMap { byClient[$0] })
            }
        }

        private func judge(
            _ translated: TranslatedMessage,
            _ revision: Revision,
            _ sender: Side,
            _ method: String?
        ) throws {
            var options = ShapeOptions()
            options.findsForeignMembers = true
            options.findsDuplicates = true
            let findings = MessageShapes.findings(
                in: try Wire.message(translated),
                revision: revision,
                sender: sender,
                answering: method,
                options: options
            )
            #expect(findings.isEmpty, "\(revision): \(translated)")
        }
    }

    private static let calls: [(method: String, params: JSON)] = [
        ("tools/list", [:]), ("tools/call", ["name": "t", "arguments": [:]]), ("prompts/list", [:]),
        ("prompts/get", ["name": "p"]), ("resources/list", ["cursor": ""]), ("resources/templates/list", [:]),
        ("resources/read", ["uri": "a:b"]),
        (
            "completion/complete",
            ["ref": ["type": "ref/prompt", "name": "p"], "argument": ["name": "a", "value": ""]]
        ),
    ]

    private static func result(of method: String, _ revision: Revision) -> JSON {
        let schema: JSON = ["type": "object"]
        let icons: JSON = [["src": "https://a.example/i"]]
        var result: JSON =
            switch method {
            case "tools/list":
                [
                    "tools": [
                        [
                            "name": "t", "title": "T", "inputSchema": schema, "outputSchema": ["type": "object"],
                            "icons": icons,
                        ]
                    ]
                ]
            case "tools/call":
                [
                    "content": [
                        ["type": "audio", "data": "AAAA", "mimeType": "audio/wav"],
                        ["type": "resource_link", "uri": "a:b", "name": "n", "icons": icons],
                    ], "structuredContent": ["a": 1],
                ]
            case "prompts/list": ["prompts": [["name": "p", "title": "t", "icons": icons]]]
            case "prompts/get": ["messages": [["role": "user", "content": ["type": "text", "text": "t"]]]]
            case "resources/list": ["resources": [["uri": "a:b", "name": "n", "title": "t", "icons": icons]]]
            case "resources/templates/list":
                ["resourceTemplates": [["uriTemplate": "a:{b}", "name": "n", "title": "t", "icons": icons]]]
            case "resources/read": ["contents": [["uri": "a:b", "text": "t"]]]
            default: ["completion": ["values": ["a"]]]
            }
        guard revision.era == .modern else { return result }
        result["resultType"] = "complete"
        result["_meta"] = [MetadataKey.serverInfo: ["name": "s", "version": "1"]]
        if Method.named(method, kind: .request, in: revision)?.isCacheable == true {
            result.set(CacheHint(milliseconds: 5, scope: .public))
        }
        return result
    }

    private static let sampling: JSON = [
        "messages": [
            ["role": "user", "content": [["type": "text", "text": "a"], ["type": "text", "text": "b"]]]
        ], "maxTokens": 5,
    ]
    private static let form: JSON = [
        "mode": "form", "message": "?", "requestedSchema": ["type": "object", "properties": [:]],
    ]

    @Test(arguments: Revision.legacy) func `a modern server looks legacy`(revision: Revision) throws {
        var judge = Judge(client: revision, server: .july2026)
        var translator = LegacyClientToModernServer()
        func client(_ id: RequestID, _ method: String, _ params: JSON?) throws -> TranslatedMessage? {
            judge.byClient[id] = method
            let actions = translator.fromClient(try Wire.message(.request(id, method, params)))
            try judge.judge(actions)
            return actions.toServer.first
        }
        func server(_ id: RequestID?, _ result: JSON) throws -> [TranslatedMessage] {
            let actions = translator.fromServer(try Wire.message(.result(try #require(id), result)))
            try judge.judge(actions)
            return actions.toClient
        }
        var capabilities = ClientCapabilities()
        (capabilities.roots, capabilities.sampling, capabilities.elicitation) = (true, true, true)
        let initialize = InitializeRequest(
            protocolVersion: revision.name,
            capabilities: capabilities.restricted(to: revision),
            clientInfo: Implementation(name: "c", version: "1")
        )
        let discover = try client(0, "initialize", initialize.json)
        let offered: JSON = [
            "tools": ["listChanged": true], "resources": ["subscribe": true], "prompts": [:], "completions": [:],
            "logging": [:], "extensions": [.init(TaskRecord.extensionID): [:]],
        ]
        let discovery = DiscoverResult(
            supportedVersions: ["2026-07-28"],
            capabilities: ServerCapabilities(json: offered),
            serverInfo: Implementation(name: "s", version: "1", title: "t")
        )
        _ = try server(discover?.id, discovery.json)
        try judge.judge(translator.fromClient(try Wire.notification("notifications/initialized")))
        for (position, call) in Self.calls.enumerated() {
            let sent = try client(.integer(Int64(position + 1)), call.method, call.params)
            let answer = try server(sent?.id, Self.result(of: call.method, .july2026))
            #expect(answer.count == 1)
        }
        _ = try client("s", "resources/subscribe", ["uri": "a:b"])
        _ = try client("l", "logging/setLevel", ["level": "info"])
        let sent = try client("ask", "tools/call", ["name": "t"])
        var questions: JSON = [
            "where": ["method": "roots/list"], "what": ["method": "sampling/createMessage", "params": Self.sampling],
        ]
        if revision >= .june2025 { questions["who"] = ["method": "elicitation/create", "params": Self.form] }
        let asked = try server(
            sent?.id,
            ["resultType": "input_required", "inputRequests": questions, "requestState": "s"]
        )
        for question in asked {
            let answer: JSON =
                switch question.method {
                case "roots/list": ["roots": [["uri": "file:///a"]]]
                case "elicitation/create": ["action": "accept", "content": [:]]
                default: ["role": "assistant", "content": ["type": "text", "text": "t"], "model": "m"]
                }
            try judge.judge(translator.fromClient(try Wire.message(.result(try #require(question.id), answer))))
        }
        #expect(judge.toServer.values.filter { $0 == "tools/call" }.count == 3)
    }

    @Test(arguments: Revision.legacy) func `a legacy server looks modern`(revision: Revision) throws {
        var judge = Judge(client: .july2026, server: revision)
        var options = ModernClientToLegacyServer.Options()
        options.revision = revision
        var translator = ModernClientToLegacyServer(options, seal: Wire.seal)
        let capabilities: JSON = ["roots": [:], "sampling": [:], "elicitation": ["form": [:]]]
        func client(_ id: RequestID, _ method: String, _ params: JSON = [:]) throws -> [TranslationAction] {
            judge.byClient[id] = method
            var params = params
            params["_meta"] = Wire.meta(capabilities, [MetadataKey.logLevel: "info"])
            let actions = translator.fromClient(try Wire.message(.request(id, method, params)))
            try judge.judge(actions)
            return actions
        }
        func server(_ message: TranslatedMessage) throws -> [TranslationAction] {
            let actions = translator.fromServer(try Wire.message(message))
            try judge.judge(actions)
            return actions
        }
        let initialize = try client("d", "server/discover").toServer.first
        let welcome: JSON = [
            "protocolVersion": .string(revision.name),
            "capabilities": ["tools": ["listChanged": true], "resources": ["subscribe": true], "logging": [:]],
            "serverInfo": ["name": "s", "version": "1"],
        ]
        #expect(try server(.result(#require(initialize?.id), welcome)).toClient.count == 1)
        for (position, call) in Self.calls.enumerated() {
            let sent = try client(.integer(Int64(position + 1)), call.method, call.params).toServer.last
            #expect(try server(.result(#require(sent?.id), Self.result(of: call.method, revision))).toClient.count == 1)
        }
        let wanted: JSON = ["toolsListChanged": true, "resourceSubscriptions": ["a:b"]]
        let subscribe = try client("L", "subscriptions/listen", ["notifications": wanted]).toServer.first
        _ = try server(.result(#require(subscribe?.id), [:]))
        #expect(try server(.notification("notifications/tools/list_changed", nil)).toClient.count == 1)
        #expect(try server(.notification("notifications/resources/updated", ["uri": "a:b"])).toClient.count == 1)
        let sent = try client("ask", "tools/call", ["name": "t"]).toServer.last
        let asked = try server(.request("q", "roots/list", nil)).toClient.first?.result
        let required = InputRequiredResult(json: try #require(asked))
        let key = try #require(required.inputRequests?.all.first?.key)
        var responses = InputResponses()
        responses.add(key, ["roots": [["uri": "file:///a"]]])
        let back: JSON = [
            "name": "t", "requestState": .string(try #require(required.requestState)), "inputResponses": responses.json,
        ]
        judge.toClient["q"] = "roots/list"
        #expect(try client("back", "tools/call", back).toServer.count == 1)
        #expect(try server(.result(#require(sent?.id), Self.result(of: "tools/call", revision))).toClient.count == 1)
        #expect(translator.parkedCalls.isEmpty)
    }
}
