import Bindings
import JSON
import MCP

/// Defects in the shapes of results and notifications.
enum SchemaMutants {
    static let all: [ServerMutant] = handshakes + tools + lists + contents + notifications

    private static let handshakes: [ServerMutant] = [
        schema(
            "result-type-missing",
            "jsonrpc.result.resultType-present",
            "Does not say which kind a result is",
            .modern
        ) {
            .results { result, step in if step.era == .modern { result["resultType"] = nil } }
        },
        schema("result-type-unknown", "jsonrpc.result.resultType-known-set", "Invents a kind of result", .modern) {
            .results(of: "tools/call") { result, _ in
                if result["resultType"]?.string == "complete" { result["resultType"] = "finished" }
            }
        },
        schema("server-info-unversioned", "meta.result.serverInfo-shape", "Does not say which version the server has") {
            .results { result, _ in
                result.set("serverInfo", "version", to: nil)
                result.set("_meta", "io.modelcontextprotocol/serverInfo", "version", to: nil)
            }
        },
        schema("capabilities-as-list", "discover.result.capabilities", "Lists its capabilities in an array") {
            .results(of: "initialize", "server/discover") { result, _ in
                result.change("capabilities") { value in
                    value = JSON((value.object ?? []).map { .string($0.key) })
                }
            }
        },
        schema("list-changed-as-string", "tools.capability.listChanged-type", "Writes listChanged as a string") {
            .results(of: "initialize", "server/discover") { result, _ in
                result.set("capabilities", "tools", "listChanged", to: "yes")
            }
        },
        schema("instructions-as-list", "discover.result.instructions-type", "Sends instructions as an array") {
            .results(of: "initialize", "server/discover") { result, _ in
                result["instructions"] = ["Call tools", "Read resources"]
            }
        },
        schema("versions-as-string", "discover.result.versions", "Lists its revisions in one string", .modern) {
            .results(of: "server/discover") { result, _ in
                let versions = result["supportedVersions"]?.array?.compactMap(\.string) ?? []
                result["supportedVersions"] = .string(versions.joined(separator: ","))
            }
        },
        schema("ttl-negative", "cache.ttl.non-negative", "Lets results go stale before they are sent", .modern) {
            .results { result, _ in if result["ttlMs"] != nil { result["ttlMs"] = -1 } }
        },
        schema("ttl-as-text", "cache.ttl.type", "Writes the time to live with its unit", .modern) {
            .results { result, _ in if result["ttlMs"] != nil { result["ttlMs"] = "60s" } }
        },
        schema("cache-hints-missing", "cache.hints.tools-list", "Does not say for how long a list holds", .modern) {
            .results(of: "tools/list") { result, _ in
                result["ttlMs"] = nil
                result["cacheScope"] = nil
            }
        },
        schema("cache-scope-unknown", "cache.scope.values", "Invents a scope for caches", .modern) {
            .results { result, _ in if result["cacheScope"] != nil { result["cacheScope"] = "shared" } }
        },
        schema(
            "reserved-meta-key",
            "meta.key.reserved-prefix",
            "Puts a key of its own under a reserved prefix",
            .modern
        ) {
            .results { result, _ in result.force(["_meta", "io.modelcontextprotocol/region"], to: "eu") }
        },
    ]

    private static let tools: [ServerMutant] = [
        schema(
            "input-schema-missing",
            "tools.tool.input-schema-required",
            "Lists tools without a schema of their input"
        ) {
            .results(of: "tools/list") { result, _ in result.changeEach("tools") { $0["inputSchema"] = nil } }
        },
        schema("input-schema-no-object", "tools.tool.inputSchema.object", "Says that the input of tools is an array") {
            .results(of: "tools/list") { result, _ in
                result.changeEach("tools") { $0.set("inputSchema", "type", to: "array") }
            }
        },
        schema("input-schema-invalid", "tools.tool.inputSchema.valid", "Lists schemas that are no schemas") {
            .results(of: "tools/list") { result, _ in
                result.changeEach("tools") { $0.set("inputSchema", "required", to: "all") }
            }
        },
        schema("description-null", "schema.null-optional", "Writes null where a description is missing") {
            .results(of: "tools/list") { result, _ in result.changeEach("tools") { $0["description"] = .null } }
        },
        schema("tool-names-with-spaces", "tools.name.charset", "Lists names of tools with spaces in them") {
            .results(of: "tools/list") { result, _ in
                result.changeEach("tools") { tool in
                    if let name = tool["name"]?.string { tool["name"] = .string("tool " + name) }
                }
            }
        },
        schema("content-missing", "tools.call.result.content", "Sends results of tools without content") {
            .results(of: "tools/call") { result, _ in result["content"] = nil }
        },
        schema("content-without-type", "tools.content.text", "Does not say what kind of content it sends") {
            .results(of: "tools/call") { result, _ in result.changeEach("content") { $0["type"] = nil } }
        },
        schema("is-error-as-string", "tools.call.result.isError-type", "Writes isError as a string") {
            .results(of: "tools/call") { result, _ in
                result["isError"] = result["isError"]?.bool == true ? "true" : "false"
            }
        },
        schema("image-base64-invalid", "tools.content.image", "Sends images in what is no base64") {
            .results(of: "tools/call") { result, _ in
                result.changeEach("content") { if $0["type"]?.string == "image" { $0["data"] = "%%not*base64%%" } }
            }
        },
        schema("audio-type-missing", "tools.content.audio", "Does not say which kind of audio it sends") {
            .results(of: "tools/call") { result, _ in
                result.changeEach("content") { if $0["type"]?.string == "audio" { $0["mimeType"] = nil } }
            }
        },
        schema("structured-content-wrong", "tools.output.conforms", "Sends structured content that misses its schema") {
            .results(of: "tools/call") { result, _ in
                result.change("structuredContent") { content in
                    for (key, _) in content.object ?? [] { content[key] = ["unexpected": true] }
                }
            }
        },
    ]

