import Bindings
import JSON
import JSONRPC
import MCP
import MCPServer
import Reactor
import Testing

@Suite struct ModernGateTests {
    private static let version = MetadataKey.protocolVersion
    private static let capabilities = MetadataKey.clientCapabilities

    @Test func `refuses what does not say what it must`() async throws {
        let good: JSON = [Self.version: "2026-07-28", Self.capabilities: [:]]
        func changed(_ key: String, _ value: JSON?) -> JSON {
            var meta = good
            meta[key] = value
            return meta
        }
        let bad: [JSON?] = [
            nil, 5, .null, [], [:], changed(Self.version, nil), changed(Self.version, 5), changed(Self.version, .null),
            changed(Self.capabilities, nil), changed(Self.capabilities, []), changed(Self.capabilities, "x"),
            changed(MetadataKey.clientInfo, ["name": 1]), changed(MetadataKey.logLevel, "verbose"),
            changed(MetadataKey.progressToken, 1.5), changed(MetadataKey.progressToken, [:]),
        ]
        try await TestServer.with(try TestServer.withEverything(), .july2026) { driver async throws in
            for meta in bad {
                let params = JSON.object(of: [("_meta", meta)])
                let answer = try await driver.deliver(MessageWriter.request(7, "tools/list", params: params))
                #expect(answer.code == -32602, "\(meta ?? .null)")
                #expect(answer.reply?.outcome == .refused(code: -32602))
                #expect(answer.message?["id"] == 7)
            }
            #expect(try await driver.deliver(MessageWriter.request(7, "tools/list")).code == -32602)
        }
    }

    @Test func `names the versions that can be asked for`() async throws {
        try await TestServer.with(try TestServer.withEverything(), .july2026) { driver async throws in
            for version in ["1999-01-01", "2025-11-25", "", "2026-07-28 ", "DRAFT-2026"] {
                let answer = try await driver.request("server/discover", meta: [Self.version: .string(version)])
                #expect(answer.code == -32022)
                #expect(answer.reply?.outcome == .refused(code: -32022))
                #expect(answer.error?["data"] == ["supported": ["2026-07-28"], "requested": .string(version)])
            }
        }
    }

    @Test func `tells whoever begins with initialize what it speaks`() async throws {
        let server = try TestServer.withEverything { $0.revisions = [.july2026] }
        try await TestServer.with(server, .july2026) { driver async throws in
            let bytes = MessageWriter.request(1, "initialize", params: driver.initializeParams("2025-11-25"))
            let answer = try await driver.deliver(bytes)
            #expect(answer.code == -32022)
            #expect(answer.error?["data"]?["supported"] == ["2026-07-28"])
            #expect(answer.error?["data"]?["requested"] == "2025-11-25")
            let modern = try await driver.request("initialize", driver.initializeParams())
            #expect(modern.code == -32601)
            #expect(modern.error?["data"]?["supported"] == ["2026-07-28"])
        }
    }

    @Test func `has none of the methods of the past`() async throws {
        try await TestServer.with(try TestServer.withEverything(), .july2026) { driver async throws in
            for method in [
                "initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe", "tasks/list",
                "tasks/result", "tasks/get", "roots/list", "sampling/createMessage", "elicitation/create", "nonsense",
                "notifications/initialized", "",
            ] {
                let answer = try await driver.request(method, [:])
                #expect(answer.code == -32601, "\(method)")
                #expect(answer.reply?.outcome == .error(code: -32601))
            }
        }
    }

    @Test(arguments: Revision.legacy)
    func `has none of the methods of the future`(_ revision: Revision) async throws {
        try await TestServer.with(try TestServer.withEverything(), revision) { driver async throws in
            for method in ["server/discover", "subscriptions/listen", "tasks/update", "tasks/get", "nonsense", ""] {
                #expect(try await driver.request(method, [:]).code == -32601, "\(method)")
            }
            #expect(try await driver.request("ping").result == [:])
            #expect(try await driver.request("ping", ["_meta": [:]]).result == [:])
        }
    }

    @Test func `discovers itself at any time`() async throws {
        try await TestServer.with(try TestServer.withEverything(), .july2026) { driver async throws in
            for _ in 0..<2 {
                let result = try await driver.request("server/discover").result
                #expect(result?["resultType"] == "complete")
                #expect(result?["supportedVersions"] == ["2026-07-28"])
                #expect(result?["instructions"] == "Be kind.")
                #expect(result?["ttlMs"] == 60000)
                #expect(result?["cacheScope"] == "public")
                #expect(result?["serverInfo"] == nil)
                #expect(result?["_meta"]?[MetadataKey.serverInfo]?["name"] == "test")
                let capabilities = result?["capabilities"]
                #expect(capabilities?["completions"] == [:])
                #expect(capabilities?["resources"]?["subscribe"] == true)
                #expect(capabilities?["tasks"] == nil)
            }
        }
    }

    @Test func `remembers nothing of earlier requests`() async throws {
        try await TestServer.with(try TestServer.withEverything(), .july2026) { driver async throws in
            for info: JSON in [["name": "a", "version": "1"], ["name": "b", "version": "2"]] {
                let answer = try await driver.request("tools/list", meta: [MetadataKey.clientInfo: info])
                #expect(answer.result?["tools"]?.array?.count == 4)
            }
            try await driver.notify("notifications/cancelled", ["requestId": 1])
            try await driver.notify("notifications/initialized")
            try await driver.notify("nonsense")
        }
    }

    @Test func `every complete result says what it is, and every cacheable one for how long`() async throws {
        let cacheable: [(String, JSON?)] = [
            ("server/discover", nil), ("tools/list", nil), ("resources/list", nil), ("resources/templates/list", nil),
            ("prompts/list", nil), ("resources/read", ["uri": "test://text"]),
        ]
        let others: [(String, JSON?)] = [
            ("tools/call", ["name": "echo", "arguments": ["text": "x"]]),
            ("prompts/get", ["name": "hello", "arguments": ["who": "x"]]),
            (
                "completion/complete",
                ["ref": ["type": "ref/prompt", "name": "hello"], "argument": ["name": "who", "value": ""]]
            ),
        ]
        try await TestServer.with(try TestServer.withEverything(), .july2026) { driver async throws in
            for (position, (method, params)) in (cacheable + others).enumerated() {
                let result = try await driver.request(method, params).result
                #expect(result?["resultType"] == "complete", "\(method)")
                #expect(result?["_meta"]?[MetadataKey.serverInfo]?["version"] == "1", "\(method)")
                let isCacheable = position < cacheable.count
                #expect((result?["ttlMs"]?.number?.isInteger ?? false) == isCacheable, "\(method)")
                #expect((result?["cacheScope"]?.string != nil) == isCacheable, "\(method)")
            }
        }
        for revision in Revision.legacy {
            try await TestServer.with(try TestServer.withEverything(), revision) { driver async throws in
                for (method, params) in cacheable.dropFirst() + others {
                    let result = try await driver.request(method, params).result
                    #expect(result != nil, "\(method)")
                    for member in ["resultType", "ttlMs", "cacheScope", "_meta"] { #expect(result?[member] == nil) }
                }
            }
        }
    }
}
