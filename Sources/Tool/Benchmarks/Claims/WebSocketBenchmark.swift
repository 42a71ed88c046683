import Reactor
import WebSocket
import WebSocketWire

/// How many messages a second of processor time sends back, beside Python's `websockets` and with the same client.
struct WebSocketBenchmark: Benchmark {
    let name = "websocket"
    let claim = "the WebSocket server echoes more messages than Python's websockets does with its C extension"
    let goal = "2 or more times as many echoes per second of the server's processor time"

    func run(_ context: BenchmarkContext) async throws -> [BenchmarkRow] {
        let python = try await context.python(with: "websockets.asyncio.server")
        var rows: [BenchmarkRow] = []
        for load in EchoLoad.all {
            rows += try await context.withRole("websocket-echo") { server, line in
                let ours = try Self.port(line)
                guard let python else {
                    return load.table(try await rounds(context, load, [(server, ours)]))
                }
                return try await context.withPython(python, Self.peer) { peer in
                    let theirs = try Self.port(try await peer.readLine())
                    return load.table(try await rounds(context, load, [(server, ours), (peer, theirs)]))
                }
            }
        }
        return rows + [try await idle(context, python)]
    }

    /// The growth of the server's resident memory while connections are opened, used once and kept.
    private func idle(_ context: BenchmarkContext, _ python: String?) async throws -> BenchmarkRow {
        let (_, most) = DescriptorCalls.descriptorLimit()
        try DescriptorCalls.setDescriptorLimit(most)
        let count = min(context.amount(5_000, quick: 100), most - 500)
        let load = EchoLoad(connections: count, size: 64)
        let ours = try await context.withRole("websocket-echo") { server, line in
            try await load.kibibytesEach(of: server, Self.port(line), on: context.loop)
        }
        var theirs: Double?
        if let python {
            theirs = try await context.withPython(python, Self.peer) { peer in
                try await load.kibibytesEach(of: peer, Self.port(try await peer.readLine()), on: context.loop)
            }
        }
        return BenchmarkRow(
            "\(count) idle connections",
            peer: "websockets",
            ours: Samples([ours]),
            theirs: theirs.map { Samples([$0]) },
            unit: "KiB each"
        )
    }

    private static func port(_ line: String) throws -> UInt16 {
        guard let port = UInt16(line) else { throw BenchmarkError("expected a port, saw \(line)") }
        return port
    }

    /// Measures the servers in turn, so that whatever disturbs the machine disturbs both.
    private func rounds(
        _ context: BenchmarkContext,
        _ load: EchoLoad,
        _ servers: [(PeerProcess, UInt16)]
    ) async throws -> [[EchoRun]] {
        var runs = [[EchoRun]](repeating: [], count: servers.count)
        for round in -1..<context.rounds {
            for (index, (server, port)) in servers.enumerated() {
                let run = try await load.run(against: server, port, for: context.time(.seconds(1)), on: context.loop)
                if round >= 0 { runs[index].append(run) }
            }
        }
        return runs
    }

    /// The peer: an echo server on one event loop, without compression, as ours is.
    private static let peer = """
        import asyncio, sys
        from websockets.asyncio.server import serve
        async def echo(connection):
            async for message in connection:
                await connection.send(message)
        async def main():
            async with serve(echo, "127.0.0.1", 0, compression=None, max_size=None) as server:
                print(server.sockets[0].getsockname()[1], flush=True)
                await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
        asyncio.run(main())
        """
}

/// What the client sends: on each connection one message at a time.
private struct EchoLoad {
    let connections: Int
    let size: Int

    static let all = [
        EchoLoad(connections: 1, size: 64), EchoLoad(connections: 16, size: 64), EchoLoad(connections: 16, size: 1024),
        EchoLoad(connections: 4, size: 65536),
    ]

    func run(
        against server: PeerProcess,
        _ port: UInt16,
        for time: Duration,
        on loop: EventLoop
    ) async throws -> EchoRun {
        let clients = try await open(connections, port, on: loop)
        let text = String(repeating: "x", count: size)
        let processorBefore = server.groupProcessorSeconds
        let start = MonotonicInstant.now
        let end = Deadline(start + time)
        let count = try await withThrowingTaskGroup(of: Int.self) { tasks in
            for client in clients {
                tasks.addTask(executorPreference: loop) {
                    var count = 0
                    while !end.hasPassed {
                        try await client.send(text)
                        guard try await client.next()?.bytes.count == text.utf8.count else {
                            throw BenchmarkError("expected the message back, saw another one")
                        }
                        count += 1
                    }
                    return count
                }
            }
            return try await tasks.reduce(0, +)
        }
        let seconds = (MonotonicInstant.now - start).inSeconds
        let processorSeconds = server.groupProcessorSeconds - processorBefore
        for client in clients { await client.close() }
        return EchoRun(
            perSecond: Double(count) / seconds,
            perProcessorSecond: Double(count) / max(processorSeconds, 0.01)
        )
    }

    private func open(_ count: Int, _ port: UInt16, on loop: EventLoop) async throws -> [WebSocketConnection] {
        var options = WebSocketClientOptions()
        options.deflateOffers = []
        var clients: [WebSocketConnection] = []
        for _ in 0..<count {
            let opened = try await WebSocketClient.connect(to: "ws://127.0.0.1:\(port)/", on: loop, options: options)
            clients.append(opened.connection())
        }
        return clients
    }

    func kibibytesEach(of server: PeerProcess, _ port: UInt16, on loop: EventLoop) async throws -> Double {
        let text = String(repeating: "x", count: size)
        func use(_ count: Int) async throws -> [WebSocketConnection] {
            let clients = try await open(count, port, on: loop)
            for client in clients {
                try await client.send(text)
                _ = try await client.next()
            }
            return clients
        }
        // What the first connections make the server load and set up does not count.
        for client in try await use(50) { await client.close() }
        let before = server.groupResidentBytes
        let clients = try await use(connections)
        let after = server.groupResidentBytes
        for client in clients { await client.close() }
        return Double(after - before) / Double(connections) / 1024
    }

    func table(_ runs: [[EchoRun]]) -> [BenchmarkRow] {
        [("per CPU second", \EchoRun.perProcessorSecond), ("per second", \.perSecond)].map { what, value in
            let samples = runs.map { runs in Samples(runs.map { $0[keyPath: value] }) }
            return BenchmarkRow(
                "\(connections) × \(size) bytes, \(what)",
                peer: "websockets",
                ours: samples[0],
                theirs: samples.count > 1 ? samples[1] : nil,
                unit: "echoes"
            )
        }
    }
}

/// What one measurement showed.
private struct EchoRun {
    let perSecond: Double
    let perProcessorSecond: Double
}
