import Crypto
import Reactor
import Storage

/// What a secure channel costs its server, beside a server in C over the same library.
struct TLSBenchmark: Benchmark {
    let name = "tls"
    let claim = "TLS over the event loop costs little more than OpenSSL itself"
    let goal = "0.7 of nginx's handshakes and bytes for each second of the server's processor time"

    func run(_ context: BenchmarkContext) async throws -> [BenchmarkRow] {
        let client = try TLSContext(.clientWithoutVerification())
        let bulkCount = context.amount(256 << 20, quick: 1 << 20)
        let handshakes = context.amount(1_000, quick: 3)
        return try await context.withRole("tls-server", ["\(bulkCount)"]) { ours, line in
            guard let port = UInt16(line) else { throw BenchmarkError("expected a port, saw '\(line)'") }
            let own = Server(process: ours, port: port, client: client, loop: context.loop)
            return try await SecureNginx.with(context, bulkCount: bulkCount) { process, port in
                let nginx = process.map { Server(process: $0, port: port, client: client, loop: context.loop) }
                return [
                    try await context.compare(
                        "full handshakes per processor second of the server",
                        unit: "1/s",
                        peer: "nginx",
                        ours: { try await own.handshakes(handshakes) },
                        theirs: nginx.map { server in { try await server.handshakes(handshakes) } }
                    ),
                    try await context.compare(
                        "bytes sent per processor second of the server",
                        unit: "MB/s",
                        peer: "nginx",
                        ours: { try await own.bulk(bulkCount) },
                        theirs: nginx.map { server in { try await server.bulk(bulkCount) } }
                    ),
                ]
            }
        }
    }
}

/// A server that is measured, and the client that asks it.
private struct Server {
    let process: PeerProcess
    let port: UInt16
    let client: TLSContext
    let loop: EventLoop

    /// Connects, asks for little and disconnects, again and again.
    func handshakes(_ count: Int) async throws -> Double {
        let before = process.groupProcessorSeconds
        for _ in 0..<count { _ = try await fetch("/") }
        return Double(count) / max(0.01, process.groupProcessorSeconds - before)
    }

    /// Asks once for much.
    func bulk(_ expected: Int) async throws -> Double {
        let before = process.groupProcessorSeconds
        let received = try await fetch("/bulk")
        guard received >= expected else { throw BenchmarkError("expected \(expected) bytes, saw \(received)") }
        return Double(received) / 1e6 / max(0.01, process.groupProcessorSeconds - before)
    }

    /// How many bytes an answer has, with its head.
    private func fetch(_ path: String) async throws -> Int {
        let transport = try await Connector.connect(to: .loopback(port: port), on: loop)
        let stream = try await TLSStream.connect(over: transport, client, serverName: "localhost")
        defer { stream.close() }
        try await stream.write(Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8))
        var buffer = InputBuffer()
        var received = 0
        while case let count = try await stream.read(into: &buffer), count > 0 {
            received += count
            buffer.consume(buffer.count)
        }
        return received
    }
}
