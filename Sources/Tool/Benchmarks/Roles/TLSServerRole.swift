import Crypto
import Reactor

/// A server on one loop that answers `GET /bulk` with so many bytes as its argument says, and all else with a few.
struct TLSServerRole: BenchmarkRole {
    let name = "tls-server"

    func run(_ arguments: [String]) async throws {
        guard let count = arguments.first.flatMap({ Int($0) }) else {
            throw BenchmarkError("expected how many bytes to send, saw \(arguments)")
        }
        let identity = try CertificateTemplate(commonName: "benchmark", hosts: ["localhost"]).selfSigned()
        let context = try TLSContext(.server(identity))
        try await LoopGroup.run(count: 1) { group in
            let listener = try Listener.bind(to: .loopback(port: 0))
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    await listener.serve(on: group) { try? await answer($0, context, bulkCount: count) }
                }
                Standard.printLine("\(listener.address.port ?? 0)")
                try await Standard.waitForEndOfInput()
                tasks.cancelAll()
            }
        }
    }
}

private func answer(_ transport: DescriptorStream, _ context: TLSContext, bulkCount: Int) async throws {
    let stream = try await TLSStream.accept(over: transport, context)
    defer { stream.close() }
    var request = InputBuffer()
    while request.count < 4 || request.bytes(request.count - 4..<request.count) != Array("\r\n\r\n".utf8) {
        guard try await stream.read(into: &request) > 0 else { return }
    }
    let isBulk = request.bytes(0..<min(request.count, 9)) == Array("GET /bulk".utf8)
    let count = isBulk ? bulkCount : 2
    try await stream.write(Array("HTTP/1.1 200 OK\r\nContent-Length: \(count)\r\nConnection: close\r\n\r\n".utf8))
    let block = [UInt8](repeating: 0x2E, count: min(count, 64 * 1024))
    var left = count
    while left > 0 {
        try await stream.write(left >= block.count ? block : Array(block.prefix(left)))
        left -= min(left, block.count)
    }
    try await stream.finishWriting()
    var rest = InputBuffer()
    while try await stream.read(into: &rest) > 0 { _ = rest.takeAll() }
}
