/// Every benchmark and every role, in the order in which `--list` shows them.
///
/// `ArchitectureTests` checks that each file of `Claims/` and `Roles/` stands here.
enum Registry {
    static let benchmarks: [any Benchmark] = [
        StartupBenchmark(),
        JSONBenchmark(),
        HistogramBenchmark(),
        LoopBenchmark(),
        TLSBenchmark(),
        HTTPBenchmark(),
        IdleConnectionsBenchmark(),
        WebSocketBenchmark(),
        EchoBenchmark(),
        EchoWireBenchmark(),
        EchoMemoryBenchmark(),
    ]

    static let roles: [any BenchmarkRole] = [
        TLSServerRole(),
        HTTPServerRole(),
        WebSocketEchoRole(),
        AutobahnClientRole(),
        MCPServerRole(),
    ]

    static func benchmark(_ name: String) -> (any Benchmark)? { benchmarks.first { $0.name == name } }

    static func role(_ name: String) -> (any BenchmarkRole)? { roles.first { $0.name == name } }

    /// Names that occur twice.
    static var duplicateNames: [String] {
        var seen: Set<String> = []
        return (benchmarks.map(\.name) + roles.map { "role \($0.name)" }).filter { !seen.insert($0).inserted }
    }
}
