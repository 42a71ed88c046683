import JSON
import MCP
import Reactor
import Testing

@testable import MCPClient

@Suite(.timeLimit(.minutes(1))) struct EraDetectionTests {
    @Test func `a server that describes itself is modern`() async throws {
        try await withLineServer(Script.modern { _, _ in [] }) { client, server async throws in
            #expect(client.server.revision == .july2026)
            #expect(server.methods == ["server/discover"])
            #expect(client.server.offers("tools"))
        }
    }

    @Test func `any other error leads to initialize on the same pipe`() async throws {
        for code in [-32601, -32602, -32600, 0, -1] {
            let script: LineServer.Script = { message, _ in
                switch message["method"]?.string {
                case "server/discover": [Script.error(message, code)]
                case "initialize": [Script.initialized(message)]
                default: []
                }
            }
            try await withLineServer(script) { client, server async throws in
                #expect(client.server.revision == .november2025)
                #expect(server.connections == 1)
                #expect(server.methods.prefix(2) == ["server/discover", "initialize"])
                #expect(await server.wait { $0["method"] == "notifications/initialized" } != nil)
            }
        }
    }

    @Test func `silence leads to initialize, and the late answer harms nothing`() async throws {
        let findings = Findings()
        let script: LineServer.Script = { message, _ in
            switch message["method"]?.string {
            case "initialize":
                [
                    .send(#"{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"late"}}"#),
                    Script.initialized(message, "2025-06-18"),
                ]
            case "ping": [Script.result(message, [:])]
            default: []
            }
        }
        try await withLineServer(script) { options in
            options.probeTimeout = .milliseconds(50)
            options.report = { findings.add($0) }
        } _: { client, _ async throws in
            #expect(client.server.revision == .june2025)
            try await client.ping()
        }
        #expect(findings.kinds == [.unexpectedAnswer])
    }

    @Test func `a server that dies at the first message is started again`() async throws {
        let script: LineServer.Script = { message, connection in
            switch message["method"]?.string {
            case "server/discover": [.close]
            case "initialize": [Script.initialized(message)]
            default: []
            }
        }
        try await withLineServer(script) { client, server async throws in
            #expect(client.server.era == .legacy)
            #expect(server.connections == 2)
            #expect(server.methods.prefix(2) == ["server/discover", "initialize"])
        }
    }

    @Test func `an unsupported version is asked again in a supported one, never by initialize`() async throws {
        let script: LineServer.Script = { message, _ in
            guard message["method"] == "server/discover" else { return [] }
            guard message["id"] != 1 else {
                return [Script.error(message, -32022, data: ["supported": ["2026-07-28"], "requested": "2026-07-28"])]
            }
            return [Script.discovered(message)]
        }
        try await withLineServer(script) { client, server async throws in
            #expect(client.server.era == .modern)
            #expect(server.methods == ["server/discover", "server/discover"])
        }
    }

    @Test func `a modern server without a common version ends it`() async throws {
        let script: LineServer.Script = { message, _ in
            [Script.error(message, -32022, data: ["supported": ["2030-01-01"], "requested": "2026-07-28"])]
        }
        await #expect { try await withLineServer(script) { _, _ in } } throws: { error in
            (error as? MCPClientError)?.code == .noCommonRevision
        }
    }

    @Test func `a modern list of legacy versions is reached by initialize`() async throws {
        let script: LineServer.Script = { message, _ in
            switch message["method"]?.string {
            case "server/discover": [Script.discovered(message, ["2025-06-18"])]
            case "initialize": [Script.initialized(message, "2025-06-18")]
            default: []
            }
        }
        try await withLineServer(script) { client, server async throws in
            #expect(client.server.revision == .june2025)
            #expect(server.first("initialize")?["params"]?["protocolVersion"] == "2025-06-18")
        }
    }

    @Test func `a version that never was ends it`() async throws {
        for version in ["1999-01-01", "", "2026-07-28"] {
            await #expect { try await withLineServer(Script.legacy(version)) { _, _ in } } throws: { error in
                (error as? MCPClientError)?.code == .noCommonRevision
            }
        }
    }

    @Test func `a session may be downgraded`() async throws {
        try await withLineServer(Script.legacy("2024-11-05")) { client, _ async throws in
            #expect(client.server.revision == .november2024)
        }
    }

    @Test func `a legacy server that names its versions is asked for one of them`() async throws {
        let script: LineServer.Script = { message, _ in
            switch message["method"]?.string {
            case "server/discover": [Script.error(message, -32601)]
            case "initialize" where message["params"]?["protocolVersion"] != "2025-03-26":
                [Script.error(message, -32602, data: ["supported": ["2024-11-05", "2025-03-26"]])]
            case "initialize": [Script.initialized(message, "2025-03-26")]
            default: []
            }
        }
        try await withLineServer(script) { client, _ in #expect(client.server.revision == .march2025) }
    }

    @Test func `a forced era is not probed for`() async throws {
        try await withLineServer(Script.legacy("2025-03-26")) { options in
            options.revision = .march2025
        } _: { client, server async throws in
            #expect(server.methods.first == "initialize")
            #expect(client.server.revision == .march2025)
        }
        await #expect(throws: MCPClientError.self) {
            try await withLineServer(Script.legacy()) {
                $0.era = .modern
            } _: { client, _ async throws in
                // A modern server may lack the method; what it is asked next fails.
                _ = try await client.listTools()
            }
        }
    }

    @Test func `a finding about an origin gets old`() {
        let memory = EraMemory(age: .seconds(10), capacity: 2)
        let start = MonotonicInstant(nanoseconds: 0)
        memory.note(.legacy, of: "a", at: start)
        #expect(memory.era(of: "a", at: start + .seconds(9)) == .legacy)
        #expect(memory.era(of: "a", at: start + .seconds(10)) == nil)
        memory.note(.modern, of: "b", at: start)
        memory.note(.modern, of: "c", at: start + .seconds(1))
        memory.note(.modern, of: "d", at: start + .seconds(2))
        #expect(memory.era(of: "b", at: start + .seconds(2)) == nil)
    }
}
