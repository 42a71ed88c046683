import JSON
import MCP
import MCPClient
import Reactor

enum ClientConductProofs {
    static let all: [ClientProof] = state + timing + semantics

    private typealias Message = ClientMessageProofs

    private static let state: [ClientProof] = [
        Message.lists("initialized-missing") { $0.all("notifications/initialized").isEmpty },
        Message.lists("early-requests") { $0.messages.first?["method"]?.string != "initialize" },
        Message.lists("initialize-twice") { $0.all("initialize").count > 1 },
        ClientProof("capabilities-undeclared") {
            $0.all("initialize").contains { $0["params"]?["capabilities"] == [:] }
        },
        retries("request-state-changed") { $0.last?["params"]?["requestState"]?.string?.hasSuffix(" ") == true },
        ClientProof("request-state-kept", .modern) {
            _ = try? await $0.callTool("test_input_required_result_request_state")
            _ = try await $0.callTool("test_simple_text")
        } shows: {
            $0.all("tools/call").last?["params"]?["requestState"] != nil
        },
        retries("retry-same-id") { $0.count > 1 && $0.first?["id"] == $0.last?["id"] },
    ]

    private static let timing: [ClientProof] = [
        givesUp("cancel-not-told") { $0.all("notifications/cancelled").isEmpty },
        ClientProof("cancels-what-ended") {
            _ = try await $0.callTool("test_simple_text")
            _ = try await $0.callTool("test_simple_text")
        } shows: {
            !$0.all("notifications/cancelled").isEmpty
        },
        ClientProof("cancels-initialize") { !$0.all("notifications/cancelled").isEmpty },
        ClientProof("pings-unanswered") {
            _ = try await $0.callTool("test_simple_text")
        } shows: {
            $0.answers.isEmpty
        },
        ClientProof("questions-unanswered") {
            _ = try await $0.callTool("test_elicitation", ["message": "Who?"])
        } shows: {
            $0.answers.isEmpty
        },
        ClientProof("answers-twice") {
            _ = try await $0.callTool("test_elicitation", ["message": "Who?"])
            _ = try await $0.listTools()
        } shows: {
            $0.answers.count > 1
        },
    ]

    private static let semantics: [ClientProof] = [
        retries("answers-other-keys") { $0.last?["params"]?["inputResponses"]?["confirm"] == nil },
        retries("retry-without-arguments") { $0.last?["params"]?["arguments"] == nil },
        Message.asks("declines-with-content") { $0["action"] != "accept" && $0["content"] != nil },
        givesUp("cancels-by-string") { record in
            let cancelled = record.all("notifications/cancelled").first?["params"]?["requestId"]
            return !record.requests.contains { $0["id"] == cancelled }
        },
        Message.lists("first-page-only") { $0.all("tools/list").count < 2 },
        Message.lists("cursor-changed") {
            $0.all("tools/list").last?["params"]?["cursor"]?.string.map { $0 == $0.uppercased() } == true
        },
        ClientProof("unknown-version-offered") {
            $0.all("initialize").contains { $0["params"]?["protocolVersion"] == "1.0" }
        },
        Message.asks("roots-not-files", .modern, about: "roots/list") {
            $0["roots"]?[0]?["uri"]?.string?.hasPrefix("file:") != true
        },
        Message.asks("elicit-content-misfits", .modern) { $0["content"]?["name"]?.string == nil },
    ]

    /// A modern server asks before it answers; the calls that it gets.
    private static func retries(_ name: String, _ shows: @escaping @Sendable ([JSON]) -> Bool) -> ClientProof {
        ClientProof(
            name,
            .modern,
            { _ = try await $0.callTool("test_input_required_result_request_state", ["more": 1]) }
        ) {
            shows($0.all("tools/call"))
        }
    }

    /// The client gives up waiting for a slow tool.
    private static func givesUp(_ name: String, _ shows: @escaping @Sendable (Record) -> Bool) -> ClientProof {
        ClientProof(
            name,
            .legacy,
            {
                var request = RequestOptions()
                request.timeout = .milliseconds(20)
                _ = try? await $0.callTool(ReferenceServer.slow, nil, request)
                _ = try await $0.listTools()
            },
            shows: shows
        )
    }
}
