import Crypto
import Reactor
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct TLSStreamTests {
    @Test func `what one end writes the other reads, over loopback`() async throws {
        let context = try TLSContext(Certified.serverConfiguration())
        try await LoopGroup.run(count: 2) { group in
            let listener = try Listener.bind(to: .loopback(port: 0))
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await listener.serve(on: group) { await echo($0, context) } }
                let client = try TLSContext(Certified.clientConfiguration())
                for number in 0..<20 {
                    let loop = group.loops[number % 2]
                    try await loop.run { () async throws in
                        let transport = try await Connector.connect(to: listener.address, on: loop)
                        let stream = try await TLSStream.connect(over: transport, client, serverName: "localhost")
                        #expect(stream.session?.version == .tls13)
                        #expect(stream.peerAddress == listener.address)
                        try await stream.write(Array("hello \(number)".utf8))
                        try await stream.finishWriting()
                        #expect(try await readAll(stream) == Array("hello \(number)".utf8))
                        stream.close()
                        stream.close()
                    }
                }
                listener.stopAccepting()
                try await tasks.waitForAll()
            }
        }
    }

    @Test func `ten megabytes cross in both directions at once, within bounds`() async throws {
        let limits = WriteLimits(highWater: 32 * 1024, most: 1024 * 1024)
        try await withPair(limits: limits) { left, right in
            var random = SeededRandom(seed: 3)
            let block = [UInt8].random(count: 1_000_000, using: &random)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for (sender, receiver) in [(left, right), (right, left)] {
                    tasks.addTask {
                        for _ in 0..<10 { try await sender.write(block) }
                        try await sender.finishWriting()
                    }
                    tasks.addTask {
                        var buffer = InputBuffer()
                        var blocks = 0
                        while try await receiver.read(into: &buffer) > 0 {
                            let queued = (sender.transport as? DescriptorStream)?.queuedBytes ?? .max
                            #expect(queued < 400_000)
                            guard buffer.count >= block.count else { continue }
                            #expect(buffer.bytes(0..<block.count) == block)
                            buffer.consume(block.count)
                            blocks += 1
                        }
                        #expect(blocks == 10 && buffer.isEmpty)
                    }
                }
                try await tasks.waitForAll()
            }
        }
    }

    @Test func `writers of one stream never interleave`() async throws {
        try await withPair(limits: WriteLimits(highWater: 1000, most: 2000)) { left, right in
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for letter in UInt8(97)...100 {
                    tasks.addTask {
                        for _ in 0..<4 { try await left.write(Array(repeating: letter, count: 300_000)) }
                    }
                    tasks.addTask { for _ in 0..<4 { try await left.write(Array(repeating: letter, count: 300_000)) } }
                }
                tasks.addTask {
                    var buffer = InputBuffer()
                    for _ in 0..<32 {
                        while buffer.count < 300_000 { _ = try await right.read(into: &buffer) }
                        let bytes = buffer.bytes(0..<300_000)
                        #expect(bytes.allSatisfy { $0 == bytes[0] })
                        buffer.consume(300_000)
                    }
                }
                try await tasks.waitForAll()
            }
        }
    }

    @Test func `a connection that is cut is no end of the stream`() async throws {
        try await withPair { left, right in
            try await left.write([1, 2, 3])
            try await left.transport.finishWriting()
            var buffer = InputBuffer()
            #expect(try await right.read(into: &buffer) == 3)
            for _ in 0..<2 {
                let error = await #expect(throws: ReactorError.self) { _ = try await right.read(into: &buffer) }
                #expect(error?.code == .security)
                #expect(error?.description.contains("what was received may be cut short") == true)
            }
            #expect(right.failure?.code == .truncated)
        }
    }

    @Test func `closing says goodbye, a reset does not`() async throws {
        try await withPair { left, right in
            left.close()
            var buffer = InputBuffer()
            let count = try await right.read(into: &buffer)
            #expect(count == 0 && right.failure == nil)
            await expect(.closed) {
                var buffer = InputBuffer()
                _ = try await left.read(into: &buffer)
            }
            await expect(.closed) { try await left.write([1]) }
            #expect(!left.tryWrite([1]))
        }
        try await withPair { left, right in
            left.reset()
            var buffer = InputBuffer()
            await #expect(throws: ReactorError.self) { _ = try await right.read(into: &buffer) }
        }
    }

    @Test func `one direction ends while the other goes on`() async throws {
        try await withPair { left, right in
            try await left.finishWriting()
            let nothing = try await readAll(right)
            #expect(nothing.isEmpty)
            try await right.write(Array("still here".utf8))
            #expect(right.tryWrite([33]))
            try await right.flush()
            try await right.finishWriting()
            #expect(try await readAll(left) == Array("still here!".utf8))
            #expect(!left.tryWrite([1]))
            await expect(.closed) { try await left.write([1]) }
            await expect(.closed) { try await left.write([UInt8](repeating: 1, count: 300_000)) }
        }
    }

    @Test func `queueing without waiting is refused when there is no room, and harms nothing`() async throws {
        try await withPair(limits: WriteLimits(highWater: 10_000, most: 50_000)) { left, right in
            var accepted = 0
            while left.tryWrite([UInt8](repeating: 7, count: 10_000)) { accepted += 10_000 }
            #expect(accepted >= 40_000)
            #expect(!left.tryWrite([UInt8](repeating: 7, count: 60_000)))
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                let total = accepted
                tasks.addTask { try await left.finishWriting() }
                tasks.addTask {
                    let arrived = try await readAll(right)
                    #expect(arrived.count == total)
                }
                try await tasks.waitForAll()
            }
        }
    }

    @Test func `deadlines and cancellation end handshakes and reads`() async throws {
        let context = try TLSContext(Certified.serverConfiguration())
        try await LoopGroup.runOne { loop in
            let (near, far) = try DescriptorStream.pair(on: loop)
            let error = await #expect(throws: TLSError.self) {
                _ = try await TLSStream.accept(over: near, context, until: .after(.milliseconds(20)))
            }
            #expect(error?.code == .transport && error?.transport?.code == .timedOut)
            var buffer = InputBuffer()
            #expect(try await far.read(into: &buffer) == 0, "the stream below is closed")
            far.close()
        }
        try await withPair { left, _ in
            var buffer = InputBuffer()
            await expect(.timedOut) { _ = try await left.read(into: &buffer, until: .after(.milliseconds(10))) }
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    var buffer = InputBuffer()
                    await expect(.cancelled) { _ = try await left.read(into: &buffer) }
                }
                tasks.cancelAll()
            }
        }
    }

    @Test func `both sides of a refused handshake hear why`() async throws {
        let server = try TLSContext(.server(Certified.stranger.get()))
        let client = try TLSContext(Certified.clientConfiguration())
        try await LoopGroup.runOne { loop in
            let (near, far) = try DescriptorStream.pair(on: loop)
            await withTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    let error = await #expect(throws: TLSError.self) {
                        _ = try await TLSStream.connect(over: near, client, serverName: "localhost")
                    }
                    #expect(error?.code == .certificateRejected)
                }
                tasks.addTask {
                    let error = await #expect(throws: TLSError.self) {
                        _ = try await TLSStream.accept(over: far, server)
                    }
                    #expect(error?.code == .peerRefused && error?.alert == 48)
                }
            }
        }
    }

    @Test func `bytes that were changed on the way fail the stream`() async throws {
        try await withPair { left, right in
            try await left.transport.write([23, 3, 3, 0, 20] + [UInt8](repeating: 9, count: 20))
            var buffer = InputBuffer()
            let error = await #expect(throws: ReactorError.self) { _ = try await right.read(into: &buffer) }
            #expect(error?.code == .security && right.failure?.code == .failed)
            await expect(.security) { try await right.write([1]) }
            // The other side hears of it by an alert.
            await #expect(throws: ReactorError.self) { _ = try await left.read(into: &buffer) }
            #expect(left.failure?.alert == 20)
        }
    }
}

