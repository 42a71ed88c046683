import JSON
import MCP
import Testing

/// Prompts.
enum PromptScenarios {
    static let all = [
        SuiteScenario("prompts-list") { suite async throws in
            let prompts = try #require(try await suite.request("prompts/list").result?["prompts"]?.array)
            #expect(prompts.count >= 4)
            #expect(prompts.allSatisfy { $0["name"]?.string != nil && $0["description"]?.string != nil })
        },
        SuiteScenario("prompts-get-simple") { suite async throws in
            let messages = try await messages("test_simple_prompt", [:], suite)
            #expect(
                messages == [
                    ["role": "user", "content": ["type": "text", "text": "This is a simple prompt for testing."]]
                ]
            )
        },
        SuiteScenario("prompts-get-with-args") { suite async throws in
            let messages = try await messages("test_prompt_with_arguments", ["arg1": "hello", "arg2": "world"], suite)
            #expect(messages.first?["content"]?["text"] == "Prompt with arguments: arg1='hello', arg2='world'")
            let missing = try await suite.request(
                "prompts/get",
                ["name": "test_prompt_with_arguments", "arguments": ["arg1": "hello"]]
            )
            #expect(missing.code == -32602)
        },
        SuiteScenario("prompts-get-embedded-resource") { suite async throws in
            let uri = "test://example-resource"
            let messages = try await messages(
                "test_prompt_with_embedded_resource",
                ["resourceUri": .string(uri)],
                suite
            )
            #expect(messages.first?["content"]?["type"] == "resource")
            #expect(messages.first?["content"]?["resource"]?["uri"]?.string == uri)
        },
        SuiteScenario("prompts-get-with-image") { suite async throws in
            let messages = try await messages("test_prompt_with_image", [:], suite)
            #expect(messages.first?["content"]?["type"] == "image")
            #expect(messages.first?["content"]?["mimeType"] == "image/png")
        },
    ]

    private static func messages(_ name: String, _ arguments: JSON, _ suite: Conversation) async throws -> [JSON] {
        let reply = try await suite.request("prompts/get", ["name": .string(name), "arguments": arguments])
        return try #require(reply.result?["messages"]?.array)
    }
}
