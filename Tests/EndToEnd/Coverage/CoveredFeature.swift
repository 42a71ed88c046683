import JSON
import MCP
import MCPClient
import Reactor

/// Something that client and server can do together, and how to see that it works.
struct CoveredFeature: Sendable {
    let name: String
    /// The revisions that have it.
    let revisions: Set<Revision>
    /// Whether it works.
    let works: @Sendable (MCPClient) async throws -> Bool

    init(
        _ name: String,
        in revisions: [Revision] = Revision.all,
        _ works: @escaping @Sendable (MCPClient) async throws -> Bool
    ) {
        (self.name, self.revisions, self.works) = (name, Set(revisions), works)
    }

    static let all = handshakes + tools + resources + prompts + notices + questions + tasks

    private static let handshakes = [
        CoveredFeature("ping", in: Revision.legacy) { try await $0.request("ping", [:]) == [:] },
        CoveredFeature("server/discover", in: Revision.modern) {
            try await $0.request("server/discover", [:])["supportedVersions"]?.array?.isEmpty == false
        },
        CoveredFeature("unknown method") {
            try await $0.failure { try await $0.request("no/such/method", [:]) }
        },
    ]

    private static let tools = [
        CoveredFeature("tools/list, all pages") {
            try await $0.listTools().contains { $0.name == "test_error_handling" }
        },
        CoveredFeature("tools/call, text") { try await $0.call("test_simple_text").contains("simple text") },
        CoveredFeature("tools/call, arguments") { try await $0.call("greet", ["name": "Ada"]) == "Hello, Ada!" },
        CoveredFeature("tools/call, image") { try await $0.block("test_image_content")["mimeType"] == "image/png" },
        CoveredFeature("tools/call, audio", in: Revision.all.filter { $0 >= .march2025 }) {
            try await $0.block("test_audio_content")["mimeType"] == "audio/wav"
        },
        CoveredFeature("tools/call, embedded resource") {
            try await $0.block("test_embedded_resource")["resource"]?["uri"] == "test://embedded-resource"
        },
        CoveredFeature("tools/call, structured content", in: Revision.all.filter { $0 >= .june2025 }) {
            let params: JSON = ["name": "test_structured_content", "arguments": ["a": 1, "b": 2]]
            return try await $0.request("tools/call", params)["structuredContent"] == ["sum": 3]
        },
        CoveredFeature("tools/call, failure of the tool") {
            try await $0.request("tools/call", ["name": "test_error_handling"])["isError"] == true
        },
        CoveredFeature("tools/call, unknown tool") {
            try await $0.failure { try await $0.request("tools/call", ["name": "no_such_tool"]) }
        },
    ]

    private static let resources = [
        CoveredFeature("resources/list") { try await $0.listResources().contains { $0.uri == "test://static-text" } },
        CoveredFeature("resources/templates/list") { try await !$0.listResourceTemplates().isEmpty },
        CoveredFeature("resources/read, text") {
            let result = try await $0.request("resources/read", ["uri": "test://static-text"])
            return result["contents"]?[0]?["text"]?.string != nil
        },
        CoveredFeature("resources/read, binary") {
            let result = try await $0.request("resources/read", ["uri": "test://static-binary"])
            return result["contents"]?[0]?["blob"]?.string != nil
        },
        CoveredFeature("resources/read, template") {
            let result = try await $0.request("resources/read", ["uri": "test://template/7/data"])
            return result["contents"]?[0]?["text"]?.string?.contains("7") == true
        },
        CoveredFeature("resources/read, unknown") {
            try await $0.failure { try await $0.request("resources/read", ["uri": "test://none"]) }
        },
    ]

    private static let prompts = [
        CoveredFeature("prompts/list") { try await $0.listPrompts().contains { $0.name == "test_simple_prompt" } },
        CoveredFeature("prompts/get") {
            let arguments: JSON = ["arg1": "one", "arg2": "two"]
            let params: JSON = ["name": "test_prompt_with_arguments", "arguments": arguments]
            return try await $0.request("prompts/get", params)["messages"]?[0]?["role"] == "user"
        },
        CoveredFeature("completion/complete") {
            let reference: JSON = ["type": "ref/prompt", "name": "test_prompt_with_arguments"]
            let params: JSON = ["ref": reference, "argument": ["name": "arg1", "value": "par"]]
            let values = try await $0.request("completion/complete", params)["completion"]?["values"]
            return values?.array?.contains("paris") == true
        },
    ]

