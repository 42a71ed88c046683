import HTTP
import HTTPWire
import JSON
import JSONRPC
import MCP
import Reactor
import Testing

@testable import MCPClient

/// What real servers do against the texts, which a client survives and tells of.
@Suite(.timeLimit(.minutes(1))) struct IdentityQuirkTests {
    // MARK: Ids

    @Test(arguments: ["", #""id":null,"#, #""id":"","#, #""id":"unknown","#])
    func `an error without the id is for the one request that waits`(_ id: String) async throws {
        let script = Script.legacy("2025-11-25", ["tools": [:]]) { _, _ in
            [.send(#"{"jsonrpc":"2.0",\#(id)"error":{"code":-32600,"message":"no"}}"#)]
        }
        let findings = Findings()
        try await withLineServer(script) { options in
            options.era = .legacy
            options.report = { findings.add($0) }
        } _: { client, _ async throws in
            await #expect { _ = try await client.callTool("t") } throws: {
                ($0 as? MCPClientError)?.answer?.code == -32600
            }
            #expect(findings.kinds.contains(.unexpectedAnswer))
        }
    }

    @Test(arguments: [#"9007199254740992"#, #"1"#, #""2""#, "true", "1.5", "null"])
    func `a result with a changed id is not believed`(_ id: String) async throws {
        try await HTTPPeer.with(
            HTTPPeer.legacy { request, _ in
                guard request.method == .post else { return HTTPResponse(.methodNotAllowed) }
                let text = #"{"jsonrpc":"2.0","id":\#(id),"result":{"content":[]}}"#
                return HTTPResponse(.ok, fields: ["Content-Type": "application/json"], bytes: Array(text.utf8))
            }
        ) { client, peer async throws in
            await #expect { _ = try await client.callTool("t") } throws: {
                [.violation, .refused].contains(($0 as? MCPClientError)?.code)
            }
            #expect(!peer.found.isEmpty)
        }
    }

    // MARK: Errors over HTTP

    @Test func `a goodbye may be answered by anything`() async throws {
        for status: HTTPStatus in [.accepted, .methodNotAllowed, .notFound, .internalServerError] {
            try await HTTPPeer.with(
                HTTPPeer.legacy { request, _ in
                    request.method == .delete ? HTTPResponse(status) : HTTPResponse(.methodNotAllowed)
                }
            ) { client, _ async throws in #expect(client.server.revision == .november2025) }
        }
    }

    // MARK: Results

    @Test func `a server without a version has none`() async throws {
        let script: LineServer.Script = { message, _ in
            guard message["method"] == "initialize" else { return [] }
            let info: JSON = ["name": "n", "version": ""]
            return [
                Script.result(message, ["protocolVersion": "2025-06-18", "capabilities": [:], "serverInfo": info])
            ]
        }
        try await withLineServer(script) { options in
            options.era = .legacy
        } _: { client, _ async throws in
            #expect(client.server.info?.version == "")
        }
    }

    // MARK: Errors of the wrong kind

    @Test(arguments: [0, -1, -32002, -32020, -32022, -32042, 429])
    func `codes that mean something else elsewhere are handed on`(_ code: Int) async throws {
        let script = Script.legacy("2025-06-18", ["tools": [:]]) { message, _ in [Script.error(message, code)] }
        try await withLineServer(script) { options in
            options.era = .legacy
        } _: { client, server async throws in
            await #expect { _ = try await client.callTool("t") } throws: {
                ($0 as? MCPClientError)?.answer?.code == code
            }
            #expect(server.methods.filter { $0 == "tools/call" }.count == 1)
        }
    }
}
