import Carriers
import HTTP
import HTTPWire
import Reactor
import Testing
import WebSocket
import WebSocketWire

@Suite struct WebSocketCarrierTests {
    private func withServer(
        subprotocols: [String] = ["mcp"],
        deflate: DeflatePolicy? = nil,
        observer: (any WireObserver)? = nil,
        _ serve: @escaping @Sendable (OpenedWebSocket) async throws -> Void,
        _ body: @escaping @Sendable (WebSocketURL, EventLoop) async throws -> Void
    ) async throws {
        var options = HTTPServerOptions()
        options.tap = HTTPWireTap.maker(observer, role: .server)
        try await withHTTPServer(options) { request in
            var answer = WebSocketAnswer()
            (answer.subprotocols, answer.deflate) = (subprotocols, deflate)
            return WebSocketServer.response(to: request.head, answer, serve)
        } _: { server async throws in
            try await body(try WebSocketURL("ws://127.0.0.1:\(server.port)/ws"), server.loop)
        }
    }

    /// Sends every message back.
    private static let echo: @Sendable (OpenedWebSocket) async throws -> Void = { opened in
        let carrier = WebSocketCarrier(opened)
        while let message = try await carrier.receive() { try await carrier.send(message) }
        await carrier.close()
    }

    @Test(arguments: [false, true])
    func `carries messages both ways, and both sides see them whole`(compresses: Bool) async throws {
        let (near, far) = (WireLog(), WireLog())
        let policy = compresses ? DeflatePolicy() : nil
        let texts = (1...30).map { "{\"id\":\($0),\"text\":\"" + String(repeating: "ab", count: $0 * 20) + "\"}" }
        try await withServer(deflate: policy, observer: far, Self.echo) { url, loop async throws in
            let carrier = try await WebSocketCarrier.connect(to: url, on: loop, options: CarrierOptions(observer: near))
            #expect(carrier.connection.agreement.subprotocol == "mcp")
            for (position, text) in texts.enumerated() {
                if position % 2 == 0 {
                    try await carrier.send(Array(text.utf8))
                } else {
                    #expect(carrier.post(Array(text.utf8)))
                }
            }
            for text in texts {
                #expect(try await carrier.receive(until: .after(.seconds(10))) == Array(text.utf8))
            }
            await carrier.close()
            #expect(carrier.closure?.code == .normal)
            #expect(!carrier.post([]))
        }
        #expect(near.messages(.sent) == texts)
        #expect(near.messages(.received) == texts)
        #expect(far.messages(.received) == texts)
        #expect(far.messages(.sent) == texts)
        #expect(near.brokenRules == [])
        let opcodes = near.events.compactMap { event -> WebSocketOpcode? in
            guard event.direction == .sent, case .frame(let frame) = event.content else { return nil }
            return frame.header.opcode
        }
        #expect(opcodes == Array(repeating: .text, count: 30) + [.close])
    }

    @Test func `reports a binary message and goes on`() async throws {
        try await withServer { opened in
            let connection = opened.connection()
            try await connection.send([1, 2, 3])
            try await connection.send("{}")
            _ = try await connection.next()
        } _: { url, loop async throws in
            let carrier = try await WebSocketCarrier.connect(to: url, on: loop)
            let error = await #expect(throws: CarrierError.self) { _ = try await carrier.receive() }
            #expect(error?.code == .violation)
            #expect(carrier.binaryMessages == 1)
            #expect(try await carrier.receive() == Array("{}".utf8))
            await carrier.close()
        }
    }

    @Test func `gives up on a server that chooses what was not offered`() async throws {
        try await withStreamServer { stream in
            var answer = WebSocketAnswer()
            answer.subprotocols = ["mcp"]
            guard let opened = try? await WebSocketServer.accept(stream, answer) else { return }
            _ = try? await opened.connection().next()
        } _: { server async throws in
            let url = try WebSocketURL("ws://127.0.0.1:\(server.port)/ws")
            let carrier = try await WebSocketCarrier.connect(to: url, on: server.loop)
            await carrier.close()
        }
        try await withHTTPServer { request in
            let key = request.fields["Sec-WebSocket-Key"] ?? ""
            return .upgrade(
                to: "websocket",
                fields: ["Sec-WebSocket-Accept": WebSocketKey.accept(for: key), "Sec-WebSocket-Protocol": "mcp"]
            ) { try await $0.stream.waitForDisconnect() }
        } _: { server async throws in
            let url = try WebSocketURL("ws://127.0.0.1:\(server.port)/ws")
            let error = await #expect(throws: CarrierError.self) {
                _ = try await WebSocketCarrier.connect(to: url, on: server.loop, subprotocols: [])
            }
            #expect(error?.code == .violation)
            // For those who look at what such a server does next.
            let opened = try await WebSocketCarrier.connectRaw(to: url, on: server.loop, subprotocols: [])
            #expect(opened.violations.map(\.rule) == [.subprotocolUnasked])
            opened.raw().close()
        }
    }

    @Test func `tells a refusal from what cannot be reached`() async throws {
        try await withHTTPServer { _ in
            HTTPResponse(.forbidden)
        } _: { server async throws in
            let url = try WebSocketURL("ws://127.0.0.1:\(server.port)/ws")
            let error = await #expect(throws: CarrierError.self) {
                _ = try await WebSocketCarrier.connect(to: url, on: server.loop)
            }
            #expect(error?.code == .refused)
            #expect(error?.detail.contains("403") == true)
        }
        try await LoopGroup.runOne { loop async throws in
            let url = try WebSocketURL("ws://127.0.0.1:1/")
            let error = await #expect(throws: CarrierError.self) {
                _ = try await WebSocketCarrier.connect(to: url, on: loop)
            }
            #expect(error?.code == .unreachable)
        }
    }

    @Test func `a peer that dies without a close frame is an error`() async throws {
        let log = WireLog()
        try await withServer { opened in
            try await opened.connection().send("{}")
            opened.stream.close()
        } _: { url, loop async throws in
            let carrier = try await WebSocketCarrier.connect(to: url, on: loop, options: CarrierOptions(observer: log))
            #expect(try await carrier.receive() == Array("{}".utf8))
            let error = await #expect(throws: CarrierError.self) { _ = try await carrier.receive() }
            #expect(error?.code == .violation)
            #expect(try await carrier.receive() == nil)
            await carrier.close()
        }
        #expect(log.brokenRules == ["ended-without-close"])
    }

    @Test func `a peer that never reads refuses posts in time`() async throws {
        try await withServer { opened in
            try await opened.stream.waitForDisconnect()
        } _: { url, loop async throws in
            var options = CarrierOptions()
            options.sendTimeout = .milliseconds(50)
            let carrier = try await WebSocketCarrier.connect(to: url, on: loop, options: options)
            let message = [UInt8](repeating: UInt8(ascii: "1"), count: 200_000)
            var posted = 0
            while carrier.post(message), posted < 1000 { posted += 1 }
            #expect(posted < 200)
            #expect(await #expect(throws: CarrierError.self) { try await carrier.send(message) }?.code == .timedOut)
            carrier.connection.cut()
        }
    }
}
