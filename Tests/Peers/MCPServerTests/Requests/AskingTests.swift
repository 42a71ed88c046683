import Bindings
import JSON
import JSONRPC
import MCP
import MCPServer
import Reactor
import Testing

@Suite struct AskingTests {
    private static let person: JSON = ["elicitation": [:]]
    private static let all: JSON = [
        "elicitation": ["form": [:], "url": [:]], "sampling": ["tools": [:]], "roots": [:],
    ]
    private static let form: JSON = [
        "type": "object", "properties": ["name": ["type": "string"]], "required": ["name"],
    ]
    private static let ada: JSON = ["action": "accept", "content": ["name": "Ada"]]

    private static func server(_ change: (inout ServerOptions) -> Void = { _ in }) throws -> MCPServer {
        var options = ServerOptions()
        change(&options)
        let server = MCPServer(Implementation(name: "test", version: "1"), options: options)
        let any: JSON = ["type": "object"]
        try server.add(Tool(name: "greet", inputSchema: any)) { _, context in
            let answer = try await context.elicit("Your name?", schema: form, key: "user")
            guard answer.action == .accept else { return .failure("\(answer.action?.rawValue ?? "?")") }
            return ToolResult(text: "Hello \(answer.content?["name"]?.string ?? "?")")
        }
        try server.add(Tool(name: "two", inputSchema: any)) { _, context in
            let first = try await context.elicit("First?", schema: form)
            let second = try await context.elicit("Second?", schema: form)
            return ToolResult(text: "\(first.content?["name"] ?? .null) \(second.content?["name"] ?? .null)")
        }
        try server.add(Tool(name: "many", inputSchema: any)) { _, context in
            var requests = InputRequests()
            requests.add("who", .elicitation(ElicitationRequest(message: "Who?", schema: form)))
            requests.add("say", .sampling(SamplingRequest(messages: [], maximumTokens: 10)))
            requests.add("where", .roots)
            let answers = try await context.ask(requests)
            let names = answers.roots("where")?.map(\.uri) ?? []
            return ToolResult(text: "\(answers.sampling("say")?.content.first?.text ?? "?") \(names)")
        }
        try server.add(Tool(name: "rounds", inputSchema: any)) { _, context in
            switch context.state?["round"]?.number?.int64 {
            case nil:
                throw InputRequired(
                    "step1",
                    .elicitation(ElicitationRequest(message: "1", schema: form)),
                    state: ["round": 1]
                )
            case 1:
                let name = context.answers.elicitation("step1")?.content?["name"] ?? .null
                let next = InputRequest.elicitation(ElicitationRequest(message: "2", schema: form))
                throw InputRequired("step2", next, state: ["round": 2, "name": name])
            default:
                let name = context.answers.elicitation("step2")?.content?["name"] ?? .null
                return ToolResult(text: "\(context.state?["name"] ?? .null) \(name)")
            }
        }
        try server.add(Prompt(name: "who")) { _, context in
            let answer = try await context.elicit("Who?", schema: form, key: "user_context")
            return PromptResult(messages: [PromptMessage(.user, .text("\(answer.content ?? .null)"))])
        }
        try server.add(Resource(uri: "test://who", name: "who")) { read, context in
            let answer = try await context.elicit("Who?", schema: form, key: "user")
            return [ResourceContents(uri: read.uri, text: "\(answer.content?["name"] ?? .null)")]
        }
        return server
    }

    // MARK: Modern

    @Test func `a modern client gets the question as a result and comes back with the answer`() async throws {
        try await TestServer.with(try Self.server(), .july2026, capabilities: Self.person) { driver async throws in
            let asked = try await driver.request("tools/call", ["name": "greet"])
            #expect(asked.result?["resultType"] == "input_required")
            let request = asked.result?["inputRequests"]?["user"]
            #expect(request?["method"] == "elicitation/create")
            #expect(request?["params"]?["requestedSchema"] == Self.form)
            #expect(request?["id"] == nil && request?["jsonrpc"] == nil)
            #expect(asked.result?["requestState"] == nil, "nothing has to be carried")
            #expect(asked.result?["ttlMs"] == nil && asked.sent == [])
            let answered = try await driver.request(
                "tools/call",
                ["name": "greet", "inputResponses": ["user": Self.ada]]
            )
            #expect(answered.text == "Hello Ada")
            let declined = try await driver.request(
                "tools/call",
                ["name": "greet", "inputResponses": ["user": ["action": "decline"]]]
            )
            #expect(declined.isToolError)
        }
    }

