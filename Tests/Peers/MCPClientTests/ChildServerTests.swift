import Carriers
import MCP
import Reactor
import Testing

@testable import MCPClient

/// Servers that are programs, made of a few words of shell.
@Suite(.timeLimit(.minutes(1))) struct ChildServerTests {
    private static let initialized =
        #"{"jsonrpc":"2.0","id":%s,"result":{"protocolVersion":"2025-06-18","capabilities":{},"serverInfo":{"name":"sh","version":"1"}}}"#

    private func with(
        _ shell: String,
        _ findings: Findings = Findings(),
        probing patience: Duration = .seconds(10),
        _ body: @escaping @Sendable (MCPClient) async throws -> Void
    ) async throws {
        var command = ChildCommand("sh", ["-c", shell])
        command.stopLadder = StopLadder(afterClosedInput: .seconds(1), afterRequest: .seconds(1))
        let target = Target(.command(command))
        try await LoopGroup.runOne { loop in
            var options = MCPClientOptions()
            options.probeTimeout = patience
            options.timeout = .seconds(10)
            options.report = { findings.add($0) }
            try await MCPClient.with(target, options, on: loop, body)
        }
    }

    @Test func `a program that prints a banner and knows only initialize is understood`() async throws {
        let findings = Findings()
        let shell = """
            echo 'Welcome to the server'
            echo 'log line' >&2
            read probe
            printf '%s\\n' '{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"Method not found"}}'
            read first
            printf '\(Self.initialized)\\n' 2
            read note
            read ping
            printf '{"jsonrpc":"2.0","id":3,"result":{}}'
            """
        try await with(shell, findings) { client async throws in
            #expect(client.server.revision == .june2025)
            // The last line comes without its end.
            try await client.ping()
        }
        #expect(findings.kinds == [.unreadable])
        #expect(findings.list.first?.bytes == Array("Welcome to the server".utf8))
    }

    @Test func `a program that ends at the probe is started again without it`() async throws {
        let shell = """
            read first
            case "$first" in
            *server/discover*) exit 3 ;;
            *initialize*) printf '\(Self.initialized)\\n' 1; read note; cat >/dev/null ;;
            esac
            """
        try await with(shell) { client async throws in #expect(client.server.era == .legacy) }
    }

    @Test func `a program that is silent to the probe is asked to initialize`() async throws {
        let shell = "read probe; read first; printf '\(Self.initialized)\\n' 2; cat >/dev/null"
        try await with(shell, probing: .milliseconds(200)) { client async throws in
            #expect(client.server.era == .legacy)
        }
    }

    @Test func `a program that dies says how and with which words`() async throws {
        let shell = "echo 'no configuration' >&2; exit 7"
        await #expect { try await with(shell) { _ in } } throws: { error in
            let text = (error as? MCPClientError)?.description ?? ""
            return text.contains("no configuration") && text.contains("7")
        }
    }

    @Test func `a program that is not there is unreachable`() async throws {
        let target = Target(.command(ChildCommand("/no/such/program")))
        await #expect {
            try await LoopGroup.runOne { loop in try await MCPClient.with(target, on: loop) { _ in } }
        } throws: { ($0 as? MCPClientError)?.code == .unreachable }
    }
}
