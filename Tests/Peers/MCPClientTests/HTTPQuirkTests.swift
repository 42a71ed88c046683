import Bindings
import Carriers
import HTTP
import HTTPWire
import JSON
import JSONRPC
import MCP
import Reactor
import Testing

@testable import MCPClient

/// What HTTP servers were seen to answer against the texts.
@Suite(.timeLimit(.minutes(1))) struct HTTPQuirkTests {
    /// Calls a tool of a modern server that answers so, and returns the error, or the text.
    private func call(
        _ answer: @escaping @Sendable (SeenRequest) -> HTTPResponse
    ) async throws -> (text: String?, error: MCPClientError?, found: [ClientFinding]) {
        let held = Locked<(text: String?, error: MCPClientError?, found: [ClientFinding])>((nil, nil, []))
        try await HTTPPeer.with(HTTPPeer.modern { request, _ in answer(request) }) { client, peer async throws in
            do throws(MCPClientError) {
                let text = try await client.callTool("t").content.first?.text
                held.withLock { $0 = (text, nil, peer.found) }
            } catch {
                held.withLock { $0 = (nil, error, peer.found) }
            }
        }
        return held.withLock { $0 }
    }

    @Test func `a JSON-RPC error counts whatever the status and the type say`() async throws {
        for status: HTTPStatus in [.ok, .badRequest, .unsupportedMediaType, .tooManyRequests, .internalServerError] {
            let seen = try await call { $0.error(status, -32050, "as it is") }
            #expect(seen.error?.answer?.code == -32050, "\(status)")
            #expect(seen.error?.status == status)
        }
        let plain = try await call { request in
            let text = #"{"jsonrpc":"2.0","id":null,"error":{"code":0,"message":"no"}}"#
            return HTTPResponse(.badRequest, fields: ["Content-Type": "text/plain"], text: text)
        }
        #expect(plain.error?.answer?.code == 0)
        #expect(plain.found.contains { $0.kind == .http } && plain.found.contains { $0.kind == .envelope })
    }

    @Test func `JSON that is called plain text is read and reported`() async throws {
        let seen = try await call { request in
            let answer: JSON = ["jsonrpc": "2.0", "id": request.id, "result": request.text("ok")]
            return HTTPResponse(.ok, fields: ["Content-Type": "text/plain"], bytes: answer.encoded())
        }
        #expect(seen.text == "ok")
        #expect(seen.found.map(\.kind) == [.http])
    }

    @Test func `pages of HTML and plain words are shown as they came`() async throws {
        for (status, text) in [(HTTPStatus.badGateway, "<html>Bad Gateway</html>"), (.notFound, "Not Found")] {
            let seen = try await call { _ in HTTPResponse(status, text: text) }
            #expect(seen.error?.code == .refused)
            #expect(seen.error?.status == status)
            #expect(seen.error?.bytes == Array(text.utf8))
        }
        let fine = try await call { _ in HTTPResponse(.ok, text: "Welcome") }
        #expect(fine.error?.code == .violation)
        #expect(fine.error?.description.contains("Welcome") == true)
    }

    @Test func `202 or nothing at all in answer to a request does not leave it waiting`() async throws {
        for status: HTTPStatus in [.accepted, .ok, .noContent] {
            #expect(try await call { _ in HTTPResponse(status) }.error?.code == .violation, "\(status)")
        }
        #expect(try await call { _ in HTTPResponse(.internalServerError) }.error?.code == .refused)
    }

    @Test func `an answer under another id is no answer`() async throws {
        let seen = try await call { request in
            request.json(.ok, ["jsonrpc": "2.0", "id": "other", "result": request.text("x")])
        }
        #expect(seen.error?.code == .violation)
        #expect(seen.found.contains { $0.kind == .envelope })
    }

    @Test func `only a notification in answer to a request is no answer`() async throws {
        let seen = try await call { $0.json(.ok, ["jsonrpc": "2.0", "method": "notifications/x"]) }
        #expect(seen.error?.code == .violation)
    }

    @Test func `a batch around an answer is taken apart`() async throws {
        let seen = try await call { request in
            request.json(.ok, [["jsonrpc": "2.0", "id": request.id, "result": request.text("ok")]])
        }
        #expect(seen.text == "ok")
    }

    @Test func `a redirect within the origin is followed, and one elsewhere is not`() async throws {
        try await HTTPPeer.with(
            HTTPPeer.modern { request, _ in
                request.path == "/mcp/"
                    ? request.result(request.text("there"))
                    : HTTPResponse(.temporaryRedirect, fields: ["Location": "/mcp/"])
            }
        ) { client, peer async throws in
            #expect(try await client.callTool("t").content.first?.text == "there")
            #expect(peer.found.map(\.kind) == [.http])
        }
        let away = try await call { _ in
            HTTPResponse(.temporaryRedirect, fields: ["Location": "http://127.0.0.1:9/mcp"])
        }
        #expect(away.error?.code == .refused)
    }

    @Test func `a message behind the answer on its stream is still delivered`() async throws {
        try await HTTPPeer.with(
            HTTPPeer.modern { request, _ in
                .events { writer in
                    let answer: JSON = ["jsonrpc": "2.0", "id": request.id, "result": request.text("ok")]
                    try await writer.writeEvent(answer.encoded())
                    try await writer.writeEvent(answer.encoded())
                }
            }
        ) { client, peer async throws in
            _ = try await client.callTool("t")
            for _ in 0..<100 where peer.found.isEmpty { _ = await client.loop.sleep(until: .after(.milliseconds(5))) }
            #expect(peer.found.map(\.kind) == [.unexpectedAnswer])
        }
    }

    @Test func `a legacy server that answers everything with 200 is lived with`() async throws {
        try await HTTPPeer.with { request, _ in
            switch request.name {
            case "server/discover": request.error(.ok, -32601)
            case "initialize": request.initialized()
            case "ping": request.result([:])
            default: request.method == .get ? HTTPResponse(.notFound) : request.json(.ok, ["result": [:]])
            }
        } client: { client, peer async throws in
            try await client.ping()
            #expect(client.server.era == .legacy)
        }
    }

    @Test func `a session id demanded of a modern request shows a legacy server`() async throws {
        try await HTTPPeer.with { request, _ in
            switch request.name {
            case "server/discover": request.error(.badRequest, -32000, "Bad Request: Mcp-Session-Id is required")
            case "initialize": request.initialized(session: "a\tb")
            default: request.method == .get ? HTTPResponse(.methodNotAllowed) : HTTPResponse(.accepted)
            }
        } client: { client, peer async throws in
            #expect(client.server.era == .legacy)
            #expect(peer.found.map(\.kind) == [.http])
        }
    }

    @Test func `what was found out about an origin is remembered, and forgotten when it proves wrong`() async throws {
        let memory = EraMemory()
        let isModern = Locked(false)
        try await HTTPPeer.with { request, _ in
            guard request.method == .post else { return HTTPResponse(.methodNotAllowed) }
            if isModern.withLock({ $0 }) {
                return request.name == "server/discover" ? request.discovered() : request.error(.notFound, -32601)
            }
            switch request.name {
            case "server/discover": return HTTPResponse(.badRequest)
            case "initialize": return request.initialized(session: nil)
            default: return HTTPResponse(.accepted)
            }
        } _: { loop, peer async throws in
            var options = MCPClientOptions()
            options.eras = memory
            let target = Target(.http(peer.url))
            for expected: Era in [.legacy, .legacy, .modern] {
                if expected == .modern { isModern.withLock { $0 = true } }
                try await MCPClient.with(target, options, on: loop) { client async throws in
                    #expect(client.server.era == expected)
                }
            }
            let names = peer.seen.compactMap(\.name).filter { $0 != "notifications/initialized" }
            #expect(names == ["server/discover", "initialize", "initialize", "initialize", "server/discover"])
        }
    }
}
