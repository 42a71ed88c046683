import JSON

/// Defects of a client in JSON-RPC and in the shapes of what it sends.
enum ClientMessageMutants {
    static let all: [ClientMutant] = jsonrpc + schema

    private static let jsonrpc: [ClientMutant] = [
        mutant("id-null", .jsonrpc, "jsonrpc.request.id-not-null", "Sends null for the id of each request") {
            .ids { _, _, _ in .null }
        },
        mutant("id-fraction", .jsonrpc, "jsonrpc.request.id-type", "Sends ids with a fraction") {
            .ids { _, _, memory in JSON(Double(memory.count("ids")) + 0.5) }
        },
        mutant("id-reused", .jsonrpc, "jsonrpc.request.id-unique", "Sends the same id with each request") {
            .ids { _, _, _ in 1 }
        },
        mutant("wrong-jsonrpc-version", .jsonrpc, "jsonrpc.message.version-2.0", "Says that it speaks JSON-RPC 1.0") {
            .sent { message, _ in message["jsonrpc"] = "1.0" }
        },
        mutant("params-as-list", .jsonrpc, "jsonrpc.request.params-object", "Sends parameters in an array") {
            .sent { message, _ in if let params = message["params"] { message["params"] = [params] } }
        },
        mutant("notification-with-id", .jsonrpc, "jsonrpc.notification.no-id", "Gives its notifications an id", .legacy)
        {
            .sent { message, memory in
                if message["method"] != nil, message["id"] == nil { message["id"] = .string("n\(memory.count("n"))") }
            }
        },
        mutant(
            "answers-in-modern",
            .jsonrpc,
            "transport.direction.client-no-responses",
            "Sends responses to nothing",
            .modern
        ) {
            .messages(sent: { message, _ in
                guard message["id"] != nil, isModern(message) else { return [message] }
                return [message, ["jsonrpc": "2.0", "id": "server-1", "result": [:]]]
            })
        },
    ]

    private static let schema: [ClientMutant] = [
        mutant("client-info-unversioned", .schema, "schema.implementation.fields", "Does not say which version it has")
        {
            .sent { message, _ in
                message.set("params", "clientInfo", "version", to: nil)
                message.set("params", "_meta", key("clientInfo"), "version", to: nil)
            }
        },
        mutant("meta-missing", .schema, "meta.request.present", "Sends requests without metadata", .modern) {
            .sent { message, _ in if isModern(message) { message.set("params", "_meta", to: nil) } }
        },
        mutant("capabilities-missing", .schema, "meta.request.clientCapabilities", "Does not say what it can", .modern)
        {
            .sent { message, _ in message.set("params", "_meta", key("clientCapabilities"), to: nil) }
        },
        mutant(
            "capabilities-as-list",
            .schema,
            "schema.capabilities.client-types",
            "Lists its capabilities in an array"
        ) {
            .sent { message, _ in
                let list: (inout JSON) -> Void = { value in value = JSON((value.object ?? []).map { .string($0.key) }) }
                if message["method"]?.string == "initialize" { message.change("params", "capabilities", by: list) }
                message.change("params", "_meta", key("clientCapabilities"), by: list)
            }
        },
        mutant("progress-token-as-object", .schema, "progress.token.type", "Sends an object for a progress token") {
            .sent { message, _ in message.change("params", "_meta", "progressToken") { $0 = ["token": $0] } }
        },
        mutant("arguments-as-list", .schema, "tools.call.params", "Sends the arguments of tools in an array") {
            .sent("tools/call") { message, _ in
                message.change("params", "arguments") { $0 = JSON(($0.object ?? []).map(\.value)) }
            }
        },
        mutant("cursor-as-object", .schema, "page.cursor.string-param", "Sends cursors in an object") {
            .sent { message, _ in message.change("params", "cursor") { $0 = ["cursor": $0] } }
        },
        mutant("elicit-action-unknown", .schema, "elicit.result.action", "Answers questions by an action that is none")
        {
            .answers(to: "elicitation/create") { $0["action"] = "ok" }
        },
        mutant("elicit-content-nested", .schema, "elicit.result.content-types", "Answers questions with nested objects")
        {
            .answers(to: "elicitation/create") { answer in
                answer.change("content") { content in
                    for (name, value) in content.object ?? [] { content[name] = ["value": value] }
                }
            }
        },
        mutant("sampling-without-model", .schema, "sampling.result.shape", "Does not say which model it sampled") {
            .answers(to: "sampling/createMessage") { $0["model"] = nil }
        },
        mutant("roots-without-uri", .schema, "roots.result.shape", "Lists roots without URIs") {
            .answers(to: "roots/list") { answer in answer.changeEach("roots") { $0["uri"] = nil } }
        },
    ]

    static func key(_ name: String) -> String { "io.modelcontextprotocol/" + name }

    static func isModern(_ message: JSON) -> Bool {
        message.at(["params", "_meta", key("protocolVersion")]) != nil
    }

    static func mutant(
        _ name: String,
        _ area: MutantArea,
        _ requirement: String,
        _ summary: String,
        _ scope: MutantScope = .everywhere,
        _ defect: () -> ClientDefect
    ) -> ClientMutant {
        ClientMutant(name, area, requirement, summary, on: scope, defect())
    }
}
