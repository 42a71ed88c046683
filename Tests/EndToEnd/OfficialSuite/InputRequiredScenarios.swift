import JSON
import MCP
import Testing

/// Results that ask for more.
enum InputRequiredScenarios {
    static let all = [basic, stateful, refusing].flatMap { $0 }

    private static let able: JSON = ["elicitation": [:], "sampling": [:], "roots": [:]]
    private static let tool = "test_input_required_result_"

    private static func accept(_ key: String, _ content: JSON) -> JSON {
        JSON.member(key, ["action": "accept", "content": content])
    }

    private static let basic = [
        single("elicitation", "user_name", "elicitation/create", ["action": "accept", "content": ["name": "Ada"]]),
        single(
            "sampling",
            "capital_question",
            "sampling/createMessage",
            ["role": "assistant", "content": ["type": "text", "text": "Paris"], "model": "m"]
        ),
        single("list_roots", "client_roots", "roots/list", ["roots": [["uri": "file:///a"]]]),
        SuiteScenario("input-required-result-multiple-input-requests", .stateless, capabilities: able) {
            suite async throws in
            let asked = try await suite.call(tool + "multiple_inputs")
            #expect(asked.inputRequests.map(\.key).sorted() == ["client_roots", "greeting", "user_name"])
            let responses: JSON = [
                "user_name": ["action": "accept", "content": ["name": "Ada"]],
                "greeting": ["role": "assistant", "content": ["type": "text", "text": "Hi"], "model": "m"],
                "client_roots": ["roots": [["uri": "file:///a"]]],
            ]
            let state = try #require(asked.result?["requestState"])
            let done = try await suite.call(
                tool + "multiple_inputs",
                [:],
                ["inputResponses": responses, "requestState": state]
            )
            #expect(done.isComplete)
            #expect(done.contentText == "Hi Ada, 1 roots")
        },
        SuiteScenario("input-required-result-non-tool-request", .stateless, capabilities: able) { suite async throws in
            let name = "test_input_required_result_prompt"
            let asked = try await suite.request("prompts/get", ["name": .string(name)])
            #expect(asked.inputRequests.map(\.key) == ["user_context"])
            let done = try await suite.request(
                "prompts/get",
                ["name": .string(name), "inputResponses": accept("user_context", ["context": "ships"])]
            )
            #expect(done.isComplete)
            #expect(done.result?["messages"]?[0]?["content"]?["text"] == "Please write about ships.")
        },
        SuiteScenario("input-required-result-result-type", .stateless, capabilities: able) { suite async throws in
            #expect(try await suite.call(tool + "elicitation").result?["resultType"] == "input_required")
            #expect(try await suite.call("test_simple_text").result?["resultType"] == "complete")
        },
        SuiteScenario("input-required-result-unsupported-methods", .stateless, capabilities: able) {
            suite async throws in
            for method in ["tools/list", "prompts/list", "resources/list"] {
                #expect(try await suite.request(method).isComplete, "\(method)")
            }
        },
    ]

    private static let stateful = [
        SuiteScenario("input-required-result-request-state", .stateless, capabilities: able) { suite async throws in
            let asked = try await suite.call(tool + "request_state")
            #expect(asked.inputRequests.map(\.key) == ["confirm"])
            let state = try #require(asked.result?["requestState"])
            let done = try await suite.call(
                tool + "request_state",
                [:],
                ["inputResponses": accept("confirm", ["ok": true]), "requestState": state]
            )
            #expect(done.isComplete)
            #expect(done.contentText?.contains("state-ok") == true)
        },
        SuiteScenario("input-required-result-multi-round", .stateless, capabilities: able) { suite async throws in
            let first = try await suite.call(tool + "multi_round")
            #expect(first.inputRequests.map(\.key) == ["step1"])
            let state = try #require(first.result?["requestState"])
            let second = try await suite.call(
                tool + "multi_round",
                [:],
                ["inputResponses": accept("step1", ["name": "Ada"]), "requestState": state]
            )
            #expect(second.inputRequests.map(\.key) == ["step2"])
            let next = try #require(second.result?["requestState"])
            #expect(next != state)
            let third = try await suite.call(
                tool + "multi_round",
                [:],
                ["inputResponses": accept("step2", ["color": "blue"]), "requestState": next]
            )
            #expect(third.isComplete)
            #expect(third.contentText?.contains("Ada") == true)
            #expect(third.contentText?.contains("blue") == true)
        },
        SuiteScenario("input-required-result-tampered-state", .stateless, capabilities: able) { suite async throws in
            let state = try #require(try await suite.call(tool + "tampered_state").result?["requestState"]?.string)
            for changed in [state + "-TAMPERED", String(state.dropLast(2)) + "AA", "", "x"] {
                let refused = try await suite.call(
                    tool + "tampered_state",
                    [:],
                    ["inputResponses": accept("confirm", ["ok": true]), "requestState": .string(changed)]
                )
                #expect(refused.code == -32602)
            }
        },
    ]

    private static let refusing = [
        SuiteScenario("input-required-result-missing-input-response", .stateless, capabilities: able) {
            suite async throws in
            let again = try await suite.call(
                tool + "elicitation",
                [:],
                ["inputResponses": accept("wrong_key", ["name": "Ada"])]
            )
            #expect(again.isInputRequired)
            #expect(again.inputRequests.map(\.key) == ["user_name"])
        },
        SuiteScenario("input-required-result-capability-check", .stateless, capabilities: ["sampling": [:]]) {
            suite async throws in
            let asked = try await suite.call(tool + "capabilities")
            #expect(asked.inputRequests.compactMap { $0.value["method"]?.string } == ["sampling/createMessage"])
            suite.capabilities = [:]
            #expect(try await suite.call(tool + "capabilities").isComplete)
            let undeclared = try await suite.call(tool + "elicitation")
            #expect(undeclared.code == -32021)
            #expect(undeclared.status == 400)
        },
        SuiteScenario("input-required-result-ignore-extra-params", .stateless, capabilities: able) {
            suite async throws in
            var responses = accept("user_name", ["name": "Ada"])
            responses["never_asked"] = ["action": "accept", "content": [:]]
            let done = try await suite.call(tool + "elicitation", [:], ["inputResponses": responses, "extra": 1])
            #expect(done.isComplete)
            #expect(done.contentText == "Hello, Ada!")
        },
        SuiteScenario("input-required-result-validate-input", .stateless, capabilities: able) { suite async throws in
            for wrong in [12345, nil, "text", ["action": "perhaps"], ["action": "accept", "content": ["name": 5]]]
                as [JSON]
            {
                let reply = try await suite.call(
                    tool + "elicitation",
                    [:],
                    ["inputResponses": JSON.member("user_name", wrong)]
                )
                #expect(reply.error != nil || reply.isInputRequired, "\(wrong)")
            }
        },
    ]

    /// One question, one answer.
    private static func single(_ name: String, _ key: String, _ method: String, _ answer: JSON) -> SuiteScenario {
        let id = "input-required-result-basic-" + (name == "list_roots" ? "list-roots" : name)
        return SuiteScenario(id, .stateless, capabilities: able) { suite async throws in
            let asked = try await suite.call(tool + name)
            #expect(asked.isInputRequired)
            #expect(asked.inputRequests.map(\.key) == [key])
            #expect(asked.inputRequests.first?.value["method"]?.string == method)
            let responses = JSON.member(key, answer)
            let done = try await suite.call(tool + name, [:], ["inputResponses": responses])
            #expect(done.isComplete)
            #expect(done.contentText?.isEmpty == false)
        }
    }
}
