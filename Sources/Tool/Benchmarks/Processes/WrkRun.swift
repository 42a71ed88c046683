import Reactor

/// One run of wrk against a server, with the processor time that the server took meanwhile.
struct WrkRun {
    let requestsPerSecond: Double
    let requestsPerProcessorSecond: Double
    /// Microseconds that half of the requests took at most.
    let median: Double
    /// Microseconds that 99 of 100 requests took at most.
    let percentile99: Double

    /// Sends requests for a while; any answer but 200, and any error of a socket, makes the run void.
    ///
    /// `script` is a file in wrk's language that says what is sent, where it is more than a plain GET.
    static func measure(
        _ wrk: String,
        port: UInt16,
        path: String = "/",
        script: String? = nil,
        connections: Int,
        for time: Duration,
        server: PeerProcess,
        on loop: EventLoop
    ) async throws -> WrkRun {
        let seconds = max(1, Int(time.inSeconds.rounded()))
        var arguments = ["-t1", "-c\(connections)", "-d\(seconds)s", "--latency"]
        if let script { arguments += ["-s", script] }
        arguments.append("http://127.0.0.1:\(port)\(path)")
        let before = server.groupProcessorSeconds
        let result = try await ChildProcess.collect(ChildCommand(wrk, arguments), on: loop)
        let processorSeconds = server.groupProcessorSeconds - before
        let text = String(decoding: result.output, as: UTF8.self)
        guard result.exit.isSuccess, let requests = number(before: " requests in", text),
            let rate = number(after: "Requests/sec:", text), !text.contains("Non-2xx"), !text.contains("Socket errors")
        else { throw BenchmarkError("expected a clean run of wrk, saw: \(text)") }
        return WrkRun(
            requestsPerSecond: rate,
            requestsPerProcessorSecond: processorSeconds > 0 ? requests / processorSeconds : .nan,
            median: microseconds("50%", text) ?? .nan,
            percentile99: microseconds("99%", text) ?? .nan
        )
    }

    /// The time in a line like `     50%   33.00us`.
    private static func microseconds(_ percentile: String, _ text: String) -> Double? {
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count == 2, parts[0] == percentile else { continue }
            for (unit, factor) in [("us", 1.0), ("ms", 1e3), ("s", 1e6)] where parts[1].hasSuffix(unit) {
                return Double(parts[1].dropLast(unit.utf8.count)).map { $0 * factor }
            }
        }
        return nil
    }

    private static func number(before mark: String, _ text: String) -> Double? {
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ")
            if line.contains(mark), let first = parts.first { return Double(first) }
        }
        return nil
    }

    private static func number(after mark: String, _ text: String) -> Double? {
        for line in text.split(separator: "\n") where line.hasPrefix(mark) {
            return line.split(separator: " ").last.flatMap { Double($0) }
        }
        return nil
    }
}
