import Bindings
import JSON
import MCP

/// Well-formed messages that say the wrong thing.
enum SemanticsMutants {
    static let all: [ServerMutant] = tools + resources + lists + requests + notifications + questions

    private static let tools: [ServerMutant] = [
        semantics("is-error-dropped", "tools.call.exec-error-isError", "Reports failures of tools as successes") {
            .results(of: "tools/call") { result, _ in result["isError"] = nil }
        },
        semantics(
            "tool-failure-as-error",
            "tools.call.execution-error-in-result",
            "Reports failures of tools as errors"
        ) {
            .replies(to: "tools/call") { reply, _ in
                guard reply["result"]?["isError"]?.bool == true else { return }
                reply["result"] = nil
                reply["error"] = ["code": -32603, "message": "The tool failed"]
            }
        },
        semantics("unknown-tool-as-result", "tools.call.unknown-tool", "Reports an unknown tool as a result") {
            .replies(to: "tools/call") { reply, step in
                guard reply["error"]?["code"]?.number?.int64 == -32602 else { return }
                reply["error"] = nil
                reply["result"] = result(
                    ["content": [["type": "text", "text": "Unknown tool"]], "isError": true],
                    step
                )
            }
        },
        semantics(
            "structured-without-text",
            "tools.output.text-copy",
            "Sends structured content without a copy as text"
        ) {
            .results(of: "tools/call") { result, _ in if result["structuredContent"] != nil { result["content"] = [] } }
        },
        semantics("structured-content-dropped", "tools.result.output-schema-conformance", "Forgets structured content")
        {
            .results(of: "tools/call") { result, _ in result["structuredContent"] = nil }
        },
        semantics("tools-reordered", "tools.list.deterministic-order", "Lists its tools in changing order", .modern) {
            .results(of: "tools/list") { result, step in
                guard step.memory.count("lists").isMultiple(of: 2) else { return }
                result.change("tools") { $0 = JSON(($0.array ?? []).reversed()) }
            }
        },
        semantics("tool-names-any-case", "tools.name.case-sensitive", "Finds tools by names in any case") {
            .received { message, _ in
                guard message["method"]?.string == "tools/call" else { return }
                message.change("params", "name") { if let name = $0.string { $0 = .string(name.lowercased()) } }
            }
        },
        semantics("prompt-argument-optional", "prompts.get.missing-required", "Fills in arguments that prompts demand")
        {
            .replies(to: "prompts/get") { reply, step in
                guard reply["error"]?["code"]?.number?.int64 == -32602 else { return }
                reply["error"] = nil
                reply["result"] = result(["messages": []], step)
            }
        },
        semantics(
            "fields-of-the-other-era",
            "schema.field.revision-gated",
            "Sends members of modern results in sessions",
            .legacy
        ) {
            .results { result, step in
                guard step.era == .legacy else { return }
                result["resultType"] = "complete"
                result["ttlMs"] = 0
            }
        },
    ]

    private static let resources: [ServerMutant] = [
        semantics(
            "missing-resource-empty",
            "resources.read.no-empty-contents",
            "Sends no contents for what does not exist"
        ) {
            .replies(to: "resources/read") { reply, step in
                guard reply["error"] != nil else { return }
                reply["error"] = nil
                reply["result"] = result(["contents": []], step)
            }
        },
        semantics(
            "missing-resource-old-code",
            "jsonrpc.error.no-32002",
            "Uses the old code for what does not exist",
            .modern
        ) {
            .replies(to: "resources/read") { reply, _ in reply.set("error", "code", to: -32002) }
        },
        semantics(
            "contents-of-another",
            "resources.read.result-contents-array",
            "Names another resource in what it sends"
        ) {
            .results(of: "resources/read") { result, _ in
                result.changeEach("contents") { $0["uri"] = "test://another" }
            }
        },
        semantics(
            "public-for-private",
            "cache.scope.reflects-visibility",
            "Lets everybody cache what is private",
            .modern
        ) {
            .results { result, _ in if result["cacheScope"] != nil { result["cacheScope"] = "public" } }
        },
    ]