    private static let notices = [
        CoveredFeature("progress") { client in
            let count = Locked(0)
            var request = RequestOptions()
            request.progress = { _ in count.withLock { $0 += 1 } }
            _ = try await client.request("tools/call", ["name": "test_tool_with_progress"], request)
            return count.withLock { $0 } == 3
        },
        CoveredFeature("logging/setLevel", in: Revision.legacy) { client in
            let feed = client.notifications()
            try await client.setLogLevel(.error)
            _ = try await client.request("tools/call", ["name": "test_logging_tool"])
            try await client.setLogLevel(.info)
            let first = await feed.next(until: .after(.seconds(10)))
            return first?.method == "notifications/message" && first?.params["level"] == "error"
        },
        CoveredFeature("logs of one request", in: Revision.modern) { client in
            let feed = client.notifications()
            var request = RequestOptions()
            request.logLevel = .error
            _ = try await client.request("tools/call", ["name": "test_logging_tool"], request)
            return await feed.next(until: .after(.seconds(10)))?.params["level"] == "error"
        },
        CoveredFeature("resources/subscribe", in: Revision.legacy) { client in
            let feed = client.notifications()
            try await client.subscribe("test://watched-resource")
            _ = try await client.request("tools/call", ["name": "test_trigger_resource_update"])
            let update = await feed.next(until: .after(.seconds(10)))
            try await client.unsubscribe("test://watched-resource")
            return update?.params["uri"] == "test://watched-resource"
        },
        CoveredFeature("tools/list_changed", in: Revision.legacy) { client in
            let feed = client.notifications()
            _ = try await client.request("tools/call", ["name": "test_trigger_tool_change"])
            return await feed.next(until: .after(.seconds(10)))?.method == "notifications/tools/list_changed"
        },
        CoveredFeature("subscriptions/listen", in: Revision.modern) { client in
            let wanted: JSON = ["toolsListChanged": true, "resourceSubscriptions": ["test://watched-resource"]]
            let subscription = try await client.listen(SubscriptionFilter(json: wanted))
            defer { subscription.end() }
            _ = try await client.request("tools/call", ["name": "test_trigger_resource_update"])
            let update = await subscription.notifications.next(until: .after(.seconds(10)))
            _ = try await client.request("tools/call", ["name": "test_trigger_tool_change"])
            let change = await subscription.notifications.next(until: .after(.seconds(10)))
            return update?.method == "notifications/resources/updated"
                && change?.method == "notifications/tools/list_changed"
        },
        CoveredFeature("cancellation") { client in
            var request = RequestOptions()
            request.timeout = .milliseconds(20)
            let failed = try await client.failure {
                try await $0.request("tools/call", ["name": "test_tool_with_progress"], request)
            }
            let next = try await client.call("test_simple_text")
            return failed && next.contains("simple text")
        },
    ]

    private static let questions = [
        CoveredFeature("sampling") { try await $0.call("test_sampling", ["prompt": "Hello"]).contains("Paris") },
        CoveredFeature("roots") { try await $0.call("roots").contains("file:///work") },
        CoveredFeature("elicitation by form", in: Revision.all.filter { $0 >= .june2025 }) {
            try await $0.call("test_elicitation", ["message": "Who?"]).contains("ada@example.com")
        },
        CoveredFeature("elicitation by URL", in: [.november2025, .july2026]) {
            try await $0.call("test_elicitation_url").contains("accept")
        },
        CoveredFeature("state that comes back", in: Revision.modern) {
            try await $0.call("test_input_required_result_request_state").contains("state-ok")
        },
    ]

    private static let tasks = [
        CoveredFeature("tasks", in: [.november2025, .july2026]) { client in
            let outcome = try await client.startTool("slow_compute", ["seconds": 0, "label": "it"])
            guard case .task(let task) = outcome else { return false }
            return try await client.finish(task)["content"]?[0]?["text"]?.string?.contains("Computed it") == true
        }
    ]
}

extension MCPClient {
    /// The first text of what a tool answers, its questions answered.
    fileprivate func call(_ tool: String, _ arguments: JSON = [:]) async throws -> String {
        try await block(tool, arguments)["text"]?.string ?? ""
    }

    /// The first block of what a tool answers.
    fileprivate func block(_ tool: String, _ arguments: JSON = [:]) async throws -> JSON {
        let params: JSON = ["name": .string(tool), "arguments": arguments]
        return try await request("tools/call", params)["content"]?[0] ?? .null
    }

    /// Whether something fails, as it should.
    fileprivate func failure(_ body: (MCPClient) async throws -> JSON) async throws -> Bool {
        do {
            _ = try await body(self)
            return false
        } catch is MCPClientError { return true }
    }
}
