import JSON
import JSONRPC
import MCP
import Reactor
import Testing

@testable import MCPClient

/// What lines can hold that no text allows, and what becomes of requests then.
@Suite(.timeLimit(.minutes(1))) struct ConversationTests {
    @Test func `banners, blank lines and notifications that nobody asked for harm nothing`() async throws {
        let findings = Findings()
        let script: LineServer.Script = { message, connection in
            [
                .send("Starting server v1.2 ..."), .send(""), .send("{not json"), .send("[]"), .send("42"),
                .send(#"{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"error","data":"?"}}"#),
            ] + Script.legacy()(message, connection)
        }
        try await withLineServer(script) {
            $0.report = { findings.add($0) }
        } _: { client, _ async throws in
            #expect(client.server.era == .legacy)
        }
        #expect(findings.kinds.contains(.unreadable))
        #expect(findings.list.contains { $0.bytes == Array("{not json".utf8) })
    }

    @Test func `an error without an id, or with an empty one, is taken by the only request that waits`() async throws {
        for id in ["", #""id":null,"#, #""id":"","#, #""id":"error","#] {
            let script = Script.legacy { _, _ in
                [.send(#"{"jsonrpc":"2.0",\#(id)"error":{"code":-32000,"message":"broken"}}"#)]
            }
            try await withLineServer(script) { client, _ async throws in
                await #expect { try await client.ping() } throws: { error in
                    (error as? MCPClientError)?.answer?.code == -32000
                }
            }
        }
    }

    @Test func `a result under another id is not believed`() async throws {
        let script = Script.legacy { message, _ in
            let text = message["id"]?.description ?? ""
            return [
                .send(#"{"jsonrpc":"2.0","id":"\#(text)","result":{"tools":[]}}"#),
                .send(#"{"jsonrpc":"2.0","id":9007199254740992,"result":{"tools":[]}}"#),
            ]
        }
        let findings = Findings()
        try await withLineServer(script) { options in
            options.timeout = .milliseconds(100)
            options.report = { findings.add($0) }
        } _: { client, _ async throws in
            await #expect { _ = try await client.listTools() } throws: { ($0 as? MCPClientError)?.code == .timeout }
        }
        #expect(findings.kinds == [.unexpectedAnswer, .unexpectedAnswer])
    }

    @Test func `an answer that comes twice counts once`() async throws {
        let findings = Findings()
        let script = Script.legacy { message, _ in
            [Script.result(message, ["tools": []]), Script.result(message, ["tools": [["name": "second"]]])]
        }
        try await withLineServer(script) {
            $0.report = { findings.add($0) }
        } _: { client, _ async throws in
            #expect(try await client.listTools().isEmpty)
            #expect(try await client.listTools().isEmpty)
        }
        #expect(findings.kinds.first == .unexpectedAnswer)
    }

    @Test func `batches and odd envelopes are read and reported`() async throws {
        let findings = Findings()
        let script = Script.legacy { message, _ in
            let id = message["id"]?.description ?? ""
            return message["method"] == "ping"
                ? [.send(#"[{"jsonrpc":"2.0","method":"notifications/x"},{"jsonrpc":"2.0","id":\#(id),"result":{}}]"#)]
                : [.send(#"{"id":\#(id),"result":{"tools":[]},"extra":1}"#)]
        }
        try await withLineServer(script) {
            $0.report = { findings.add($0) }
        } _: { client, _ async throws in
            try await client.ping()
            #expect(try await client.listTools().isEmpty)
        }
        #expect(findings.list.contains { $0.detail.contains("batch") })
        #expect(findings.list.contains { $0.detail.contains("jsonrpc") })
    }

    @Test func `error code zero and a result that is no object are told as they are`() async throws {
        let script = Script.legacy { message, _ in
            message["method"] == "ping" ? [Script.error(message, 0, "zero")] : [Script.result(message, [1, 2])]
        }
        try await withLineServer(script) { client, _ async throws in
            await #expect { try await client.ping() } throws: { ($0 as? MCPClientError)?.answer?.code == 0 }
            await #expect { _ = try await client.listTools() } throws: { error in
                let error = error as? MCPClientError
                return error?.code == .violation && error?.bytes.isEmpty == false
            }
        }
    }

    @Test func `silence ends in time and is told to the server`() async throws {
        try await withLineServer(Script.legacy { _, _ in [] }) { client, server async throws in
            var request = RequestOptions()
            request.timeout = .milliseconds(50)
            await #expect { try await client.ping(request) } throws: { ($0 as? MCPClientError)?.code == .timeout }
            let told = await server.wait { $0["method"] == "notifications/cancelled" }
            #expect(told?["params"]?["requestId"] == server.first("ping")?["id"])
        }
    }

    @Test func `a cancelled task cancels its request`() async throws {
        try await withLineServer(Script.modern { _, _ in [] }) { client, server async throws in
            let call = Task(executorPreference: client.loop) { try await client.callTool("slow") }
            let asked = await server.wait { $0["method"] == "tools/call" }
            call.cancel()
            await #expect { _ = try await call.value } throws: { ($0 as? MCPClientError)?.code == .cancelled }
            let told = await server.wait { $0["method"] == "notifications/cancelled" }
            #expect(told?["params"]?["requestId"] == asked?["id"])
        }
    }

    @Test func `progress puts the end of the time off`() async throws {
        let script = Script.legacy { message, _ in
            guard message["method"] == "tools/call" else { return [] }
            let token = message["params"]?["_meta"]?["progressToken"]?.description ?? "null"
            return [
                .send(
                    #"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":\#(token),"progress":1}}"#
                )
            ]
        }
        try await withLineServer(script) { client, _ async throws in
            var request = RequestOptions()
            request.timeout = .milliseconds(80)
            let steps = Locked(0)
            request.progress = { _ in steps.withLock { $0 += 1 } }
            let start = MonotonicInstant.now
            await #expect { _ = try await client.callTool("t", nil, request) } throws: { error in
                (error as? MCPClientError)?.code == .timeout
            }
            #expect(MonotonicInstant.now - start >= .milliseconds(80))
            #expect(steps.withLock { $0 } == 1)
        }
    }

    @Test func `a server that dies is started again for the next request`() async throws {
        let findings = Findings()
        let script: LineServer.Script = { message, connection in
            if message["method"] == "ping", connection == 1 { return [.close] }
            return Script.legacy { message, _ in [Script.result(message, [:])] }(message, connection)
        }
        try await withLineServer(script) { options in
            options.era = .legacy
            options.report = { findings.add($0) }
        } _: { client, server async throws in
            await #expect { try await client.ping() } throws: { ($0 as? MCPClientError)?.code == .closed }
            try await client.ping()
            #expect(server.connections == 2)
        }
        #expect(findings.kinds == [.stream])
    }

    @Test func `fields of the other era are reported and ignored`() async throws {
        let findings = Findings()
        let script = Script.legacy { message, _ in
            [Script.result(message, ["resultType": "input_required", "content": [], "ttlMs": 5])]
        }
        try await withLineServer(script) {
            $0.report = { findings.add($0) }
        } _: { client, server async throws in
            _ = try await client.callTool("t")
            #expect(server.methods.filter { $0 == "tools/call" }.count == 1)
        }
        #expect(findings.kinds == [.result])
    }

    @Test func `notifications reach every feed, and a feed that nobody reads stays bounded`() async throws {
        let script = Script.legacy { message, _ in
            (0..<500).map { number in
                .send(
                    #"{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":\#(number)}}"#
                )
            } + [Script.result(message, [:])]
        }
        let findings = Findings()
        try await withLineServer(script) {
            $0.feedCapacity = 100
            $0.report = { findings.add($0) }
        } _: { client, _ async throws in
            let feed = client.notifications()
            try await client.ping()
            #expect(feed.droppedCount == 400)
            #expect(findings.kinds == [.overflow])
            #expect(await feed.next(until: .after(.seconds(1)))?.log?.data == 400)
        }
    }
}
