import Testing

@testable import Reactor

@Suite(.timeLimit(.minutes(1))) struct ListenerTests {
    @Test(arguments: [SocketAddress.loopback(port: 0), .loopbackIPv6(port: 0), .unix(path: "@comport-test-echo")])
    func `an echo server answers on every family`(address: SocketAddress) async throws {
        try await withServer(address, echo) { listener, group in
            try await group.loops[0].run {
                for _ in 0..<3 {
                    let client = try await Connector.connect(to: listener.address, on: group.loops[0])
                    try await client.write(Array("ping".utf8))
                    var buffer = InputBuffer()
                    #expect(try await client.read(into: &buffer) == 4)
                    client.close()
                }
            }
        }
    }

    @Test func `connections spread over the loops`() async throws {
        let loops = Locked<Set<Int>>([])
        try await withServer(
            .loopback(port: 0),
            { stream in
                _ = loops.withLock { $0.insert(stream.loop.index) }
                await echo(stream)
            }
        ) { listener, group in
            try await group.loops[0].run {
                var clients: [DescriptorStream] = []
                for _ in 0..<8 {
                    let client = try await Connector.connect(to: listener.address, on: group.loops[0])
                    try await client.write([1])
                    var buffer = InputBuffer()
                    _ = try await client.read(into: &buffer)
                    clients.append(client)
                }
                for client in clients { client.close() }
            }
        }
        #expect(loops.withLock { $0.count } == 2)
    }

    @Test func `beyond the limit a connection waits its turn`() async throws {
        var options = ListenerOptions()
        options.maximumConnections = 1
        try await withServer(.loopback(port: 0), options: options, echo) { listener, group in
            let loop = group.loops[0]
            try await loop.run {
                let first = try await Connector.connect(to: listener.address, on: loop)
                let second = try await Connector.connect(to: listener.address, on: loop)
                var buffer = InputBuffer()
                try await first.write([1])
                #expect(try await first.read(into: &buffer) == 1)
                try await second.write([2])
                #expect(listener.openConnections == 1)
                first.close()
                #expect(try await second.read(into: &buffer) == 1)
                second.close()
            }
        }
    }

    @Test func `a port that is taken is reported`() async throws {
        let first = try Listener.bind(to: .loopback(port: 0))
        await expect(.addressInUse) { _ = try Listener.bind(to: first.address) }
    }

    @Test func `nobody listening is reported as refused`() async throws {
        let address = try Listener.bind(to: .loopback(port: 0)).address
        try await LoopGroup.runOne { loop in
            await expect(.refused) { _ = try await Connector.connect(to: address, on: loop) }
        }
    }

    @Test func `a stale socket file is replaced, a used one is not`() async throws {
        let path = "/tmp/comport-stale-\(UInt32.random(in: 0 ... .max)).sock"
        let address = SocketAddress.unix(path: path)
        let descriptor = try SocketCalls.socket(family: address.family)
        try SocketCalls.bind(descriptor.number, to: address)
        let listener = try Listener.bind(to: address)
        await expect(.addressInUse) { _ = try Listener.bind(to: address) }
        _ = listener
    }

    @Test func `a path that is too long is refused with its length`() async throws {
        let path = "/tmp/" + String(repeating: "x", count: 200)
        do {
            _ = try Listener.bind(to: .unix(path: path))
            Issue.record("expected a failure")
        } catch { #expect(error.description.contains("saw 205 bytes")) }
    }

    @Test func `a reset reaches the peer as a disconnection`() async throws {
        try await withServer(.loopback(port: 0), { $0.reset() }) { listener, group in
            let loop = group.loops[0]
            try await loop.run {
                let client = try await Connector.connect(to: listener.address, on: loop)
                await expect(.disconnected) {
                    var buffer = InputBuffer()
                    _ = try await client.read(into: &buffer)
                }
                client.close()
            }
        }
    }

    @Test func `cancelling the server cancels its connections`() async throws {
        let started = WaitFlag()
        try await LoopGroup.run(count: 2) { group in
            let listener = try Listener.bind(to: .loopback(port: 0))
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    await listener.serve(on: group) { stream in
                        started.raise()
                        var buffer = InputBuffer()
                        await expect(.cancelled) { _ = try await stream.read(into: &buffer) }
                    }
                }
                let loop = group.loops[0]
                let client = try await loop.run { try await Connector.connect(to: listener.address, on: loop) }
                await started.wait()
                tasks.cancelAll()
                try await loop.run { () async throws in
                    var buffer = InputBuffer()
                    #expect(try await client.read(into: &buffer) == 0)
                    client.close()
                }
                try await tasks.waitForAll()
            }
        }
    }

    @Test func `a name resolves, a senseless one does not`() async throws {
        try await LoopGroup.runOne { loop in
            let found = try await Resolver.addresses(of: "localhost", port: 80, on: loop)
            #expect(found.contains { $0.isLoopback && $0.port == 80 })
            await expect(.nameNotFound) {
                _ = try await Resolver.addresses(of: "no such host.invalid", port: 80, on: loop)
            }
        }
    }
}

@Suite struct SocketAddressTests {
    @Test func `addresses are shown as they are written in URLs`() {
        #expect(SocketAddress.loopback(port: 80).description == "127.0.0.1:80")
        #expect(SocketAddress.loopbackIPv6(port: 80).description == "[::1]:80")
        #expect(SocketAddress(numeric: "2001:db8::5", port: 1)?.description == "[2001:db8::5]:1")
        #expect(SocketAddress(numeric: "localhost", port: 1) == nil)
        #expect(SocketAddress(numeric: "10.0.0.1", port: 1)?.isLoopback == false)
        #expect(SocketAddress(numeric: "::ffff:127.0.0.1", port: 1)?.isLoopback == true)
    }
}

private func echo(_ stream: DescriptorStream) async {
    var buffer = InputBuffer()
    do {
        while try await stream.read(into: &buffer) > 0 { try await stream.write(buffer.takeAll()) }
    } catch {}
}

private func withServer(
    _ address: SocketAddress,
    options: ListenerOptions = ListenerOptions(),
    _ handler: @escaping @Sendable (DescriptorStream) async -> Void,
    _ body: @Sendable (Listener, LoopGroup) async throws -> Void
) async throws {
    try await LoopGroup.run(count: 2) { group in
        let listener = try Listener.bind(to: address, options: options)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await listener.serve(on: group, handler) }
            do { try await body(listener, group) } catch {
                tasks.cancelAll()
                throw error
            }
            listener.stopAccepting()
            try await tasks.waitForAll()
        }
    }
}

/// An event that happens once and that any number of tasks can await.
final class WaitFlag: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    func raise() { continuation.finish() }

    func wait() async { for await _ in stream {} }
}