    private static let lists: [ServerMutant] = [
        schema("next-cursor-null", "page.nextCursor.string", "Writes null for the cursor after the last page") {
            .results(of: listMethods) { result, _ in if result["nextCursor"] == nil { result["nextCursor"] = .null } }
        },
        schema("resource-without-name", "resources.resource.shape", "Lists resources without names") {
            .results(of: "resources/list") { result, _ in result.changeEach("resources") { $0["name"] = nil } }
        },
        schema("template-broken", "resources.templates.rfc6570", "Lists templates with a brace that is never closed") {
            .results(of: "resources/templates/list") { result, _ in
                result.changeEach("resourceTemplates") { $0["uriTemplate"] = "test://template/{id" }
            }
        },
        schema("prompt-argument-nameless", "prompts.prompt.shape", "Lists arguments of prompts without names") {
            .results(of: "prompts/list") { result, _ in
                result.changeEach("prompts") { $0.changeEach("arguments") { $0["name"] = nil } }
            }
        },
    ]

    private static let contents: [ServerMutant] = [
        schema("contents-without-uri", "resources.read.contents", "Sends contents that do not say of what") {
            .results(of: "resources/read") { result, _ in result.changeEach("contents") { $0["uri"] = nil } }
        },
        schema("blob-as-text", "resources.read.blob-base64", "Sends binary contents that are no base64") {
            .results(of: "resources/read") { result, _ in
                result.changeEach("contents") { if $0["blob"] != nil { $0["blob"] = "\u{89}PNG" } }
            }
        },
        schema("prompt-role-system", "prompts.get.messages", "Sends messages of prompts in a role that is none") {
            .results(of: "prompts/get") { result, _ in result.changeEach("messages") { $0["role"] = "system" } }
        },
        schema("completion-over-100", "complete.result.max100", "Completes with more than a hundred values") {
            .results(of: "completion/complete") { result, _ in
                result.set("completion", "values", to: JSON((1...101).map { .string("value \($0)") }))
            }
        },
        schema("has-more-as-number", "complete.result.hasMore", "Writes hasMore as a number") {
            .results(of: "completion/complete") { result, _ in result.set("completion", "hasMore", to: 0) }
        },
        schema("input-requests-as-list", "mrtr.inputRequests.map", "Lists its questions in an array", .modern) {
            .results(of: "tools/call", "prompts/get", "resources/read") { result, _ in
                result.change("inputRequests") { value in value = JSON((value.object ?? []).map(\.value)) }
            }
        },
        schema("request-state-as-object", "mrtr.requestState.string", "Sends its state as an object", .modern) {
            .results(of: "tools/call", "prompts/get", "resources/read") { result, _ in
                result.change("requestState") { $0 = ["sealed": $0] }
            }
        },
    ]

    private static let notifications: [ServerMutant] = [
        schema("progress-as-text", "progress.notif.shape", "Writes progress as a percentage") {
            .notifications("notifications/progress") { message, _, _ in
                var message = message
                message.change("params", "progress") { $0 = .string("\($0)%") }
                return [message]
            }
        },
        schema("log-level-unknown", "log.params.level", "Logs at a level that is none") {
            .notifications("notifications/message") { message, _, _ in
                var message = message
                message.set("params", "level", to: "verbose")
                return [message]
            }
        },
        schema("log-without-data", "log.params.data", "Logs without data") {
            .notifications("notifications/message") { message, _, _ in
                var message = message
                message.set("params", "data", to: nil)
                return [message]
            }
        },
    ]

    static let listMethods = ["tools/list", "resources/list", "resources/templates/list", "prompts/list"]

    private static func schema(
        _ name: String,
        _ requirement: String,
        _ summary: String,
        _ scope: MutantScope = .everywhere,
        _ defect: () -> Defect
    ) -> ServerMutant {
        ServerMutant(name, .schema, requirement, summary, on: scope, defect())
    }
}
