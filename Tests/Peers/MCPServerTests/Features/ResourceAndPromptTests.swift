import JSON
import MCP
import MCPServer
import Reactor
import Testing

@Suite struct ResourceAndPromptTests {
    @Test(arguments: Revision.all)
    func `reads resources and what templates make`(_ revision: Revision) async throws {
        try await TestServer.with(try TestServer.withEverything(), revision) { driver async throws in
            let text = try await driver.request("resources/read", ["uri": "test://text"]).result
            #expect(text?["contents"] == [["uri": "test://text", "mimeType": "text/plain", "text": "words"]])
            let item = try await driver.request("resources/read", ["uri": "test://item/123/data"]).result
            #expect(item?["contents"]?[0]?["text"] == "item 123")
            let listed = try await driver.request("resources/list").result?["resources"]
            #expect(listed?[0]?["uri"] == "test://text")
            #expect((listed?[0]?["title"] != nil) == (revision >= .june2025))
            let templates = try await driver.request("resources/templates/list").result
            #expect(templates?["resourceTemplates"]?[0]?["uriTemplate"] == "test://item/{id}/data")
        }
    }

    @Test(arguments: Revision.all)
    func `says that there is nothing, with the code of the era`(_ revision: Revision) async throws {
        try await TestServer.with(try TestServer.withEverything(), revision) { driver async throws in
            for uri: JSON in ["test://nothing", "test://item/0/data", "", "test://item//x", "../etc/passwd"] {
                let answer = try await driver.request("resources/read", ["uri": uri])
                #expect(answer.code == (revision.era == .modern ? -32602 : -32002), "\(uri)")
                #expect(answer.error?["data"]?["uri"] == uri)
            }
            for params: JSON? in [nil, [:], ["uri": 5], ["uri": .null], ["uri": ["test://text"]]] {
                #expect(try await driver.request("resources/read", params).code == -32602)
            }
        }
    }

    @Test func `a resource can say for how long it may be kept`() async throws {
        let server = MCPServer(Implementation(name: "test", version: "1"))
        let hint = CacheHint(milliseconds: 5000, scope: .public)
        try server.add(Resource(uri: "test://a", name: "a"), cache: hint) { _ in [] }
        try await TestServer.with(server, .july2026) { driver async throws in
            let result = try await driver.request("resources/read", ["uri": "test://a"]).result
            #expect(result?["ttlMs"] == 5000)
            #expect(result?["cacheScope"] == "public")
        }
    }

    @Test func `refuses resources that nobody could read`() throws {
        let server = try TestServer.withEverything()
        func code(_ body: () throws -> Void) -> ServerError.Code? {
            do { try body() } catch { return (error as? ServerError)?.code }
            return nil
        }
        #expect(code { try server.add(Resource(uri: "test://text", name: "x")) { _ in [] } } == .duplicate)
        #expect(code { try server.add(Resource(uri: "no uri", name: "x")) { _ in [] } } == .badDeclaration)
        #expect(code { try server.add(ResourceTemplate(uriTemplate: "a{", name: "x")) { _ in [] } } == .badDeclaration)
        let same = ResourceTemplate(uriTemplate: "test://item/{id}/data", name: "x")
        #expect(code { try server.add(same) { _ in [] } } == .duplicate)
        #expect(code { try server.add(Prompt(name: "hello")) { _ in PromptResult(messages: []) } } == .duplicate)
        let twice = Prompt(name: "p", arguments: [PromptArgument(name: "a"), PromptArgument(name: "a")])
        #expect(code { try server.add(twice) { _ in PromptResult(messages: []) } } == .duplicate)
    }

    @Test(arguments: Revision.all)
    func `fills in prompts`(_ revision: Revision) async throws {
        try await TestServer.with(try TestServer.withEverything(), revision) { driver async throws in
            let params: JSON = ["name": "hello", "arguments": ["who": "Ada", "more": "x"]]
            let result = try await driver.request("prompts/get", params).result
            #expect(result?["messages"] == [["role": "user", "content": ["type": "text", "text": "Ada -"]]])
            let listed = try await driver.request("prompts/list").result?["prompts"]?[0]
            #expect(listed?["arguments"]?[0] == ["name": "who", "required": true])
            #expect((listed?["title"] != nil) == (revision >= .june2025))
            let bad: [JSON?] = [
                nil, [:], ["name": 5], ["name": "nobody"], ["name": "hello"], ["name": "hello", "arguments": [:]],
                ["name": "hello", "arguments": ["who": 5]], ["name": "hello", "arguments": []],
                ["name": "hello", "arguments": ["how": "x"]], ["name": "hello", "arguments": ["who": .null]],
            ]
            for params in bad {
                #expect(try await driver.request("prompts/get", params).code == -32602, "\(params ?? .null)")
            }
        }
    }

    @Test(arguments: Revision.all)
    func `completes arguments, at most a hundred`(_ revision: Revision) async throws {
        try await TestServer.with(try TestServer.withEverything(), revision) { driver async throws in
            let ref: JSON = ["type": "ref/prompt", "name": "hello"]
            let context: JSON = ["arguments": ["how": "!"]]
            let params: JSON = ["ref": ref, "argument": ["name": "who", "value": "A"], "context": context]
            let completion = try await driver.request("completion/complete", params).result?["completion"]
            #expect(completion?["values"]?.array?.count == 100)
            #expect(completion?["values"]?[1]?.string == (revision >= .june2025 ? "A1!" : "A1"))
            #expect(completion?["total"] == 150)
            #expect(completion?["hasMore"] == true)
            for (reference, name): (JSON, String) in [
                (ref, "how"), (["type": "ref/resource", "uri": "test://item/{id}/data"], "id"),
                (["type": "ref/resource", "uri": "test://text"], "x"),
            ] {
                let params: JSON = ["ref": reference, "argument": ["name": .string(name), "value": ""]]
                let result = try await driver.request("completion/complete", params).result
                #expect(result?["completion"]?["values"] == [])
            }
        }
    }

    @Test(arguments: Revision.all)
    func `refuses completions of nothing`(_ revision: Revision) async throws {
        let argument: JSON = ["name": "who", "value": ""]
        let prompt: JSON = ["type": "ref/prompt", "name": "hello"]
        let bad: [JSON?] = [
            nil, [:], ["ref": prompt], ["argument": argument], ["ref": 5, "argument": argument],
            ["ref": prompt, "argument": 5], ["ref": prompt, "argument": ["name": "who"]],
            ["ref": prompt, "argument": ["name": "who", "value": 5]],
            ["ref": prompt, "argument": ["name": "nobody", "value": ""]],
            ["ref": ["type": "ref/prompt", "name": "nobody"], "argument": argument],
            ["ref": ["type": "ref/tool", "name": "echo"], "argument": argument],
            ["ref": ["type": "ref/resource", "uri": "test://none"], "argument": argument],
            ["ref": ["type": "ref/resource", "uri": "test://item/{id}/data"], "argument": argument],
        ]
        try await TestServer.with(try TestServer.withEverything(), revision) { driver async throws in
            for params in bad {
                #expect(try await driver.request("completion/complete", params).code == -32602, "\(params ?? .null)")
            }
            if revision >= .june2025 {
                let params: JSON = ["ref": prompt, "argument": argument, "context": ["arguments": ["how": 5]]]
                #expect(try await driver.request("completion/complete", params).code == -32602)
            }
        }
    }
}
