import Glibc
import Testing

@testable import Reactor

@Suite(.timeLimit(.minutes(1))) struct ExhaustionTests {
    @Test func `without descriptors accepting pauses instead of spinning, and goes on when one is free`() async {
        // In a process of its own: the limit would hit every other test.
        await #expect(processExitsWith: .success) {
            try await LoopGroup.run(count: 1) { group in
                let loop = group.loops[0]
                let listener = try Listener.bind(to: .loopback(port: 0))
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    tasks.addTask { await listener.serve(on: group, greet) }
                    try await loop.run { () async throws in try await exhaust(loop, listener.address) }
                    listener.stopAccepting()
                    try await tasks.waitForAll()
                }
            }
        }
    }
}

/// Sends one byte and waits for the end.
private func greet(_ stream: DescriptorStream) async {
    var buffer = InputBuffer()
    try? await stream.write([1])
    while let count = try? await stream.read(into: &buffer), count > 0 { buffer.consume(count) }
}

private func exhaust(_ loop: EventLoop, _ address: SocketAddress) async throws {
    try DescriptorCalls.setDescriptorLimit(DescriptorCalls.openDescriptors().count + 12)
    var clients: [DescriptorStream] = []
    while let client = try? await Connector.connect(to: address, on: loop) { clients.append(client) }
    // Each client that was accepted holds two descriptors, so some wait in the kernel's queue.
    let before = processorTime()
    await loop.sleep(until: .after(.milliseconds(300)))
    precondition(processorTime() - before < 0.1, "accepting spins while there are no descriptors")

    let last = clients.removeLast()
    var buffer = InputBuffer()
    for client in clients.prefix(clients.count - 2) { client.close() }
    let count = try await last.read(into: &buffer, until: .after(.seconds(5)))
    precondition(count == 1, "the waiting connection was not served")
    for client in clients { client.close() }
    last.close()
}

private func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
