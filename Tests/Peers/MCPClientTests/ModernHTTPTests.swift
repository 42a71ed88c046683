import HTTP
import HTTPWire
import JSON
import MCP
import Reactor
import Testing

@testable import MCPClient

@Suite(.timeLimit(.minutes(1))) struct ModernHTTPTests {
    @Test func `every request mirrors revision, method and name`() async throws {
        try await HTTPPeer.with(
            HTTPPeer.modern { request, _ in
                switch request.name {
                case "tools/call": request.result(request.text("done"))
                case "resources/read":
                    request.result(["resultType": "complete", "contents": [["uri": "a:b", "text": "c"]]])
                default: request.error(.notFound, -32601)
                }
            },
            { options in
                options.token = "secret"
                options.fields = ["X-Extra": "1"]
            }
        ) { client, peer async throws in
            #expect(client.server.revision == .july2026)
            #expect(try await client.callTool("count").content.first?.text == "done")
            _ = try await client.readResource("file:///Ünï")
            let call = try #require(peer.first("tools/call"))
            #expect(call.fields["MCP-Protocol-Version"] == "2026-07-28")
            #expect(call.fields["Mcp-Method"] == "tools/call")
            #expect(call.fields["Mcp-Name"] == "count")
            #expect(call.fields["Accept"] == "application/json, text/event-stream")
            #expect(call.fields["Content-Type"] == "application/json")
            #expect(call.fields["Authorization"] == "Bearer secret")
            #expect(call.fields["X-Extra"] == "1")
            #expect(call.fields["Mcp-Session-Id"] == nil)
            let meta = call.message["params"]?["_meta"]
            #expect(meta?["io.modelcontextprotocol/protocolVersion"] == "2026-07-28")
            #expect(meta?["io.modelcontextprotocol/clientCapabilities"] == [:])
            #expect(meta?["io.modelcontextprotocol/clientInfo"]?["name"] == "comport")
            #expect(peer.first("resources/read")?.fields["Mcp-Name"] == "=?base64?ZmlsZTovLy/DnG7Drw==?=")
            #expect(peer.names == ["server/discover", "tools/call", "resources/read"])
        }
    }

    @Test func `marked arguments are mirrored, and tools with illegal marks are left out`() async throws {
        let tools: JSON = [
            [
                "name": "good",
                "inputSchema": [
                    "type": "object",
                    "properties": [
                        "region": ["type": "string", "x-mcp-header": "Region"],
                        "count": ["type": "integer", "x-mcp-header": "Count"],
                        "deep": [
                            "type": "object",
                            "properties": ["flag": ["type": "boolean", "x-mcp-header": "Flag"]],
                        ],
                        "absent": ["type": "string", "x-mcp-header": "Absent"],
                        "null": ["type": "string", "x-mcp-header": "Null"],
                    ],
                ],
            ],
            [
                "name": "bad",
                "inputSchema": ["type": "object", "properties": ["a": ["type": "array", "x-mcp-header": "A"]]],
            ],
        ]
        try await HTTPPeer.with(
            HTTPPeer.modern { request, _ in
                request.name == "tools/list"
                    ? request.result(["resultType": "complete", "tools": tools, "ttlMs": 0, "cacheScope": "public"])
                    : request.result(request.text("ok"))
            }
        ) { client, peer async throws in
            #expect(try await client.listTools().map(\.name) == ["good"])
            #expect(peer.found.map(\.kind) == [.tool])
            let arguments: JSON = ["region": " a", "count": 7, "deep": ["flag": false], "null": nil]
            _ = try await client.callTool("good", arguments)
            let fields = try #require(peer.first("tools/call")).fields
            #expect(fields["Mcp-Param-Region"] == "=?base64?IGE=?=")
            #expect(fields["Mcp-Param-Count"] == "7")
            #expect(fields["Mcp-Param-Flag"] == "false")
            #expect(fields["Mcp-Param-Absent"] == nil && fields["Mcp-Param-Null"] == nil)
        }
    }

    @Test func `a header mismatch makes the client list the tools and try once more`() async throws {
        let schema: JSON = ["type": "object", "properties": ["r": ["type": "string", "x-mcp-header": "R"]]]
        try await HTTPPeer.with(
            HTTPPeer.modern { request, _ in
                switch request.name {
                case "tools/list":
                    return request.result([
                        "resultType": "complete", "tools": [["name": "t", "inputSchema": schema]],
                    ])
                case "tools/call" where request.fields["Mcp-Param-R"] == "x": return request.result(request.text("ok"))
                default: return request.error(.badRequest, -32020)
                }
            }
        ) { client, peer async throws in
            #expect(try await client.callTool("t", ["r": "x"]).content.first?.text == "ok")
            #expect(peer.names == ["server/discover", "tools/call", "tools/list", "tools/call"])
            #expect(peer.seen[1].id != peer.seen[3].id)
        }
    }

    @Test func `progress and logs come on the stream of their request`() async throws {
        try await HTTPPeer.with(
            HTTPPeer.modern { request, _ in
                let token = request.message["params"]?["_meta"]?["progressToken"] ?? .null
                let level = request.message["params"]?["_meta"]?["io.modelcontextprotocol/logLevel"]
                return .events { writer in
                    try await writer.writeComment("hello")
                    for step in 1...3 {
                        let progress: JSON = [
                            "jsonrpc": "2.0", "method": "notifications/progress",
                            "params": ["progressToken": token, "progress": JSON(step), "total": 3],
                        ]
                        try await writer.writeEvent(progress.encoded())
                    }
                    let log: JSON = [
                        "jsonrpc": "2.0", "method": "notifications/message",
                        "params": ["level": level ?? .null, "data": ["deep": true]],
                    ]
                    try await writer.writeEvent(log.encoded())
                    let answer: JSON = ["jsonrpc": "2.0", "id": request.id, "result": request.text("ok")]
                    try await writer.writeEvent(answer.encoded())
                }
            }
        ) { client, peer async throws in
            let feed = client.notifications()
            let steps = Locked<[Double]>([])
            var options = RequestOptions()
            options.logLevel = .debug
            options.progress = { step in steps.withLock { $0.append(step.progress ?? -1) } }
            _ = try await client.callTool("t", nil, options)
            #expect(steps.withLock { $0 } == [1, 2, 3])
            var log: LogMessage?
            while log == nil, let next = await feed.next(until: .after(.seconds(5))) { log = next.log }
            #expect(log?.level == .debug)
            #expect(log?.data == ["deep": true])
            #expect(peer.found.isEmpty)
        }
    }

    @Test func `a stream that breaks is a lost request`() async throws {
        try await HTTPPeer.with(
            HTTPPeer.modern { request, all in
                if all.filter({ $0.name == "tools/call" }).count > 1 { return request.result(request.text("again")) }
                return .events { writer in
                    try await writer.writeComment("soon")
                    writer.abort()
                }
            }
        ) { client, peer async throws in
            await #expect { _ = try await client.callTool("t") } throws: { error in
                (error as? MCPClientError)?.code == .lost
            }
            #expect(try await client.callTool("t").content.first?.text == "again")
            #expect(!peer.seen.contains { $0.method == .get })
            #expect(peer.seen[1].id != peer.seen[2].id)
        }
    }

    @Test func `cancelling a call closes its stream and sends nothing`() async throws {
        let gone = Locked(false)
        let started = WaitPoint()
        try await HTTPPeer.with(
            HTTPPeer.modern { _, _ in
                .events { writer in
                    try await writer.writeComment("working")
                    started.wakeAll()
                    do { try await writer.waitForDisconnect() } catch { gone.withLock { $0 = true } }
                    started.wakeAll()
                }
            }
        ) { client, peer async throws in
            let loop = client.loop
            let call = Task(executorPreference: loop) { try await client.callTool("slow") }
            _ = await started.wait(on: loop, until: .after(.seconds(5)))
            call.cancel()
            await #expect { _ = try await call.value } throws: { ($0 as? MCPClientError)?.code == .cancelled }
            while !gone.withLock({ $0 }), await started.wait(on: loop, until: .after(.seconds(5))) == .ready {}
            #expect(gone.withLock { $0 })
            #expect(peer.names == ["server/discover", "tools/call"])
        }
    }

    @Test func `a method that a modern server lacks is no sign of an old one`() async throws {
        try await HTTPPeer.with { request, _ in
            request.name == "tools/list"
                ? request.result(["resultType": "complete", "tools": []]) : request.error(.notFound, -32601)
        } client: { client, peer async throws in
            #expect(client.server.era == .modern)
            #expect(try await client.listTools().isEmpty)
            #expect(peer.names == ["server/discover", "tools/list"])
        }
    }

    @Test func `an unsupported version is retried in one that the server names`() async throws {
        try await HTTPPeer.with(
            HTTPPeer.modern { request, all in
                all.filter { $0.name == "tools/list" }.count == 1
                    ? request.error(.badRequest, -32022, data: ["supported": ["2026-07-28"]])
                    : request.result(["resultType": "complete", "tools": []])
            }
        ) { client, peer async throws in
            _ = try await client.listTools()
            #expect(peer.names == ["server/discover", "tools/list", "tools/list"])
        }
    }

    @Test func `a subscription is acknowledged, brings notifications and is closed`() async throws {
        let gone = Locked(false)
        let changed = WaitPoint()
        try await HTTPPeer.with(
            HTTPPeer.modern { request, _ in
                .events { writer in
                    let meta: JSON = ["io.modelcontextprotocol/subscriptionId": request.id]
                    let acknowledged: JSON = [
                        "jsonrpc": "2.0", "method": "notifications/subscriptions/acknowledged",
                        "params": ["_meta": meta, "notifications": ["toolsListChanged": true]],
                    ]
                    try await writer.writeEvent(acknowledged.encoded())
                    let changed: JSON = [
                        "jsonrpc": "2.0", "method": "notifications/tools/list_changed", "params": ["_meta": meta],
                    ]
                    try await writer.writeEvent(changed.encoded())
                    do { try await writer.waitForDisconnect() } catch { gone.withLock { $0 = true } }
                }
            }
        ) { client, _ async throws in
            let subscription = try await client.listen(SubscriptionFilter(json: ["toolsListChanged": true]))
            #expect(subscription.acknowledged?.toolsListChanged == true)
            let first = await subscription.notifications.next(until: .after(.seconds(5)))
            #expect(first?.method == "notifications/tools/list_changed")
            subscription.end()
            #expect(subscription.hasEnded)
            for _ in 0..<200 where !gone.withLock({ $0 }) {
                _ = await changed.wait(on: client.loop, until: .after(.milliseconds(5)))
            }
            #expect(gone.withLock { $0 })
        }
    }
}
