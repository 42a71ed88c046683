import HTTPWire
import JSON
import MCP
import Testing

/// Sessions, and the small requests of every client.
enum SessionScenarios {
    static let all = [
        SuiteScenario("server-initialize", .stateful) { suite async throws in
            let opening = try #require(suite.opening)
            #expect(opening.status == 200)
            #expect(opening.result?["protocolVersion"]?.string == suite.revision.name)
            #expect(opening.result?["serverInfo"]?["name"] == "comport-everything")
            for capability in ["tools", "resources", "prompts", "logging", "completions"] {
                #expect(opening.result?["capabilities"]?[capability]?.object != nil, "\(capability)")
            }
            let id = try #require(suite.sessionID)
            #expect(id.utf8.count >= 16)
            #expect(id.utf8.allSatisfy { (0x21...0x7E).contains($0) })
        },
        SuiteScenario("server-session-lifecycle", [.march2025] + .stateful) { suite async throws in
            #expect(try await suite.request("ping").status == 200)
            #expect((200..<300).contains(try await suite.send(.delete).status))
            #expect(try await suite.request("ping").status == 404)
        },
        SuiteScenario("logging-set-level", .stateful) { suite async throws in
            #expect(try await suite.request("logging/setLevel", ["level": "info"]).result == [:])
            #expect(try await suite.request("logging/setLevel", ["level": "loud"]).code == -32602)
        },
        SuiteScenario("ping", .stateful) { suite async throws in #expect(try await suite.request("ping").result == [:])
        },
        SuiteScenario("completion-complete") { suite async throws in
            let reply = try await suite.request(
                "completion/complete",
                [
                    "ref": ["type": "ref/prompt", "name": "test_prompt_with_arguments"],
                    "argument": ["name": "arg1", "value": "par"],
                ]
            )
            #expect(reply.result?["completion"]?["values"] == ["paris", "park", "party"])
        },
    ]
}