    private static let lists: [ServerMutant] = [
        semantics("bad-cursor-accepted", "page.cursor.invalid-code", "Sends an empty page for a cursor that is none") {
            .replies { reply, step in
                guard reply["error"] != nil, step.params?["cursor"] != nil, let key = listKeys[step.method ?? ""] else {
                    return
                }
                reply["error"] = nil
                reply["result"] = result([key: []], step)
            }
        },
        semantics("cursor-loops", "page.no-duplicates-unchanged", "Begins again after the last page") {
            .around { step in
                var message = step.message
                if message["params"]?["cursor"]?.string == "again" { message.set("params", "cursor", to: nil) }
                return step.handle(message)
                    .mapping { reply in
                        guard var json = reply.json, listKeys[step.method ?? ""] != nil, json["result"] != nil,
                            json["result"]?["nextCursor"] == nil
                        else { return reply }
                        json.set("result", "nextCursor", to: "again")
                        return Reply(json, like: reply)
                    }
            }
        },
        semantics(
            "page-loses-item",
            "pagination.server.no-loss-no-dup",
            "Loses the last item of each page but the last"
        ) {
            .results { result, step in
                guard let key = listKeys[step.method ?? ""], result["nextCursor"] != nil else { return }
                result.change(key) { $0 = JSON(($0.array ?? []).dropLast()) }
            }
        },
        semantics(
            "versions-differ",
            "version.unsupported.consistent-with-discover",
            "Lists other revisions in errors",
            .modern
        ) {
            .replies { reply, _ in
                if reply["error"]?["code"]?.number?.int64 == -32022 {
                    reply.set("error", "data", "supported", to: ["2026-07-27"])
                }
            }
        },
        semantics(
            "required-as-list",
            "meta.capability.missing-data-shape",
            "Lists missing capabilities in an array",
            .modern
        ) {
            .replies { reply, _ in
                reply.change("error", "data", "requiredCapabilities") { value in
                    value = JSON((value.object ?? []).map { .string($0.key) })
                }
            }
        },
    ]

    private static let requests: [ServerMutant] = [
        semantics("logs-below-level", "log.level-threshold", "Logs below the level that was asked for", .modern) {
            .received { message, _ in
                if message.at(["params", "_meta", levelKey]) != nil {
                    message.set("params", "_meta", levelKey, to: "debug")
                }
            }
        },
        semantics("logs-unasked", "log.not-without-level", "Logs for requests that asked for none", .modern) {
            .received { message, step in
                guard step.era == .modern, message.at(["params", "_meta"]) != nil,
                    message.at(["params", "_meta", levelKey]) == nil
                else { return }
                message.set("params", "_meta", levelKey, to: "debug")
            }
        },
        semantics("progress-unasked", "progress.notif.not-without-token", "Sends progress that nobody asked for") {
            .around { step in
                guard step.isRequest, step.method == "tools/call",
                    step.message.at(["params", "_meta", "progressToken"]) == nil
                else { return step.proceed() }
                let progress: JSON = [
                    "jsonrpc": "2.0", "method": "notifications/progress",
                    "params": ["progressToken": "nobody", "progress": 1],
                ]
                return step.proceed()
                    .changing { reply in
                        try? await step.exchange.send(progress.encoded())
                        return reply
                    }
            }
        },
    ]

