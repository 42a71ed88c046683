import Bindings
import HTTP
import HTTPWire
import JSON
import MCP
import Reactor
import Testing

@testable import MCPClient

@Suite(.timeLimit(.minutes(1))) struct LegacyHTTPTests {
    @Test func `the session and the agreed version are repeated until the end`() async throws {
        let peer = Locked<HTTPPeer?>(nil)
        try await HTTPPeer.with(
            HTTPPeer.legacy("2025-06-18") { request, _ in
                switch request.method {
                case .get: HTTPResponse(.methodNotAllowed)
                case .delete: HTTPResponse(.noContent)
                default: request.result(request.text("ok", modern: false))
                }
            }
        ) { client, seen async throws in
            peer.withLock { $0 = seen }
            _ = try await client.callTool("t")
            let first = try #require(seen.first("initialize"))
            #expect(first.fields["Mcp-Session-Id"] == nil)
            #expect(first.fields["Mcp-Method"] == nil)
            #expect(first.fields["MCP-Protocol-Version"] == nil)
            #expect(first.message["params"]?["protocolVersion"] == "2025-11-25")
            #expect(first.message["params"]?["_meta"] == nil)
            #expect(seen.found.isEmpty)
        }
        let seen = try #require(peer.withLock { $0 }).seen
        for request in seen.dropFirst(2) {
            #expect(request.fields["Mcp-Session-Id"] == "s-1", "\(request.method)")
            #expect(request.fields["MCP-Protocol-Version"] == "2025-06-18", "\(request.method)")
        }
        #expect(seen.last?.method == .delete)
        #expect(seen.contains { $0.method == .get && $0.fields["Accept"] == "text/event-stream" })
    }

    @Test func `a server without sessions is sent none, and not asked to delete one`() async throws {
        let peer = Locked<HTTPPeer?>(nil)
        try await HTTPPeer.with { request, _ in
            switch (request.method, request.name) {
            case (.post, "server/discover"): HTTPResponse(.notFound)
            case (.post, "initialize"): request.initialized(session: nil)
            case (.post, "ping"): request.result([:])
            case (.post, _): HTTPResponse(.accepted)
            default: HTTPResponse(.methodNotAllowed)
            }
        } client: { client, seen async throws in
            peer.withLock { $0 = seen }
            try await client.ping()
        }
        let seen = try #require(peer.withLock { $0 }).seen
        #expect(!seen.contains { $0.fields.contains("Mcp-Session-Id") || $0.method == .delete })
    }

    @Test func `the standing stream brings notifications and is asked for again`() async throws {
        try await HTTPPeer.with(
            HTTPPeer.legacy { request, all in
                guard request.method == .get else { return HTTPResponse(.ok) }
                let turn = all.filter { $0.method == .get }.count
                return .events { writer in
                    let note: JSON = [
                        "jsonrpc": "2.0", "method": "notifications/resources/updated",
                        "params": ["uri": .string("a:\(turn)")],
                    ]
                    try await writer.writeEvent(note.encoded(), id: "e-\(turn)")
                    if turn > 1 { try await writer.waitForDisconnect() }
                }
            }
        ) { client, peer async throws in
            let feed = client.notifications()
            var uris: [String] = []
            while uris.count < 2, let next = await feed.next(until: .after(.seconds(5))) {
                if let uri = next.updatedResource { uris.append(uri) }
            }
            #expect(uris == ["a:1", "a:2"])
            let gets = peer.seen.filter { $0.method == .get }
            #expect(gets.map { $0.fields["Last-Event-ID"] } == [nil, "e-1"])
        }
    }

    @Test func `a stream that closes before its answer is resumed after the time that the server names`() async throws {
        try await HTTPPeer.with(
            HTTPPeer.legacy { request, all in
                let call = all.first { $0.name == "tools/call" }
                switch request.method {
                case .get where request.fields["Last-Event-ID"] == "p-1":
                    return .events { writer in
                        let answer: JSON = [
                            "jsonrpc": "2.0", "id": call?.id ?? .null, "result": request.text("late", modern: false),
                        ]
                        try await writer.writeEvent(answer.encoded(), id: "p-2")
                    }
                case .post:
                    return .events { writer in try await writer.write("id: p-1\nretry: 120\ndata: \n\n") }
                default: return HTTPResponse(.methodNotAllowed)
                }
            },
            { $0.http.longestReconnectionDelay = .milliseconds(10) }
        ) { client, peer async throws in
            #expect(try await client.callTool("t").content.first?.text == "late")
            let call = try #require(peer.first("tools/call"))
            let resumed = try #require(peer.seen.last { $0.method == .get })
            #expect(resumed.time - call.time >= .milliseconds(115))
            #expect(resumed.fields["Mcp-Session-Id"] == "s-1")
        }
    }

    @Test func `a stream that closes without ever naming an event is a lost request`() async throws {
        try await HTTPPeer.with(
            HTTPPeer.legacy { request, _ in
                request.method == .post
                    ? .events { writer in try await writer.writeComment("no") } : HTTPResponse(.methodNotAllowed)
            }
        ) { client, _ async throws in
            await #expect { _ = try await client.callTool("t") } throws: { ($0 as? MCPClientError)?.code == .lost }
        }
    }

    @Test func `resuming in vain ends`() async throws {
        try await HTTPPeer.with(
            HTTPPeer.legacy { request, _ in
                request.method == .delete
                    ? HTTPResponse(.ok)
                    : .events { writer in try await writer.write("id: same\nretry: 1\ndata: \n\n") }
            },
            { $0.opensStandingStream = false }
        ) { client, peer async throws in
            await #expect { _ = try await client.callTool("t") } throws: { ($0 as? MCPClientError)?.code == .lost }
            #expect(peer.seen.filter { $0.method == .get }.count == 5)
        }
    }

    @Test func `a lost session is opened anew, once, and the request is sent again`() async throws {
        try await HTTPPeer.with { request, all in
            let opened = all.filter { $0.name == "initialize" }.count
            switch (request.method, request.name) {
            case (.post, "server/discover"): return HTTPResponse(.badRequest)
            case (.post, "initialize"): return request.initialized(session: "s-\(opened)")
            case (.post, "notifications/initialized"): return HTTPResponse(.accepted)
            case (.post, _):
                guard request.fields["Mcp-Session-Id"] == "s-2" else { return request.error(.notFound, -32600) }
                return request.result(request.text("ok", modern: false))
            default: return HTTPResponse(.methodNotAllowed)
            }
        } client: { client, peer async throws in
            async let first = client.callTool("a")
            async let second = client.callTool("b")
            _ = try await (first, second)
            #expect(peer.seen.filter { $0.name == "initialize" }.count == 2)
            #expect(peer.seen.filter { $0.name == "initialize" }.allSatisfy { !$0.fields.contains("Mcp-Session-Id") })
        }
    }

    @Test func `cancelling a call is told by a notification`() async throws {
        let started = WaitPoint()
        try await HTTPPeer.with(
            HTTPPeer.legacy { request, _ in
                guard request.method == .post else { return HTTPResponse(.methodNotAllowed) }
                guard request.name == "tools/call" else { return HTTPResponse(.accepted) }
                started.wakeAll()
                return .events { writer in
                    try await writer.writeComment("working")
                    try await writer.waitForDisconnect()
                }
            }
        ) { client, peer async throws in
            let call = Task(executorPreference: client.loop) { try await client.callTool("slow") }
            while peer.first("tools/call") == nil {
                _ = await started.wait(on: client.loop, until: .after(.seconds(5)))
            }
            call.cancel()
            await #expect { _ = try await call.value } throws: { ($0 as? MCPClientError)?.code == .cancelled }
            for _ in 0..<200 where peer.first("notifications/cancelled") == nil {
                _ = await client.loop.sleep(until: .after(.milliseconds(5)))
            }
            let told = try #require(peer.first("notifications/cancelled"))
            #expect(told.message["params"]?["requestId"] == peer.first("tools/call")?.id)
        }
    }

    @Test func `a request of the server on the stream of a call is answered by a post of its own`() async throws {
        let answered = WaitPoint()
        try await HTTPPeer.with(
            HTTPPeer.legacy { request, all in
                guard request.method == .post else { return HTTPResponse(.methodNotAllowed) }
                guard request.name == "tools/call" else {
                    answered.wakeAll()
                    return HTTPResponse(.accepted)
                }
                return .events { writer in
                    let ask: JSON = ["jsonrpc": "2.0", "id": "r", "method": "roots/list"]
                    try await writer.writeEvent(ask.encoded())
                    _ = await answered.wait(on: request.loop, until: .after(.seconds(5)))
                    let answer: JSON = ["jsonrpc": "2.0", "id": request.id, "result": ["content": []]]
                    try await writer.writeEvent(answer.encoded())
                }
            },
            { $0.handlers.roots = { [["uri": "file:///a"]] } }
        ) { client, peer async throws in
            _ = try await client.callTool("t")
            let answer = try #require(peer.seen.first { $0.message["id"] == "r" })
            #expect(answer.message["result"] == ["roots": [["uri": "file:///a"]]])
            #expect(peer.first("initialize")?.message["params"]?["capabilities"] == ["roots": ["listChanged": true]])
        }
    }

    @Test func `a server of the first revision is found behind the two newer ways`() async throws {
        let outbox = Locked<[JSON]>([])
        let filled = WaitPoint()
        try await HTTPPeer.with { request, _ in
            if request.method == .get, request.path == "/mcp" {
                return .events { writer in
                    try await writer.writeEvent(Array("/messages?s=1".utf8), type: "endpoint")
                    while true {
                        let next = outbox.withLock { $0.isEmpty ? Optional<JSON>.none : .some($0.removeFirst()) }
                        if let next {
                            try await writer.writeEvent(next.encoded())
                        } else if await filled.wait(on: request.loop, until: .after(.seconds(5))) != .ready {
                            return
                        }
                    }
                }
            }
            guard request.path == "/messages" else { return HTTPResponse(.methodNotAllowed) }
            let result: JSON =
                request.name == "initialize"
                ? [
                    "protocolVersion": "2024-11-05", "capabilities": [:],
                    "serverInfo": ["name": "old", "version": "1"],
                ]
                : [:]
            if request.message["id"] != nil {
                outbox.withLock { $0.append(["jsonrpc": "2.0", "id": request.id, "result": result]) }
                filled.wakeAll()
            }
            return HTTPResponse(.accepted)
        } client: { client, peer async throws in
            #expect(client.server.revision == .november2024)
            try await client.ping()
            #expect(peer.names.prefix(3) == ["server/discover", "initialize", "GET"])
        }
    }

    @Test func `credentials that are missing and servers that are not well say nothing about the era`() async throws {
        for status: HTTPStatus in [.unauthorized, .forbidden, .tooManyRequests, .serviceUnavailable] {
            await #expect {
                try await HTTPPeer.with({ _, _ in HTTPResponse(status) }, client: { _, _ in })
            } throws: { error in
                let error = error as? MCPClientError
                return error?.code == .refused && error?.status == status
            }
        }
    }
}
