import JSON
import MCP
import Testing
import Text

/// Resources.
enum ResourceScenarios {
    static let all = [
        SuiteScenario("resources-list") { suite async throws in
            let resources = try #require(try await suite.request("resources/list").result?["resources"]?.array)
            #expect(resources.allSatisfy { $0["uri"]?.string != nil && $0["name"]?.string != nil })
            let uris = Set(resources.compactMap { $0["uri"]?.string })
            #expect(uris.isSuperset(of: ["test://static-text", "test://static-binary", "test://watched-resource"]))
        },
        SuiteScenario("resources-read-text") { suite async throws in
            let contents = try await read("test://static-text", suite)
            #expect(contents["mimeType"] == "text/plain")
            #expect(contents["text"] == "This is the content of the static text resource.")
        },
        SuiteScenario("resources-read-binary") { suite async throws in
            let contents = try await read("test://static-binary", suite)
            #expect(contents["mimeType"] == "image/png")
            #expect(!(try Base64.standard.decode(try #require(contents["blob"]?.string))).isEmpty)
        },
        SuiteScenario("resources-templates-read") { suite async throws in
            let contents = try await read("test://template/123/data", suite)
            #expect(contents["mimeType"] == "application/json")
            let text = try #require(contents["text"]?.string)
            #expect(
                try JSON(parsing: Array(text.utf8)) == ["id": "123", "templateTest": true, "data": "Data for ID: 123"]
            )
            let templates = try await suite.request("resources/templates/list").result?["resourceTemplates"]?.array
            #expect(templates?.first?["uriTemplate"] == "test://template/{id}/data")
        },
        SuiteScenario("resources-subscribe", .stateful) { suite async throws in
            let watched: JSON = ["uri": "test://watched-resource"]
            #expect(try await suite.request("resources/subscribe", watched).result == [:])
        },
        SuiteScenario("resources-unsubscribe", .stateful) { suite async throws in
            let watched: JSON = ["uri": "test://watched-resource"]
            #expect(try await suite.request("resources/subscribe", watched).result == [:])
            #expect(try await suite.request("resources/unsubscribe", watched).result == [:])
        },
        SuiteScenario("sep-2164-resource-not-found", .stateless) { suite async throws in
            let reply = try await suite.request("resources/read", ["uri": "test://nonexistent"])
            #expect(reply.result == nil)
            #expect(reply.code == -32602)
            #expect(reply.error?["data"]?["uri"] == "test://nonexistent")
        },
    ]

    private static func read(_ uri: String, _ suite: Conversation) async throws -> JSON {
        let reply = try await suite.request("resources/read", ["uri": .string(uri)])
        let contents = try #require(reply.result?["contents"]?[0])
        #expect(contents["uri"]?.string == uri)
        return contents
    }
}
