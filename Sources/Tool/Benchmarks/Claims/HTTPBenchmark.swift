import Reactor

/// How many requests a second of processor time answers, beside nginx with the same bytes.
struct HTTPBenchmark: Benchmark {
    let name = "http"
    let claim = "the server answers nearly as many requests as nginx does with return 200"
    let goal = "0.7 or more of nginx's requests per second of the server's processor time"

    func run(_ context: BenchmarkContext) async throws -> [BenchmarkRow] {
        guard let wrk = context.installed("wrk", hint: "apt-get install wrk") else { return [] }
        let nginx = context.installed("nginx", hint: "apt-get install nginx-light")
        var rows: [BenchmarkRow] = []
        for size in [2, 110, 2048] { rows += try await compare(context, wrk, nginx, size) }
        return rows
    }

    private func compare(
        _ context: BenchmarkContext,
        _ wrk: String,
        _ nginx: String?,
        _ size: Int
    ) async throws -> [BenchmarkRow] {
        try await context.withRole("http-server", ["\(size)"]) { server, line in
            guard let port = UInt16(line) else { throw BenchmarkError("expected a port, saw \(line)") }
            guard let nginx else {
                let ours = try await rounds(context, wrk, [(server, port)])
                return table(size, ours[0], nil)
            }
            return try await NginxPeer.with(nginx, contentBytes: size, on: context.loop) { peer, peerPort in
                let both = try await rounds(context, wrk, [(server, port), (peer, peerPort)])
                return table(size, both[0], both[1])
            }
        }
    }

    /// Measures the servers in turn, so that whatever disturbs the machine disturbs all of them.
    private func rounds(
        _ context: BenchmarkContext,
        _ wrk: String,
        _ servers: [(PeerProcess, UInt16)]
    ) async throws -> [[WrkRun]] {
        var runs = [[WrkRun]](repeating: [], count: servers.count)
        for round in -1..<context.rounds {
            for (index, (server, port)) in servers.enumerated() {
                let run = try await WrkRun.measure(
                    wrk,
                    port: port,
                    connections: 64,
                    for: context.time(.seconds(2)),
                    server: server,
                    on: context.loop
                )
                if round >= 0 { runs[index].append(run) }
            }
        }
        return runs
    }

    private func table(_ size: Int, _ ours: [WrkRun], _ theirs: [WrkRun]?) -> [BenchmarkRow] {
        [("per CPU second", \WrkRun.requestsPerProcessorSecond), ("per second", \.requestsPerSecond)].map {
            what,
            value in
            BenchmarkRow(
                "\(size) bytes, \(what)",
                peer: "nginx",
                ours: Samples(ours.map { $0[keyPath: value] }),
                theirs: theirs.map { Samples($0.map { $0[keyPath: value] }) },
                unit: "requests"
            )
        }
    }
}
