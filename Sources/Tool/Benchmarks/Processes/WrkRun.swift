import Reactor

/// One run of wrk against a server, with the processor time that the server took meanwhile.
struct WrkRun {
    let requestsPerSecond: Double
    let requestsPerProcessorSecond: Double

    /// Sends requests for a while; any answer but 200, and any error of a socket, makes the run void.
    static func measure(
        _ wrk: String,
        port: UInt16,
        connections: Int,
        for time: Duration,
        server: PeerProcess,
        on loop: EventLoop
    ) async throws -> WrkRun {
        let seconds = max(1, Int(time.inSeconds.rounded()))
        let arguments = ["-t1", "-c\(connections)", "-d\(seconds)s", "http://127.0.0.1:\(port)/"]
        let before = server.groupProcessorSeconds
        let result = try await ChildProcess.collect(ChildCommand(wrk, arguments), on: loop)
        let processorSeconds = server.groupProcessorSeconds - before
        let text = String(decoding: result.output, as: UTF8.self)
        guard result.exit.isSuccess, let requests = number(before: " requests in", text),
            let rate = number(after: "Requests/sec:", text), !text.contains("Non-2xx"), !text.contains("Socket errors")
        else { throw BenchmarkError("expected a clean run of wrk, saw: \(text)") }
        return WrkRun(
            requestsPerSecond: rate,
            requestsPerProcessorSecond: processorSeconds > 0 ? requests / processorSeconds : .nan
        )
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
