import Synchronization
import TestKit
import Testing

@testable import Reactor

@Suite(.timeLimit(.minutes(1))) struct DescriptorStreamTests {
    @Test func `what one end writes the other reads`() async throws {
        try await withPair { left, right in
            try await left.write(Array("hello".utf8))
            var buffer = InputBuffer()
            #expect(try await right.read(into: &buffer) == 5)
            #expect(buffer.takeAll() == Array("hello".utf8))
        }
    }

    @Test func `calls an action once when the peer closes, and at once when it has closed before`() async throws {
        try await withPair { left, right in
            let heard = WaitPoint()
            left.whenDisconnected { heard.wakeAll() }
            right.close()
            #expect(await heard.wait(on: left.loop, until: .after(.seconds(10))) == .ready)
            let later = Mutex(0)
            left.whenDisconnected { later.withLock { $0 += 1 } }
            #expect(later.withLock { $0 } == 1)
        }
    }

    @Test func `ten megabytes cross unharmed under back-pressure`() async throws {
        try await withPair { left, right in
            var random = SeededRandom(seed: 7)
            let block = (0..<100_000).map { _ in UInt8.random(in: 0...255, using: &random) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for _ in 0..<100 { try await left.write(block) }
                    try await left.finishWriting()
                }
                group.addTask {
                    var buffer = InputBuffer()
                    var total = 0
                    while try await right.read(into: &buffer) > 0 {
                        while buffer.count >= block.count {
                            #expect(buffer.bytes(0..<block.count) == block)
                            buffer.consume(block.count)
                            total += block.count
                        }
                    }
                    #expect(total == 10_000_000)
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `writers of one stream never interleave`() async throws {
        try await withPair { left, right in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for letter in UInt8(97)...100 {
                    group.addTask {
                        for _ in 0..<50 { try await left.write(Array(repeating: letter, count: 10_000)) }
                    }
                }
                group.addTask {
                    var buffer = InputBuffer()
                    var left = 4 * 50
                    while left > 0 {
                        _ = try await right.read(into: &buffer)
                        while buffer.count >= 10_000 {
                            #expect(Set(buffer.bytes(0..<10_000)).count == 1)
                            buffer.consume(10_000)
                            left -= 1
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `a writer waits while its peer does not read, and gives up at the deadline`() async throws {
        try await withPair { left, _ in
            let block = [UInt8](repeating: 1, count: 1_000_000)
            await expect(.timedOut) {
                while true { try await left.write(block, until: .after(.milliseconds(5))) }
            }
            #expect(left.queuedBytes < 3_000_000)
        }
    }

    @Test func `writing without waiting is refused beyond the bound`() async throws {
        try await withPair(WriteLimits(highWater: 1_000, most: 500_000)) { left, _ in
            let block = [UInt8](repeating: 1, count: 100_000)
            var accepted = 0
            while left.tryWrite(block) { accepted += 1 }
            #expect(left.queuedBytes <= 500_000)
            #expect(accepted > 4)
        }
    }

    @Test func `the end of the stream reads as zero, also again`() async throws {
        try await withPair { left, right in
            try await left.finishWriting()
            var buffer = InputBuffer()
            #expect(try await right.read(into: &buffer) == 0)
            #expect(try await right.read(into: &buffer) == 0)
            try await right.write([1])
            #expect(try await left.read(into: &buffer) == 1)
        }
    }

    @Test func `writing after the end was sent is refused, not fatal`() async throws {
        try await withPair { left, right in
            try await left.finishWriting()
            await expect(.closed) { try await left.write([1]) }
            #expect(!left.tryWrite([1]))
            var buffer = InputBuffer()
            #expect(try await right.read(into: &buffer) == 0)
        }
    }

    @Test func `bytes that came before the end are read first`() async throws {
        try await withPair { left, right in
            try await left.write([1, 2, 3])
            left.close()
            var buffer = InputBuffer()
            #expect(try await right.read(into: &buffer) == 3)
            #expect(try await right.read(into: &buffer) == 0)
        }
    }

    @Test func `a read gives up at its deadline and the stream lives on`() async throws {
        try await withPair { left, right in
            await expect(.timedOut) {
                var buffer = InputBuffer()
                _ = try await right.read(into: &buffer, until: .after(.milliseconds(2)))
            }
            try await left.write([9])
            var buffer = InputBuffer()
            #expect(try await right.read(into: &buffer) == 1)
        }
    }

    @Test func `closing wakes the reader`() async throws {
        try await withPair { left, _ in
            await withTaskGroup { group in
                group.addTask {
                    await expect(.closed) {
                        var buffer = InputBuffer()
                        _ = try await left.read(into: &buffer)
                    }
                }
                await Task.yield()
                left.close()
            }
        }
    }

    @Test func `a cancelled task stops reading`() async throws {
        try await withPair { left, _ in
            await withTaskGroup { group in
                group.addTask {
                    await expect(.cancelled) {
                        var buffer = InputBuffer()
                        _ = try await left.read(into: &buffer)
                    }
                }
                await Task.yield()
                group.cancelAll()
            }
        }
    }

    @Test func `writing to a closed peer reports it instead of killing the program`() async throws {
        try await withPair { left, right in
            right.close()
            await expect(.disconnected) { while true { try await left.write([1]) } }
        }
    }

    @Test func `a watcher hears that the peer went away`() async throws {
        try await withPair { left, right in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await left.waitForDisconnect() }
                await Task.yield()
                right.close()
                try await group.waitForAll()
            }
        }
    }

    @Test func `a pipe carries bytes one way and reports its end`() async throws {
        try await LoopGroup.runOne { loop in
            let ends = try DescriptorCalls.pipe(nonBlocking: true).release()
            let reader = try DescriptorStream(Descriptor(owning: ends.reading), kind: .pipe, on: loop)
            let writer = try DescriptorStream(Descriptor(owning: ends.writing), kind: .pipe, on: loop)
            try await writer.write([4, 5])
            try await writer.finishWriting()
            var buffer = InputBuffer()
            #expect(try await reader.read(into: &buffer) == 2)
            #expect(try await reader.read(into: &buffer) == 0)
            reader.close()
        }
    }

    @Test func `an empty buffer gives its memory back while the stream waits`() async throws {
        try await withPair { left, right in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    var buffer = InputBuffer()
                    _ = try await right.read(into: &buffer)
                    buffer.consume(buffer.count)
                    #expect(buffer.hasStorage)
                    await expect(.timedOut) { _ = try await right.read(into: &buffer, until: .after(.milliseconds(1))) }
                    #expect(!buffer.hasStorage)
                }
                try await left.write([1])
                try await group.waitForAll()
            }
        }
    }
}

private func withPair(
    _ limits: WriteLimits = WriteLimits(),
    _ body: @Sendable (DescriptorStream, DescriptorStream) async throws -> Void
) async throws {
    try await LoopGroup.runOne { loop in
        let (left, right) = try DescriptorStream.pair(on: loop, limits: limits)
        try await body(left, right)
        left.close()
        right.close()
    }
}
