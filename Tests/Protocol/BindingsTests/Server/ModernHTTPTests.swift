import HTTP
import HTTPWire
import Reactor
import Testing

@testable import Bindings

@Suite(.timeLimit(.minutes(1))) struct ModernHTTPTests {
    @Test func `answers plainly what is answered at once`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                let answer = try await client.post(modern("say", #","text":"hi""#), mirrors("say"))
                #expect(answer.status == 200 && answer.type == "application/json" && answer.said == "hi")
                #expect(!answer.head.fields.contains("Mcp-Session-Id"))
            }
        }
    }

    @Test func `answers with a stream only when something is sent before the reply`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                let plain = try await client.post(modern("notify", #","count":0"#), mirrors("notify"))
                #expect(plain.type == "application/json" && plain.said == "notified")
                let stream = try await client.post(modern("notify", #","count":3"#), mirrors("notify"))
                #expect(stream.status == 200 && stream.type == "text/event-stream")
                #expect(stream.head.fields["X-Accel-Buffering"] == "no")
                #expect(stream.events.count == 4 && stream.events.allSatisfy { $0.id.isEmpty })
                #expect(stream.events.last?.text.contains("notified") == true)
            }
        }
    }

    @Test func `chooses the status by the outcome`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                for (code, status) in [
                    (-32601, 404), (-32602, 200), (-32603, 200), (-32020, 400), (-32021, 400), (-32022, 400), (7, 200),
                ] {
                    let answer = try await client.post(modern("fail", #","code":\#(code)"#), mirrors("fail"))
                    #expect(answer.status == status && answer.code == Int64(code), "\(code)")
                }
                #expect(try await client.post(modern("unknown"), mirrors("unknown")).status == 404)
                #expect(try await client.post("{", mirrors("say")).code == -32700)
                #expect(try await client.post("{}", mirrors("say")).code == -32600)
                // An id that no request can have is not sent back.
                let fraction = try await client.post(#"{"jsonrpc":"2.0","id":1.5,"method":"say"}"#, mirrors("say"))
                #expect(fraction.code == -32600 && !fraction.text.contains("\"id\""), "\(fraction.text)")
            }
        }
    }

    @Test func `finds the era of what names no revision in its header, whatever session it names`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                let bare = #"{"jsonrpc":"2.0","id":1,"method":"say","params":{}}"#
                for session: HTTPFields in [[:], ["Mcp-Session-Id": "none"]] {
                    let answer = try await client.post(bare, mirrors("say", session))
                    #expect(answer.status == 400 && answer.code == -32602)
                }
                let legacy = try await client.post(
                    bare,
                    mirrors("say", version: "2025-11-25", ["Mcp-Session-Id": "none"])
                )
                #expect(legacy.status == 404)
            }
        }
    }

    @Test func `takes no responses, since it asks nothing`() async throws {
        try await withSite { site in
            try await site.withClient { (client: TestClient) async throws in
                for member in [#""result":{}"#, #""error":{"code":-1,"message":"no"}"#] {
                    let answer = try await client.post(#"{"jsonrpc":"2.0","id":1,\#(member)}"#, mirrors("say"))
                    #expect(answer.status == 400 && answer.code == -32600)
                }
            }
        }
    }

    @Test func `cancels work whose client leaves`() async throws {
        try await withSite { site in
            try await site.withRaw { raw in
                let body = modern("hang")
                try await raw.send(
                    Array(
                        """
                        POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
                        MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: hang\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)
                        """.utf8
                    )
                )
                #expect(await site.endpoint.seen.wait(on: site.loop) { $0.contains("hanging") })
            }
            #expect(await site.endpoint.seen.wait(on: site.loop) { $0.contains("cancelled") })
        }
    }
}

/// The fields that repeat what a modern message says.
func mirrors(_ method: String, version: String = "2026-07-28", _ others: HTTPFields = [:]) -> HTTPFields {
    var fields: HTTPFields = ["MCP-Protocol-Version": version, "Mcp-Method": method]
    for field in others { fields.append(field.name, field.value) }
    return fields
}
