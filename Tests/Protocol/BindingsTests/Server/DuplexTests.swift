import Carriers
import HTTP
import HTTPWire
import MCP
import Reactor
import Testing
import WebSocket
import WebSocketWire

@testable import Bindings

@Suite(.timeLimit(.minutes(1))) struct DuplexTests {
    /// Runs `body` with a carrier whose other end the endpoint serves; returns when both have ended.
    private func withLines(
        _ revisions: [Revision] = Revision.all,
        _ options: ServingOptions = quickToFinish(),
        _ body: @escaping @Sendable (LineCarrier, ScriptedEndpoint) async throws -> Void
    ) async throws {
        try await LoopGroup.run(count: 1) { group in
            let loop = group.loops[0]
            let endpoint = ScriptedEndpoint(revisions)
            let site = ServingSite(endpoint, options, HTTPSessionTable(options.limits), group)
            try await loop.run {
                let (near, far) = try DescriptorStream.pair(on: loop)
                try await withThrowingTaskGroup(of: Void.self) { children in
                    children.addTask(executorPreference: loop) { await site.serveLines(far, far) }
                    let carrier = LineCarrier(input: near, output: near)
                    try await body(carrier, endpoint)
                    await carrier.close()
                }
            }
        }
    }

    @Test func `speaks both eras on one connection`() async throws {
        try await withLines { client, endpoint in
            try await client.send(Array(modern("say", #","text":"new""#).utf8))
            #expect(try await client.text().contains(#""text":"new""#))
            try await client.send(Array(legacy("initialize", #""protocolVersion":"2025-11-25""#).utf8))
            #expect(try await client.text().contains("2025-11-25"))
            try await client.send(Array(legacy("say", #""text":"old""#).utf8))
            #expect(try await client.text().contains(#""text":"old""#))
            #expect(endpoint.seen.all == ["modern stdio say", "legacy stdio initialize", "legacy stdio say"])
        }
    }

    @Test func `runs requests side by side and sends what belongs to them`() async throws {
        try await withLines { client, endpoint in
            try await client.send(Array(modern("hang", id: 1).utf8))
            try await client.send(Array(modern("notify", id: 2, #","count":2"#).utf8))
            #expect(try await client.text().contains(#""number":0"#))
            #expect(try await client.text().contains(#""number":1"#))
            #expect(try await client.text().contains("notified"))
        }
    }

    @Test func `is silent about a modern request that was cancelled`() async throws {
        try await withLines { client, endpoint in
            try await client.send(Array(modern("hang", id: 7, #","end":"ended""#).utf8))
            let cancel = #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}}"#
            try await client.send(Array(cancel.utf8))
            #expect(await endpoint.seen.wait(on: client.loop) { $0.contains("cancelled") })
            try await client.send(Array(modern("say", id: 8, #","text":"next""#).utf8))
            #expect(try await client.text().contains(#""text":"next""#))
        }
    }

    @Test func `answers what is no message`() async throws {
        try await withLines { client, _ in
            for (line, code) in [
                ("nonsense", "-32700"), (#"{"jsonrpc":"2.0"}"#, "-32600"), ("[]", "-32600"),
                (#"{"jsonrpc":"1.0","id":3,"method":"x"}"#, "-32600"),
                (#"{"jsonrpc":"2.0","id":null,"method":"x"}"#, "-32600"),
            ] {
                try await client.sendRaw([.bytes(Array((line + "\n").utf8))])
                let answer = try await client.text()
                #expect(answer.contains(code) && !answer.contains("\"id\":null"), "\(line): \(answer)")
            }
            try await client.send(Array(#"{"jsonrpc":"2.0","id":4,"result":{}}"#.utf8))
            try await client.send(Array(modern("say").utf8))
            #expect(try await client.text().contains("said"))
        }
    }

    @Test func `answers batches in 2025-03-26 and refuses them elsewhere`() async throws {
        let batch = "[\(legacy("say", id: 1)),\(legacy("notify", id: 2)),{\"jsonrpc\":\"2.0\",\"method\":\"n\"},3]"
        try await withLines { client, _ in
            try await client.send(Array(legacy("initialize", id: 0, #""protocolVersion":"2025-03-26""#).utf8))
            _ = try await client.text()
            try await client.send(Array(batch.utf8))
            #expect(try await client.text().contains(#""method":"note""#))
            let answer = try await client.text()
            #expect(answer.hasPrefix("[") && answer.contains("said") && answer.contains("notified"))
            #expect(answer.contains(#""id":null,"error""#))
        }
        try await withLines { client, _ in
            try await client.send(Array(legacy("initialize", id: 0, #""protocolVersion":"2025-06-18""#).utf8))
            _ = try await client.text()
            try await client.send(Array(batch.utf8))
            #expect(try await client.text().contains("-32600"))
        }
    }

    @Test func `finishes what is running when the client sends no more`() async throws {
        let options = quickToFinish()
        try await withLines(Revision.all, options) { client, _ in
            try await client.send(Array(modern("notify", id: 1, #","count":3"#).utf8))
            try await client.send(Array(modern("hang", id: 2, #","end":"closing""#).utf8))
            try await client.finishSending()
            var last = ""
            while let message = try await client.receive() { last = String(decoding: message, as: UTF8.self) }
            #expect(last.contains("closing"))
        }
    }

    @Test func `cuts a client that never reads`() async throws {
        var options = quickToFinish()
        options.limits.writeTime = .milliseconds(100)
        try await withLines(Revision.all, options) { client, endpoint in
            try await client.send(Array(modern("notify", id: 1, #","count":100000000"#).utf8))
            #expect(await endpoint.seen.wait(on: client.loop) { $0.contains { $0.hasPrefix("failed") } })
        }
    }

    @Test func `bounds the requests in flight`() async throws {
        var options = quickToFinish()
        options.limits.requestsInFlight = 2
        try await withLines(Revision.all, options) { client, _ in
            for id in 1...3 { try await client.send(Array(modern("hang", id: id).utf8)) }
            let answer = try await client.text()
            #expect(answer.contains(#""id":3"#) && answer.contains("-32603"))
            try await client.send(Array(modern("hang", id: 1).utf8))
            #expect(try await client.text().contains("-32600"))
        }
    }

    @Test func `posts messages of a legacy session from any thread`() async throws {
        try await withLines { client, endpoint in
            try await client.send(Array(legacy("initialize", #""protocolVersion":"2025-11-25""#).utf8))
            _ = try await client.text()
            let outlet = try #require(endpoint.sessions.all.first?.outlet)
            await withTaskGroup(of: Void.self) { children in
                children.addTask { @concurrent in
                    for number in 0..<100 { outlet.post(ScriptedEndpoint.notification(number)) }
                }
            }
            for number in 0..<100 { #expect(try await client.text().contains("\"number\":\(number)}")) }
        }
    }
}

/// Options with which requests that hang are given up soon.
private func quickToFinish() -> ServingOptions {
    var options = ServingOptions()
    options.limits.finishTime = .milliseconds(50)
    return options
}

extension MessageCarrier {
    /// The next message as text; empty at the end.
    func text() async throws -> String {
        String(decoding: try await receive(until: .after(.seconds(20))) ?? [], as: UTF8.self)
    }
}
