import Carriers
import Crypto
import HTTP
import HTTPWire
import Reactor
import Testing
import WebSocket
import WebSocketWire

@Suite struct OpeningTests {
    /// A server of all transports, in the clear or not: it sends back what it gets.
    private static let handler: HTTPHandler = { request in
        switch request.path {
        case "/sse":
            return .events { writer in
                try await writer.writeEvent(Array("/mcp".utf8), type: "endpoint")
                try await writer.writeEvent(Array("{\"from\":\"sse\"}".utf8))
                try await writer.waitForDisconnect()
            }
        case "/ws":
            var answer = WebSocketAnswer()
            answer.subprotocols = ["mcp"]
            return WebSocketServer.response(to: request.head, answer) { opened in
                let carrier = WebSocketCarrier(opened)
                while let message = try await carrier.receive() { try await carrier.send(message) }
                await carrier.close()
            }
        default:
            return HTTPResponse(.ok, text: request.fields["X-Key"] ?? "none")
        }
    }

    private func withServer(
        _ context: TLSContext? = nil,
        _ body: @escaping @Sendable (EventLoop, UInt16) async throws -> Void
    ) async throws {
        try await LoopGroup.run(count: 1) { group in
            let listener = try Listener.bind(to: .loopback(port: 0))
            let server = HTTPServer(HTTPServerOptions(), Self.handler)
            let port = listener.address.port ?? 0
            try await withThrowingTaskGroup(of: Void.self) { children in
                children.addTask(executorPreference: group.loops[0]) {
                    await server.serve(listener, on: group, tls: context)
                }
                defer { server.stop(within: .zero) }
                try await group.loops[0].run { try await body(group.loops[0], port) }
            }
        }
    }

    private func check(_ scheme: String, _ port: UInt16, _ loop: EventLoop, _ options: CarrierOptions) async throws {
        var http = try Target(url: "http\(scheme)://localhost:\(port)/mcp")
        http.fields = ["X-Key": "from the configuration"]
        guard case .http(let carrier) = try await http.open(on: loop, options: options) else {
            Issue.record("no HTTP")
            return
        }
        let (_, content) = try await carrier.fetch(ExchangeRequest(.get))
        #expect(content == Array("from the configuration".utf8))
        carrier.close()

        let sse = try Target(url: "sse+http\(scheme)://localhost:\(port)/sse")
        guard case .messages(let stream) = try await sse.open(on: loop, options: options) else {
            Issue.record("no stream")
            return
        }
        #expect(try await stream.receive() == Array("{\"from\":\"sse\"}".utf8))
        await stream.close()

        let webSocket = try Target(url: "ws\(scheme)://localhost:\(port)/ws")
        guard case .messages(let socket) = try await webSocket.open(on: loop, options: options) else {
            Issue.record("no socket")
            return
        }
        try await socket.send(Array("{}".utf8))
        #expect(try await socket.receive() == Array("{}".utf8))
        await socket.close()
    }

    @Test func `opens every kind of target`() async throws {
        try await withServer(nil) { loop, port async throws in
            try await self.check("", port, loop, CarrierOptions())
        }
        try await LoopGroup.runOne { loop async throws in
            let target = try Target(command: ["cat"])
            let opened = try await target.open(on: loop)
            guard case .messages(let carrier) = opened else {
                Issue.record("no program")
                return
            }
            try await carrier.send(Array("{}".utf8))
            #expect(try await carrier.receive() == Array("{}".utf8))
            await opened.close()
        }
    }

    @Test func `opens secure targets, for those who vouch for the server alone`() async throws {
        let identity = try CertificateTemplate(commonName: "localhost", hosts: ["localhost"]).selfSigned()
        try await withServer(try TLSContext(.server(identity))) { loop, port async throws in
            let log = WireLog()
            var options = CarrierOptions(observer: log)
            options.tls = .client(authorities: .only(identity.chain))
            try await self.check("s", port, loop, options)
            // The tap sits above the encryption.
            #expect(log.messages(.received).contains("from the configuration"))
            for text in ["https://localhost:\(port)/mcp", "wss://localhost:\(port)/ws"] {
                let error = await #expect(throws: CarrierError.self) {
                    guard case .http(let carrier) = try await Target(url: text).open(on: loop) else { return }
                    _ = try await carrier.fetch(ExchangeRequest(.get))
                }
                #expect(error?.code == .unreachable, "\(text)")
            }
        }
    }

    @Test func `opens targets for exact bytes`() async throws {
        try await withServer(nil) { loop, port async throws in
            let http = try await Target(url: "http://127.0.0.1:\(port)/x").openRaw(on: loop)
            guard case .http(let connection) = http else {
                Issue.record("no connection")
                return
            }
            try await connection.send(Array("GET /x HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
            guard case .head(let head) = try await connection.receive() else {
                Issue.record("no head")
                return
            }
            #expect(head.status == .ok)
            await http.close()

            let socket = try await Target(url: "ws://127.0.0.1:\(port)/ws").openRaw(on: loop)
            guard case .webSocket(let opened) = socket else {
                Issue.record("no socket")
                return
            }
            let raw = opened.raw()
            // A reserved opcode: the server must end the connection.
            try await raw.send([0x83, 0x80, 0, 0, 0, 0])
            #expect(try await raw.nextFrame(until: .after(.seconds(5)))?.header.opcode == .close)
            await socket.close()

            let program = try await Target(command: ["cat"]).openRaw(on: loop)
            guard case .program(let child) = program else {
                Issue.record("no program")
                return
            }
            try await child.lines.sendRaw([.bytes(Array("not json, no end".utf8)), .finish])
            let line = try await child.lines.receiveLine()
            #expect(line == WireLine(Array("not json, no end".utf8), isTerminated: false))
            #expect(line?.kind == .junk)
            await program.close()
        }
    }
}