    @Test func `prompts and resources ask as well, other requests do not`() async throws {
        try await TestServer.with(try Self.server(), .july2026, capabilities: Self.person) { driver async throws in
            for (method, params, key): (String, JSON, String) in [
                ("prompts/get", ["name": "who"], "user_context"), ("resources/read", ["uri": "test://who"], "user"),
            ] {
                let asked = try await driver.request(method, params)
                #expect(asked.result?["inputRequests"]?[key] != nil)
                #expect(asked.result?["ttlMs"] == nil && asked.result?["cacheScope"] == nil)
                let responses: JSON = ["inputResponses": .object([(key, Self.ada)])]
                let answered = try await driver.request(method, params.merging(responses))
                #expect(answered.result?["resultType"] == "complete")
            }
            let extras: JSON = ["inputResponses": ["x": 5], "requestState": "junk"]
            #expect(try await driver.request("tools/list", extras).result?["tools"] != nil)
        }
    }

    @Test func `asks again for what is missing, ignores what is unknown, refuses what is wrong`() async throws {
        try await TestServer.with(try Self.server(), .july2026, capabilities: Self.person) { driver async throws in
            for responses: JSON in [[:], ["wrong": Self.ada], ["USER": Self.ada, "x": 1]] {
                let again = try await driver.request("tools/call", ["name": "greet", "inputResponses": responses])
                #expect(again.result?["inputRequests"]?["user"] != nil)
            }
            let extra: JSON = ["user": Self.ada, "more": [1, 2]]
            let answered = try await driver.request("tools/call", ["name": "greet", "inputResponses": extra])
            #expect(answered.text == "Hello Ada")
            let wrong: [JSON] = [
                5, .null, "x", [], [:], ["action": "maybe"], ["action": 5], ["action": "accept"],
                ["action": "accept", "content": .null],
                ["action": "accept", "content": 5], ["action": "accept", "content": [:]],
                ["action": "accept", "content": ["name": 5]],
            ]
            for value in wrong {
                let answer = try await driver.request(
                    "tools/call",
                    ["name": "greet", "inputResponses": ["user": value]]
                )
                #expect(answer.code == -32602, "\(value)")
            }
            for value: JSON in [5, .null, [], "x"] {
                #expect(
                    try await driver.request("tools/call", ["name": "greet", "inputResponses": value]).code == -32602
                )
            }
        }
    }

    @Test func `answers of earlier rounds travel in the sealed state`() async throws {
        try await TestServer.with(try Self.server(), .july2026, capabilities: Self.person) { driver async throws in
            let first = try await driver.request("tools/call", ["name": "two"])
            #expect(first.result?["inputRequests"]?.object?.map(\.key) == ["elicitation-1"])
            let second = try await driver.request(
                "tools/call",
                ["name": "two", "inputResponses": ["elicitation-1": Self.ada, "junk": 1]]
            )
            #expect(second.result?["inputRequests"]?.object?.map(\.key) == ["elicitation-2"])
            let state = try #require(second.state)
            let bob: JSON = ["action": "accept", "content": ["name": "Bob"]]
            let third = try await driver.request(
                "tools/call",
                ["name": "two", "requestState": .string(state), "inputResponses": ["elicitation-2": bob]]
            )
            #expect(third.text == #""Ada" "Bob""#)
            let stateAlone = try await driver.request("tools/call", ["name": "two", "requestState": .string(state)])
            #expect(stateAlone.result?["inputRequests"]?["elicitation-2"] != nil)
        }
    }

    @Test(arguments: [Revision.june2025, .november2025, .july2026])
    func `a handler can control each round`(_ revision: Revision) async throws {
        try await TestServer.with(try Self.server(), revision, capabilities: Self.person) { driver async throws in
            var params: JSON = ["name": "rounds"]
            var answer = try await driver.request("tools/call", params) { _, _ in ["result": Self.ada] }
            var states: [String] = []
            for step in ["step1", "step2"] where revision.era == .modern {
                #expect(answer.result?["inputRequests"]?.object?.map(\.key) == [step])
                states.append(try #require(answer.state))
                params["requestState"] = .string(states.last ?? "")
                params["inputResponses"] = .object([(step, Self.ada)])
                answer = try await driver.request("tools/call", params)
            }
            #expect(Set(states).count == states.count)
            #expect(answer.text == #""Ada" "Ada""#)
            if revision.era == .legacy { #expect(answer.sent("elicitation/create").count == 2) }
        }
    }

    @Test func `asks several things at once`() async throws {
        let said: JSON = ["role": "assistant", "content": ["type": "text", "text": "hi"], "model": "m"]
        let roots: JSON = ["roots": [["uri": "file:///a"]]]
        for revision in [Revision.june2025, .november2025, .july2026] {
            try await TestServer.with(try Self.server(), revision, capabilities: Self.all) { driver async throws in
                var answer = try await driver.request("tools/call", ["name": "many"]) { method, _ in
                    switch method {
                    case "elicitation/create": ["result": Self.ada]
                    case "sampling/createMessage": ["result": said]
                    default: ["result": roots]
                    }
                }
                if revision.era == .modern {
                    #expect(answer.result?["inputRequests"]?.object?.map(\.key) == ["who", "say", "where"])
                    let responses: JSON = ["who": Self.ada, "say": said, "where": roots]
                    answer = try await driver.request("tools/call", ["name": "many", "inputResponses": responses])
                }
                #expect(answer.text == #"hi ["file:///a"]"#)
            }
        }
    }

    @Test func `names all that a client would have to offer`() async throws {
        let server = MCPServer(Implementation(name: "test", version: "1"))
        try server.add(Tool(name: "all", inputSchema: ["type": "object"])) { _, context in
            var requests = InputRequests()
            requests.add("form", .elicitation(ElicitationRequest(message: "m", schema: ["type": "object"])))
            requests.add("page", .elicitation(ElicitationRequest(message: "m", url: "https://example.com")))
            requests.add("roots", .roots)
            _ = try await context.ask(requests)
            return ToolResult(text: "done")
        }
        for (offered, missing) in [
            ([:], ["elicitation": ["form": [:], "url": [:]], "roots": [:]]),
            (["elicitation": ["form": [:]], "sampling": [:]], ["elicitation": ["url": [:]], "roots": [:]]),
        ] as [(JSON, JSON)] {
            try await TestServer.with(server, .july2026, capabilities: offered) { driver async throws in
                let answer = try await driver.request("tools/call", ["name": "all"])
                #expect(answer.code == -32021)
                #expect(answer.error?["data"]?["requiredCapabilities"] == missing)
            }
        }
    }

    @Test(arguments: Revision.all)
    func `asks nobody who did not offer to answer`(_ revision: Revision) async throws {
        try await TestServer.with(try Self.server(), revision, capabilities: ["sampling": [:]]) { driver async throws in
            let answer = try await driver.request("tools/call", ["name": "greet"])
            #expect(answer.sent == [])
            if revision.era == .modern {
                #expect(answer.code == -32021)
                #expect(answer.error?["data"]?["requiredCapabilities"]?["elicitation"]?["form"] != nil)
                #expect(answer.reply?.outcome == .error(code: -32021))
                #expect(try await driver.request("tools/call", ["name": "rounds"]).code == -32021)
            } else {
                #expect(answer.isToolError)
                #expect(try await driver.request("tools/call", ["name": "rounds"]).isToolError)
            }
        }
    }

    @Test func `a revision without elicitation has none, whatever the client says`() async throws {
        for revision in [Revision.november2024, .march2025] {
            try await TestServer.with(try Self.server(), revision, capabilities: Self.all) { driver async throws in
                let answer = try await driver.request("tools/call", ["name": "greet"])
                #expect(answer.isToolError && answer.sent == [])
            }
        }
    }

    @Test func `pages are opened only by clients that offer it, with an id in 2025-11-25 alone`() async throws {
        let server = MCPServer(Implementation(name: "test", version: "1"))
        try server.add(Tool(name: "page", inputSchema: ["type": "object"])) { _, context in
            let answer = try await context.elicit("Open it", url: "https://example.com", id: "e1", key: "page")
            context.elicitationCompleted("e1")
            return ToolResult(text: answer.action?.rawValue ?? "?")
        }
        let accept: JSON = ["action": "accept"]
        for revision in [Revision.june2025, .november2025, .july2026] {
            try await TestServer.with(server, revision, capabilities: Self.all) { driver async throws in
                let answer = try await driver.request("tools/call", ["name": "page"]) { _, _ in ["result": accept] }
                switch revision {
                case .june2025: #expect(answer.isToolError && answer.sent == [])
                case .november2025:
                    #expect(answer.sent[0]["params"]?["elicitationId"] == "e1")
                    #expect(answer.text == "accept")
                    #expect(driver.outlet.posted.map { $0["method"] } == ["notifications/elicitation/complete"])
                default:
                    let params = answer.result?["inputRequests"]?["page"]?["params"]
                    #expect(params?["mode"] == "url" && params?["elicitationId"] == nil)
                }
            }
            try await TestServer.with(server, revision, capabilities: Self.person) { driver async throws in
                let answer = try await driver.request("tools/call", ["name": "page"])
                #expect(revision.era == .modern ? answer.code == -32021 : answer.isToolError)
            }
        }
    }

    // MARK: Legacy

    @Test(arguments: [Revision.june2025, .november2025])
    func `a legacy client is asked on the stream of the request`(_ revision: Revision) async throws {
        try await TestServer.with(try Self.server(), revision, capabilities: Self.person) { driver async throws in
            let answer = try await driver.request("tools/call", ["name": "two"]) { _, _ in ["result": Self.ada] }
            #expect(answer.text == #""Ada" "Ada""#)
            let ids = answer.sent("elicitation/create").compactMap { $0["id"]?.description }
            #expect(ids.count == 2 && Set(ids).count == 2)
            let error: JSON = ["error": ["code": -1, "message": "no"]]
            let refused = try await driver.request("tools/call", ["name": "greet"]) { _, _ in error }
            #expect(refused.isToolError)
            #expect(refused.text?.contains("no") == true)
            for wrong: JSON in [5, [:], ["action": "accept", "content": ["name": 1]]] {
                let answer = try await driver.request("tools/call", ["name": "greet"]) { _, _ in ["result": wrong] }
                #expect(answer.isToolError)
            }
        }
    }

    @Test func `answers to nothing and answers of another type of id are ignored`() async throws {
        let server = try Self.server { $0.limits.inputTimeout = .milliseconds(40) }
        try await TestServer.with(server, .june2025, capabilities: Self.person) { driver async throws in
            for id: RequestID in [7, "1", "x"] {
                _ = try await driver.deliver(MessageWriter.result(id, ["action": "accept"]))
                _ = try await driver.deliver(MessageWriter.failure(id, ErrorObject(1, "x")))
            }
            _ = try await driver.deliver(MessageWriter.failure(nil, ErrorObject(1, "x")))
            let exchange = Exchange(driver)
            let call = MessageWriter.request(9, "tools/call", params: ["name": "greet"])
            guard case .working(let work) = driver.take(call, exchange) else { throw TestServer.TestFailure() }
            let task = exchange.run(work)
            let asked = await exchange.wait(for: 1)[0]["id"]?.description ?? ""
            _ = try await driver.deliver(MessageWriter.result(.string(asked), Self.ada))
            let reply = try Answer(await task.value, exchange.sent)
            #expect(reply.isToolError, "the answer came under a string, the question has a number")
            #expect(reply.text?.contains("in time") == true)
            #expect(reply.sent("notifications/cancelled").count == 1)
            let late = MessageWriter.result(.integer(Int64(asked) ?? 0), Self.ada)
            #expect(try await driver.deliver(late).reply == nil)
        }
    }

    @Test func `a client is asked nothing before it said that it is ready`() async throws {
        let server = try Self.server()
        try await LoopGroup.runOne { loop async throws in
            let driver = Driver(server, .june2025, on: loop, capabilities: Self.person)
            _ = try await driver.request("initialize", driver.initializeParams())
            let exchange = Exchange(driver) { _, _ in ["result": Self.ada] }
            let call = MessageWriter.request(9, "tools/call", params: ["name": "greet"])
            guard case .working(let work) = driver.take(call, exchange) else { throw TestServer.TestFailure() }
            let task = exchange.run(work)
            for _ in 0..<20 { await Task.yield() }
            #expect(exchange.sent == [])
            try await driver.notify("notifications/initialized")
            #expect(try Answer(await task.value, exchange.sent).text == "Hello Ada")
        }
    }

    @Test func `the end of a session ends its questions`() async throws {
        let server = try Self.server()
        try await LoopGroup.runOne { loop async throws in
            let driver = Driver(server, .june2025, on: loop, capabilities: Self.person)
            try await driver.begin()
            let exchange = Exchange(driver)
            let call = MessageWriter.request(9, "tools/call", params: ["name": "greet"])
            guard case .working(let work) = driver.take(call, exchange) else { throw TestServer.TestFailure() }
            let task = exchange.run(work)
            _ = await exchange.wait(for: 1)
            driver.session.close()
            #expect(await task.value == nil)
            #expect(exchange.isCancelled)
        }
    }
}
