import JSON
import MCP
import MCPClient

enum ClientMessageProofs {
    static let all: [ClientProof] = jsonrpc + schema

    private static let jsonrpc: [ClientProof] = [
        lists("id-null") { $0.requests.contains { $0["id"] == .null } },
        lists("id-fraction") { $0.requests.contains { $0["id"]?.number?.isInteger == false } },
        lists("id-reused") { record in
            let ids = record.requests.compactMap { $0["id"]?.description }
            return ids.count > 1 && Set(ids).count < ids.count
        },
        lists("wrong-jsonrpc-version") { $0.messages.contains { $0["jsonrpc"] != "2.0" } },
        lists("params-as-list") { $0.messages.contains { $0["params"]?.array != nil } },
        ClientProof("notification-with-id") { $0.all("notifications/initialized").contains { $0["id"] != nil } },
        lists("answers-in-modern", .modern) { $0.messages.contains { $0["result"] != nil } },
    ]

    private static let schema: [ClientProof] = [
        ClientProof("client-info-unversioned") {
            $0.all("initialize").contains { $0["params"]?["clientInfo"]?["version"] == nil }
        },
        lists("meta-missing", .modern) { $0.all("tools/list").contains { $0["params"]?["_meta"] == nil } },
        lists("capabilities-missing", .modern) { record in
            record.all("tools/list").contains { $0.meta("clientCapabilities") == nil }
        },
        ClientProof("capabilities-as-list") {
            $0.all("initialize").contains { $0["params"]?["capabilities"]?.array != nil }
        },
        ClientProof("progress-token-as-object", .modern) {
            var request = RequestOptions()
            request.progress = { _ in }
            _ = try await $0.callTool("test_tool_with_progress", nil, request)
        } shows: { record in
            record.all("tools/call").contains { $0["params"]?["_meta"]?["progressToken"]?.object != nil }
        },
        ClientProof("arguments-as-list") {
            _ = try await $0.callTool("greet", ["name": "Ada"])
        } shows: {
            $0.all("tools/call").contains { $0["params"]?["arguments"]?.array != nil }
        },
        lists("cursor-as-object") { $0.all("tools/list").contains { $0["params"]?["cursor"]?.object != nil } },
        asks("elicit-action-unknown") { $0["action"]?.string != "accept" },
        asks("elicit-content-nested", .modern) { $0["content"]?["name"]?.object != nil },
        asks("sampling-without-model", about: "sampling/createMessage") { $0["model"] == nil },
        asks("roots-without-uri", .modern, about: "roots/list") { $0["roots"]?[0]?["uri"] == nil },
    ]

    /// The client lists tools, which are on two pages.
    static func lists(
        _ name: String,
        _ era: Era = .legacy,
        _ shows: @escaping @Sendable (Record) -> Bool
    ) -> ClientProof {
        ClientProof(name, era, { _ = try await $0.listTools() }, shows: shows)
    }

    /// Calls the tool that asks by a method.
    private static func ask(_ client: MCPClient, about method: String, _ era: Era) async throws {
        switch (method, era) {
        case ("sampling/createMessage", .legacy): _ = try await client.callTool("test_sampling", ["prompt": "Hello"])
        case (_, .legacy): _ = try await client.callTool("test_elicitation", ["message": "Who?"])
        case ("roots/list", .modern): _ = try await client.callTool("test_input_required_result_list_roots")
        case (_, .modern): _ = try await client.callTool("test_input_required_result_elicitation")
        }
    }

    /// The server asks the client for something.
    static func asks(
        _ name: String,
        _ era: Era = .legacy,
        about method: String = "elicitation/create",
        _ shows: @escaping @Sendable (JSON) -> Bool
    ) -> ClientProof {
        ClientProof(name, era, { try await ask($0, about: method, era) }) {
            $0.answers.contains(where: shows)
        }
    }
}

extension JSON {
    /// A member of the metadata of a modern request.
    func meta(_ key: String) -> JSON? { self["params"]?["_meta"]?["io.modelcontextprotocol/" + key] }
}
