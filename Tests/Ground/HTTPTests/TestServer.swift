import Crypto
import HTTPWire
import Reactor
import Synchronization
import Testing

@testable import HTTP

/// A server on a loopback port, and ways to reach it, all on one loop.
struct TestServer: Sendable {
    let loop: EventLoop
    let address: SocketAddress
    let server: HTTPServer

    var url: HTTPURL { HTTPURL(origin: HTTPOrigin(host: "127.0.0.1", port: address.port), target: "/") }

    func url(_ target: String) -> HTTPURL { HTTPURL(origin: url.origin, target: target) }

    func client(_ options: HTTPClientOptions = HTTPClientOptions()) -> HTTPClient { HTTPClient(on: loop, options) }

    /// Connects, and closes the connection after `body`.
    func withRaw<Result>(_ body: (HTTPRawConnection) async throws -> Result) async throws -> Result {
        let raw = HTTPRawConnection(try await Connector.connect(to: address, on: loop))
        defer { raw.close() }
        return try await body(raw)
    }

    /// Sends bytes and returns all that comes back until the server closes.
    func exchange(_ text: String, finish: Bool = false) async throws -> String {
        try await withRaw { raw in
            try? await raw.send(Array(text.utf8))
            if finish { try await raw.perform(.finish) }
            while let _ = try await raw.receiveBytes(until: .after(.seconds(20))) {}
            return String(decoding: raw.receivedBytes, as: UTF8.self)
        }
    }

    /// Fails unless another client is served as ever.
    func expectServiceGoesOn() async throws {
        let client = client()
        defer { client.close() }
        let response = try await client.fetch(HTTPClientRequest(.get, url("/alive")))
        #expect(response.head.status.code < 500)
    }
}

/// Runs `body` with a server that answers by `handler`.
func withServer(
    _ options: HTTPServerOptions = HTTPServerOptions(),
    loops: Int = 1,
    at address: SocketAddress = .loopback(port: 0),
    tls context: TLSContext? = nil,
    answering handler: @escaping HTTPHandler,
    _ body: @escaping @Sendable (TestServer) async throws -> Void
) async throws {
    try await LoopGroup.run(count: loops) { group in
        let listener = try Listener.bind(to: address)
        let server = HTTPServer(options, handler)
        let test = TestServer(loop: group.loops[0], address: listener.address, server: server)
        try await withThrowingTaskGroup(of: Void.self) { children in
            children.addTask { await server.serve(listener, on: group, tls: context) }
            defer { server.stop(within: .zero) }
            try await test.loop.run { try await body(test) }
        }
    }
}

/// Collects what happens on any thread.
final class Notes<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])
    var all: [Value] { values.withLock { $0 } }
    func add(_ value: Value) { values.withLock { $0.append(value) } }
}

/// Something that tests of one loop wait for.
final class Signal: Sendable {
    private let point = WaitPoint()
    private let isSet = Atomic(false)

    func set() {
        isSet.store(true, ordering: .sequentiallyConsistent)
        point.wakeAll()
    }

    func wait(on loop: EventLoop) async -> Bool {
        while !isSet.load(ordering: .sequentiallyConsistent) {
            guard await point.wait(on: loop, until: .after(.seconds(20))) == .ready else { return false }
        }
        return true
    }
}
