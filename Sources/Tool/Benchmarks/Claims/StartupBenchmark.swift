import Reactor

/// How long a user waits for the smallest answer of the program.
struct StartupBenchmark: Benchmark {
    let name = "startup"
    let claim = "comport starts at once"
    let goal = "10 ms or less for comport --version"

    func run(_ context: BenchmarkContext) async throws -> [BenchmarkRow] {
        let comport = try besideThisProgram("comport")
        let runs = context.amount(40, quick: 2)
        let ours = Contender { try medianMilliseconds(comport, ["--version"], runs) }
        var contenders = [ours]
        var peers: [String] = []
        if let python = try await context.python(with: "sys") {
            contenders.append(Contender { try medianMilliseconds(python, ["-I", "-c", "pass"], runs) })
            peers.append("python3")
        }
        if let nothing = context.installed("true", hint: "apt-get install coreutils") {
            contenders.append(Contender { try medianMilliseconds(nothing, [], runs) })
            peers.append("true")
        }
        let samples = try await context.interleave(contenders)
        guard !peers.isEmpty else { return [BenchmarkRow("comport --version", ours: samples[0], unit: "ms")] }
        return zip(peers, samples.dropFirst()).map { peer, theirs in
            BenchmarkRow("comport --version", peer: peer, ours: samples[0], theirs: theirs, unit: "ms")
        }
    }

    private func medianMilliseconds(_ path: String, _ arguments: [String], _ runs: Int) throws -> Double {
        Samples(try (0..<runs).map { _ in try secondsToRun(path, arguments) * 1000 }).median
    }

    /// SwiftPM puts all executables into one folder.
    private func besideThisProgram(_ program: String) throws -> String {
        guard let own = ProcessEnvironment.executablePath, let slash = own.lastIndex(of: "/") else {
            throw BenchmarkError("/proc/self/exe cannot be read, so \(program) cannot be found")
        }
        let path = String(own[...slash]) + program
        guard FileText.read(path) != nil else {
            throw BenchmarkError("expected \(path); build it first: swift build -c release --product \(program)")
        }
        return path
    }
}