    private static let notifications: [ServerMutant] = [
        semantics(
            "progress-token-other",
            "progress.notif.token-matches",
            "Sends progress for a token that it was not given"
        ) {
            .notifications("notifications/progress") { message, _, _ in
                var message = message
                message.change("params", "progressToken") { token in
                    token = token.number.map { .string($0.lexeme) } ?? .string((token.string ?? "") + "-1")
                }
                return [message]
            }
        },
        semantics(
            "subscription-id-missing",
            "subs.tag.all-notifications",
            "Does not say to which listener a change goes",
            .modern
        ) {
            .sent { message, _, _ in
                var message = message
                if !isAcknowledgement(message) { message.set("params", "_meta", subscriptionKey, to: nil) }
                return [message]
            }
        },
        semantics("subscription-id-as-string", "subs.tag.value", "Writes the ids of listeners as strings", .modern) {
            .sent { message, _, _ in
                var message = message
                message.change("params", "_meta", subscriptionKey) { id in
                    if let number = id.number { id = .string(number.lexeme) }
                }
                return [message]
            }
        },
        semantics("updates-of-others", "subs.filter.resource-uris", "Tells of changes of another resource", .modern) {
            .notifications("notifications/resources/updated") { message, _, _ in
                var other = message
                other.set("params", "uri", to: "test://another")
                return [message, other]
            }
        },
        semantics("ack-claims-more", "subs.ack.filter-subset", "Acknowledges more than was asked for", .modern) {
            .notifications("notifications/subscriptions/acknowledged") { message, _, _ in
                var message = message
                for key in ["toolsListChanged", "promptsListChanged", "resourcesListChanged"] {
                    message.set("params", "notifications", key, to: true)
                }
                return [message]
            }
        },
    ]

    private static let questions: [ServerMutant] = [
        semantics("decline-as-accept", "elicit.result.decline-handled", "Takes a decline for consent") {
            .received { message, _ in
                let isDeclined: (JSON) -> Bool = { ["decline", "cancel"].contains($0["action"]?.string) }
                if let result = message["result"], isDeclined(result) {
                    message["result"] = ["action": "accept", "content": [:]]
                }
                message.change("params", "inputResponses") { responses in
                    for (key, response) in responses.object ?? [] where isDeclined(response) {
                        responses[key] = ["action": "accept", "content": [:]]
                    }
                }
            }
        },
        semantics(
            "missing-answer-as-error",
            "mrtr.missing-responses-reask",
            "Refuses retries that lack an answer",
            .modern
        ) {
            .replies { reply, step in
                guard step.params?["inputResponses"] != nil, reply["result"]?["inputRequests"] != nil else { return }
                reply["result"] = nil
                reply["error"] = ["code": -32602, "message": "An answer is missing"]
            }
        },
        semantics(
            "extra-answer-refused",
            "mrtr.unknown-responses-ignored",
            "Refuses retries with an answer too many",
            .modern
        ) {
            .around { step in
                let answers = step.params?["inputResponses"]?.object ?? []
                guard step.isRequest,
                    answers.contains(where: { $0.key.hasPrefix("unknown") || $0.key.hasPrefix("extra") })
                else { return step.proceed() }
                return step.failure(-32602, "Nobody asked for this answer")
            }
        },
        semantics(
            "input-request-unknown",
            "mrtr.inputRequests.kinds",
            "Asks clients for a method that is none",
            .modern
        ) {
            .results { result, _ in
                result.change("inputRequests") { requests in
                    for (key, _) in requests.object ?? [] { requests.set(key, "method", to: "tools/call") }
                }
            }
        },
    ]

    private static let levelKey = "io.modelcontextprotocol/logLevel"
    private static let subscriptionKey = "io.modelcontextprotocol/subscriptionId"

    private static let listKeys = [
        "tools/list": "tools", "resources/list": "resources", "resources/templates/list": "resourceTemplates",
        "prompts/list": "prompts",
    ]

    private static func isAcknowledgement(_ message: JSON) -> Bool {
        message["method"]?.string == "notifications/subscriptions/acknowledged"
    }

    /// A result as the era wants it.
    private static func result(_ members: JSON, _ step: Step) -> JSON {
        guard step.era == .modern else { return members }
        var members = members
        members["resultType"] = "complete"
        if listKeys[step.method ?? ""] != nil || step.method == "resources/read" {
            members["ttlMs"] = 0
            members["cacheScope"] = "private"
        }
        return members
    }

    private static func semantics(
        _ name: String,
        _ requirement: String,
        _ summary: String,
        _ scope: MutantScope = .everywhere,
        _ defect: () -> Defect
    ) -> ServerMutant {
        ServerMutant(name, .semantics, requirement, summary, on: scope, defect())
    }
}
