import HTTP
import HTTPWire
import Reactor

/// What a connection costs that has asked once and may ask again.
struct IdleConnectionsBenchmark: Benchmark {
    let name = "idle-connections"
    let claim = "ten thousand idle connections cost little memory"
    let goal = "8 KiB or less for each, beyond what the kernel holds"

    func run(_ context: BenchmarkContext) async throws -> [BenchmarkRow] {
        let (_, most) = DescriptorCalls.descriptorLimit()
        try DescriptorCalls.setDescriptorLimit(most)
        let count = min(context.amount(10_000, quick: 200), most - 500)
        var ours: [Double] = []
        for _ in 0..<min(context.rounds, 3) {
            ours.append(
                try await context.withRole("http-server", ["110"]) { server, line in
                    guard let port = UInt16(line) else { throw BenchmarkError("expected a port, saw \(line)") }
                    return try await kibibytesEach(count, server, port, context)
                }
            )
        }
        var theirs: [Double]?
        if let nginx = context.installed("nginx", hint: "apt-get install nginx-light") {
            theirs = [
                try await NginxPeer.with(nginx, contentBytes: 110, on: context.loop) { server, port in
                    try await kibibytesEach(count, server, port, context)
                }
            ]
        }
        return [
            BenchmarkRow(
                "\(count) idle connections",
                peer: "nginx",
                ours: Samples(ours),
                theirs: theirs.map(Samples.init),
                unit: "KiB each"
            )
        ]
    }

    /// The growth of the server's resident memory while connections are opened, used once and kept.
    private func kibibytesEach(
        _ count: Int,
        _ server: PeerProcess,
        _ port: UInt16,
        _ context: BenchmarkContext
    ) async throws -> Double {
        // What the first connections make the server load and set up does not count.
        for stream in try await open(50, port, context) { stream.close() }
        let before = server.groupResidentBytes
        let streams = try await open(count, port, context)
        let after = server.groupResidentBytes
        for stream in streams { stream.close() }
        return Double(after - before) / Double(count) / 1024
    }

    private func open(_ count: Int, _ port: UInt16, _ context: BenchmarkContext) async throws -> [DescriptorStream] {
        let request = Array("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".utf8)
        return try await context.openStreams(count, to: port, expecting: "200 OK") { request }
    }
}