/// Runs `body` on a loop with two ends of one secure channel, and closes them.
private func withPair(
    limits: WriteLimits = WriteLimits(),
    _ body: @escaping @Sendable (TLSStream, TLSStream) async throws -> Void
) async throws {
    let server = try TLSContext(Certified.serverConfiguration())
    let client = try TLSContext(Certified.clientConfiguration())
    try await LoopGroup.runOne { loop in
        let (near, far) = try DescriptorStream.pair(on: loop, limits: limits)
        let streams = try await withThrowingTaskGroup(of: TLSStream.self) { tasks in
            tasks.addTask { try await TLSStream.connect(over: near, client, serverName: "localhost") }
            tasks.addTask { try await TLSStream.accept(over: far, server) }
            var streams: [TLSStream] = []
            for try await stream in tasks { streams.append(stream) }
            return streams
        }
        let left = streams.first { $0.transport === near } ?? streams[0]
        let right = streams.first { $0.transport === far } ?? streams[1]
        defer {
            left.close()
            right.close()
        }
        try await body(left, right)
    }
}

private func echo(_ transport: DescriptorStream, _ context: TLSContext) async {
    do {
        let stream = try await TLSStream.accept(over: transport, context)
        var buffer = InputBuffer()
        while try await stream.read(into: &buffer) > 0 { try await stream.write(buffer.takeAll()) }
        try await stream.finishWriting()
        stream.close()
    } catch { Issue.record("\(error)") }
}

private func readAll(_ stream: TLSStream) async throws -> [UInt8] {
    var buffer = InputBuffer()
    while try await stream.read(into: &buffer) > 0 {}
    return buffer.takeAll()
}

private func expect(_ code: ReactorError.Code, _ body: () async throws -> Void) async {
    let error = await #expect(throws: ReactorError.self) { try await body() }
    #expect(error?.code == code)
}
