import JSON
import JSONRPC
import MCP
import Testing

@testable import MCPClient

@Suite(.timeLimit(.minutes(1))) struct ListsAndToolsTests {
    private static func page(_ message: JSON, _ names: [String], next: JSON?) -> LineAction {
        let tools = JSON.array(names.map { ["name": .string($0), "inputSchema": ["type": "object"]] })
        return Script.result(message, .object(of: [("tools", tools), ("nextCursor", next)]))
    }

    @Test func `pages are followed to the end, with an empty cursor as one like any other`() async throws {
        let script = Script.legacy { message, _ in
            switch message["params"]?["cursor"]?.string {
            case nil: [Self.page(message, ["a"], next: "")]
            case "": [Self.page(message, ["b"], next: "ünï/=")]
            default: [Self.page(message, ["c"], next: nil)]
            }
        }
        try await withLineServer(script) { client, server async throws in
            #expect(try await client.listTools().map(\.name) == ["a", "b", "c"])
            let cursors = server.seen.filter { $0["method"] == "tools/list" }.map { $0["params"]?["cursor"]?.string }
            #expect(cursors == [nil, "", "ünï/="])
        }
    }

    @Test func `a cursor that leads in a circle ends the list and is reported`() async throws {
        let findings = Findings()
        let script = Script.legacy { message, _ in [Self.page(message, ["a"], next: "same")] }
        try await withLineServer(script) {
            $0.report = { findings.add($0) }
        } _: { client, _ async throws in
            #expect(try await client.listTools().count == 2)
        }
        #expect(findings.kinds == [.pagination])
    }

    @Test func `a list without end is cut and reported`() async throws {
        let findings = Findings()
        let script = Script.legacy { message, _ in
            let number = message["id"]?.description ?? ""
            return [Self.page(message, ["t\(number)"], next: .string(number))]
        }
        try await withLineServer(script) { options in
            options.mostPages = 5
            options.report = { findings.add($0) }
        } _: { client, _ async throws in
            #expect(try await client.listTools().count == 5)
        }
        #expect(findings.kinds == [.pagination])
    }

    @Test func `a cursor that became invalid starts the list over, once`() async throws {
        let script = Script.legacy { message, _ in
            message["params"]?["cursor"] == nil
                ? [Self.page(message, ["a"], next: "gone")] : [Script.error(message, -32602)]
        }
        try await withLineServer(script) { client, server async throws in
            await #expect { _ = try await client.listTools() } throws: { error in
                (error as? MCPClientError)?.answer?.code == -32602
            }
            #expect(server.methods.filter { $0 == "tools/list" }.count == 4)
        }
    }

    @Test func `pages can be walked one by one`() async throws {
        let script = Script.legacy { message, _ in
            message["params"]?["cursor"] == nil
                ? [Self.page(message, ["a"], next: "2")] : [Self.page(message, ["b"], next: nil)]
        }
        try await withLineServer(script) { client, _ async throws in
            var counts: [Int] = []
            for try await page in client.pages(of: "tools/list") { counts.append(page["tools"]?.array?.count ?? -1) }
            #expect(counts == [1, 1])
        }
    }

    @Test func `structured content that misses its schema is reported`() async throws {
        let findings = Findings()
        let schema: JSON = ["type": "object", "required": ["n"], "properties": ["n": ["type": "integer"]]]
        let script = Script.legacy { message, _ in
            switch (message["method"]?.string, message["params"]?["arguments"]?["kind"]?.string) {
            case ("tools/list", _):
                [
                    Script.result(
                        message,
                        ["tools": [["name": "t", "inputSchema": ["type": "object"], "outputSchema": schema]]]
                    )
                ]
            case (_, "good"): [Script.result(message, ["content": [], "structuredContent": ["n": 1]])]
            case (_, "failed"): [Script.result(message, ["content": [], "isError": true])]
            case (_, "bad"): [Script.result(message, ["content": [], "structuredContent": ["n": "1"]])]
            default: [Script.result(message, ["content": []])]
            }
        }
        try await withLineServer(script) {
            $0.report = { findings.add($0) }
        } _: { client, _ async throws in
            _ = try await client.listTools()
            _ = try await client.callTool("t", ["kind": "good"])
            _ = try await client.callTool("t", ["kind": "failed"])
            #expect(findings.list.isEmpty)
            _ = try await client.callTool("t", ["kind": "bad"])
            _ = try await client.callTool("t", ["kind": "none"])
        }
        #expect(findings.kinds == [.structuredContent, .structuredContent])
    }

    @Test func `a schema that points to the network is not followed`() async throws {
        let findings = Findings()
        let schema: JSON = ["$ref": "http://127.0.0.1:9/never"]
        let script = Script.legacy { message, _ in
            message["method"] == "tools/list"
                ? [Script.result(message, ["tools": [["name": "t", "inputSchema": [:], "outputSchema": schema]]])]
                : [Script.result(message, ["content": [], "structuredContent": [:]])]
        }
        try await withLineServer(script) {
            $0.report = { findings.add($0) }
        } _: { client, _ async throws in
            _ = try await client.listTools()
            _ = try await client.callTool("t")
        }
        #expect(findings.kinds == [.structuredContent])
    }

    @Test func `numbers and members that nobody knows pass through untouched`() async throws {
        let script = Script.legacy { message, _ in
            [
                .send(
                    #"{"jsonrpc":"2.0","id":\#(message["id"]?.description ?? ""),"result":{"x":1.0,"big":9007199254740993}}"#
                )
            ]
        }
        try await withLineServer(script) { client, server async throws in
            let sent: JSON = ["n": .number(JSONNumber("1e2") ?? JSONNumber(0)), "_meta": ["own": 1]]
            let result = try await client.request("custom/method", sent)
            #expect(result.description == #"{"x":1.0,"big":9007199254740993}"#)
            #expect(server.first("custom/method")?["params"]?.description == #"{"n":1e2,"_meta":{"own":1}}"#)
        }
    }

    @Test func `what an era has not is refused before it is sent`() async throws {
        try await withLineServer(Script.modern { _, _ in [] }) { client, server async throws in
            for call: () async throws -> Void in [
                { try await client.ping() }, { try await client.subscribe("a:b") },
                { try await client.setLogLevel(.debug) }, { _ = try await client.listTasks() },
            ] {
                await #expect { try await call() } throws: { ($0 as? MCPClientError)?.code == .unsupported }
            }
            #expect(server.methods == ["server/discover"])
        }
    }
}
