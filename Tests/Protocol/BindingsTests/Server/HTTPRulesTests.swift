import HTTP
import HTTPWire
import MCP
import Reactor
import Testing

@testable import Bindings

@Suite(.timeLimit(.minutes(1))) struct HTTPRulesTests {
    private func status(_ fields: HTTPFields, _ client: TestClient) async throws -> Int {
        try await client.post(modern("say"), fields).status
    }

    @Test func `keeps foreign hosts and origins outside`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                for host in ["localhost", "127.0.0.1:\(site.address.port ?? 0)", "[::1]:8080", "LOCALHOST:1"] {
                    #expect(try await status(mirrors("say", ["Host": host]), client) == 200, "\(host)")
                }
                for host in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1"] {
                    #expect(try await status(mirrors("say", ["Host": host]), client) == 403, "\(host)")
                }
                for origin in ["http://localhost:5173", "https://127.0.0.1", "http://[::1]:3000"] {
                    #expect(try await status(mirrors("say", ["Origin": origin]), client) == 200, "\(origin)")
                }
                for origin in ["http://evil.example", "null", "http://localhost.evil.example", "file://localhost"] {
                    #expect(try await status(mirrors("say", ["Origin": origin]), client) == 403, "\(origin)")
                }
                for method in [HTTPMethod.get, .delete, .options] {
                    #expect(try await client.send(method, ["Origin": "http://evil.example"]).status == 403)
                }
            }
        }
    }

    @Test func `lets in whom the options name`() async throws {
        var options = ServingOptions()
        options.access.hosts = ["mcp.example"]
        options.access.origins = ["https://app.example"]
        try await withSite(Revision.all, options) { site in
            try await site.withClient { (client: TestClient) async throws in
                #expect(try await status(mirrors("say", ["Host": "MCP.example:8080"]), client) == 200)
                #expect(try await status(mirrors("say", ["Origin": "https://app.example"]), client) == 200)
                #expect(try await status(mirrors("say", ["Origin": "https://mcp.example"]), client) == 200)
                #expect(try await status(mirrors("say", ["Origin": "http://app.example"]), client) == 403)
            }
        }
        options.access = .off
        try await withSite(Revision.all, options) { site in
            try await site.withClient { (client: TestClient) async throws in
                #expect(try await status(mirrors("say", ["Host": "x", "Origin": "http://y"]), client) == 200)
            }
        }
    }

    @Test func `reads content types and what the client accepts`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                for type in ["application/json; charset=utf-8", "Application/JSON"] {
                    #expect(try await status(mirrors("say", ["Content-Type": type]), client) == 200, "\(type)")
                }
                for type in ["text/plain", "application/json; charset=latin1", "application/jsonp", ""] {
                    #expect(try await status(mirrors("say", ["Content-Type": type]), client) == 415, "\(type)")
                }
                for accept in ["*/*", "application/*", "text/event-stream;q=0.1, application/json", ""] {
                    #expect(try await status(mirrors("say", ["Accept": accept]), client) == 200, "\(accept)")
                }
                for accept in ["text/html", "application/json;q=0", "*/*;q=0"] {
                    #expect(try await status(mirrors("say", ["Accept": accept]), client) == 406, "\(accept)")
                }
                let json = try await client.post(modern("notify"), mirrors("notify", ["Accept": "application/json"]))
                #expect(
                    json.status == 200 && json.type == "text/event-stream" || site.failedSends == ["failed refused"]
                )
                let events = try await client.post(modern("say"), mirrors("say", ["Accept": "text/event-stream"]))
                #expect(events.type == "text/event-stream" && events.events.count == 1)
            }
        }
    }

    @Test func `answers methods that it does not have`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                for method in [HTTPMethod.put, .patch, .head] {
                    let answer = try await client.send(method, [:])
                    #expect(answer.status == 405 && answer.head.fields["Allow"] == "GET, POST, DELETE, OPTIONS")
                }
                let options = try await client.send(.options, [:])
                #expect(options.status == 204 && options.head.fields["Allow"]?.contains("POST") == true)
                let modern: HTTPFields = ["MCP-Protocol-Version": "2026-07-28", "Accept": "text/event-stream"]
                #expect(try await client.send(.get, modern).status == 405)
                #expect(try await client.send(.delete, modern).status == 405)
                #expect(try await client.send(.get, ["Accept": "text/event-stream"]).status == 400)
                #expect(try await client.send(.get, ["Accept": "application/json"]).status == 406)
            }
        }
        try await withSite(Revision.modern) { site in
            try await site.withClient { (client: TestClient) async throws in
                for method in [HTTPMethod.get, .delete] {
                    let answer = try await client.send(method, ["Accept": "text/event-stream", "Mcp-Session-Id": "x"])
                    #expect(answer.status == 405 && answer.head.fields["Allow"] == "POST, OPTIONS")
                }
                #expect(try await client.post(legacy("initialize")).status == 400)
            }
        }
    }

    @Test func `finds its path with a slash or a query behind it`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                for (path, status) in [("/mcp/", 200), ("/mcp?x=1", 200), ("/mcp/?x", 200), ("/mcpx", 404), ("/", 404)]
                {
                    #expect(
                        try await client.post(modern("say"), mirrors("say"), path: path).status == status,
                        "\(path)"
                    )
                }
            }
        }
    }

    @Test func `finds the era in the body`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                let ignored = try await client.post(modern("say"), mirrors("say", ["Mcp-Session-Id": "ignored"]))
                #expect(ignored.status == 200 && !ignored.head.fields.contains("Mcp-Session-Id"))
                let bare = try await client.post(legacy("say"), mirrors("say"))
                #expect(bare.status == 400 && bare.code == -32602)
                let unknown = try await client.post(
                    modern("say", version: "1999-01-01"),
                    mirrors("say", version: "1999-01-01")
                )
                #expect(unknown.status == 400 && unknown.code == -32022)
                let batch = try await client.post("[\(modern("say"))]", mirrors("say"))
                #expect(batch.status == 400 && batch.code == -32600)
                let note = #"{"jsonrpc":"2.0","method":"notifications/x"}"#
                #expect(try await client.post(note, mirrors("notifications/x")).status == 202)
            }
        }
    }

    @Test func `checks what the fields repeat`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                let call = modern("tools/call", #","name":"marked","arguments":{"region":"eu"}"#)
                let right: HTTPFields = ["Mcp-Name": "marked", "Mcp-Param-Region": "eu"]
                #expect(try await client.post(call, mirrors("tools/call", right)).status == 200)
                let wrong: [HTTPFields] = [
                    ["Mcp-Name": "marked", "Mcp-Param-Region": "us"], ["Mcp-Name": "marked"],
                    ["Mcp-Name": "other", "Mcp-Param-Region": "eu"], ["Mcp-Param-Region": "eu"],
                    ["Mcp-Name": "marked", "Mcp-Param-Region": "=?base64?%%?="],
                ]
                for fields in wrong {
                    let answer = try await client.post(call, mirrors("tools/call", fields))
                    #expect(answer.status == 400 && answer.code == -32020, "\(fields)")
                }
                let encoded: HTTPFields = ["Mcp-Name": "=?base64?bWFya2Vk?=", "Mcp-Param-Region": "eu"]
                #expect(try await client.post(call, mirrors("tools/call", encoded)).status == 200)
                #expect(try await client.post(modern("say"), mirrors("Say")).code == -32020)
                #expect(try await client.post(modern("say")).code == -32020)
                #expect(try await client.post(modern("say"), mirrors("say", version: "2025-11-25")).code == -32020)
            }
        }
    }

    @Test func `bounds the content of a request`() async throws {
        var options = ServingOptions()
        options.limits.messageBytes = 1000
        try await withSite(Revision.all, options) { site in
            try await site.withClient { (client: TestClient) async throws in
                let big = modern("say", #","text":"\#(String(repeating: "x", count: 2000))""#)
                #expect(try await client.post(big, mirrors("say")).status == 413)
                #expect(try await client.post(modern("say"), mirrors("say")).status == 200)
            }
        }
    }
}

extension TestSite {
    /// What the endpoint noted about messages that it could not send.
    var failedSends: [String] { endpoint.seen.all.filter { $0.hasPrefix("failed") } }
}
