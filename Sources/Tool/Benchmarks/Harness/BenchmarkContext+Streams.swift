import Reactor

extension BenchmarkContext {
    /// Opens connections one after the other, sends a request on each, and waits for the beginning of its answer, which
    /// must hold `expected`.
    func openStreams(
        _ count: Int,
        to port: UInt16,
        expecting expected: String,
        _ request: () -> [UInt8]
    ) async throws -> [DescriptorStream] {
        var streams: [DescriptorStream] = []
        var buffer = InputBuffer()
        for _ in 0..<count {
            let deadline = Deadline.after(.seconds(20))
            let stream = try await Connector.connect(to: .loopback(port: port), on: loop, until: deadline)
            streams.append(stream)
            try await stream.write(request(), until: deadline)
            guard try await stream.read(into: &buffer, until: deadline) > 0 else {
                throw BenchmarkError("expected an answer on connection \(streams.count), saw the end")
            }
            let text = String(decoding: buffer.takeAll(), as: UTF8.self)
            guard text.contains(expected) else { throw BenchmarkError("expected \(expected), saw \(text)") }
        }
        return streams
    }
}
