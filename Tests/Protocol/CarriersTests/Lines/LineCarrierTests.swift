import Carriers
import Reactor
import TestKit
import Testing

@Suite struct LineCarrierTests {
    /// Runs `body` with a carrier and the far end of its socket.
    private func withCarrier(
        _ options: CarrierOptions = CarrierOptions(),
        skipsJunk: Bool = false,
        limits: WriteLimits = WriteLimits(),
        _ body: @escaping @Sendable (LineCarrier, DescriptorStream) async throws -> Void
    ) async throws {
        try await LoopGroup.runOne { loop async throws in
            let (near, far) = try DescriptorStream.pair(on: loop, limits: limits)
            let carrier = LineCarrier(input: near, output: near, options: options, skipsJunk: skipsJunk)
            try await body(carrier, far)
            far.close()
            await carrier.close()
        }
    }

    /// All that comes until the stream ends.
    private func drain(_ stream: DescriptorStream) async throws -> String {
        var buffer = InputBuffer()
        while try await stream.read(into: &buffer, until: .after(.seconds(10))) > 0 {}
        return String(decoding: buffer.takeAll(), as: UTF8.self)
    }

    @Test func `carries lines however they are cut`() async throws {
        for seed in UInt64(1)...20 {
            try await withCarrier { carrier, far async throws in
                var random = SeededRandom(seed: seed)
                let messages = (0..<30).map { number in
                    "{\"id\":\(number),\"text\":\"" + String(repeating: "é", count: Int(random.next() % 50)) + "\"}"
                }
                let wire = messages.map { $0 + (random.next() % 2 == 0 ? "\n" : "\r\n\n \r\n") }.joined()
                for piece in Array(wire.utf8).randomPieces(using: &random) { try await far.write(piece) }
                try await far.finishWriting()
                for message in messages {
                    #expect(try await carrier.receive() == Array(message.utf8), "seed \(seed)")
                }
                #expect(try await carrier.receive() == nil)
                #expect(!carrier.endedWithoutLineFeed)
            }
        }
    }

    @Test func `delivers a last line that has no end, and marks it`() async throws {
        let log = WireLog()
        try await withCarrier(CarrierOptions(observer: log)) { carrier, far async throws in
            try await far.write(Array("{\"a\":1}\n{\"b\":2}".utf8))
            try await far.finishWriting()
            #expect(try await carrier.receiveLine()?.isTerminated == true)
            let last = try await carrier.receiveLine()
            #expect(last == WireLine(Array("{\"b\":2}".utf8), isTerminated: false))
            #expect(carrier.endedWithoutLineFeed)
            #expect(try await carrier.receiveLine() == nil)
        }
        #expect(log.brokenRules == ["line-end"])
        #expect(log.messages(.received) == ["{\"a\":1}", "{\"b\":2}"])
    }

    @Test func `passes over banners and logs where servers print them, and keeps the first`() async throws {
        try await withCarrier(skipsJunk: true) { carrier, far async throws in
            try await far.write(Array("Server running!\n\u{1B}[32mINFO\u{1B}[0m\n\n[]\n{}\n".utf8))
            #expect(try await carrier.receive() == Array("[]".utf8))
            #expect(try await carrier.receive() == Array("{}".utf8))
            #expect(carrier.junk.count == 2)
            #expect(carrier.junk.first.first == Array("Server running!".utf8))
        }
        try await withCarrier { carrier, far async throws in
            try await far.write(Array("what?\n\r\n".utf8) + [0xFF, 0xFE, 0x0A])
            #expect(try await carrier.receive() == Array("what?".utf8))
            #expect(try await carrier.receive() == [0xFF, 0xFE])
        }
    }

    @Test func `loses no byte of whatever comes`() async throws {
        for seed in UInt64(1)...30 {
            try await withCarrier { carrier, far in
                var random = SeededRandom(seed: seed)
                var wire = [UInt8].random(count: 3000, using: &random)
                for position in wire.indices where random.next() % 40 == 0 { wire[position] = 0x0A }
                for piece in wire.randomPieces(using: &random) { try await far.write(piece) }
                try await far.finishWriting()
                var seen: [UInt8] = []
                while let line = try await carrier.receiveLine() {
                    seen += line.bytes + (line.hasCarriageReturn ? [0x0D] : []) + (line.isTerminated ? [0x0A] : [])
                }
                #expect(seen == wire, "seed \(seed)")
            }
        }
    }

    @Test func `survives a giant line`() async throws {
        var options = CarrierOptions()
        options.maximumMessageBytes = 1000
        try await withCarrier(options) { [options] carrier, far async throws in
            let wire = [UInt8](repeating: UInt8(ascii: "["), count: 300_000) + Array("\n{\"next\":1}\n".utf8)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask(executorPreference: carrier.loop) { try await far.write(wire) }
                let error = await #expect(throws: CarrierError.self) { _ = try await carrier.receive() }
                #expect(error?.code == .limitReached)
                #expect(error?.detail == "expected at most \(options.maximumMessageBytes) bytes, saw 300000")
                #expect(try await carrier.receive() == Array("{\"next\":1}".utf8))
                try await group.waitForAll()
            }
        }
    }

    @Test func `makes one line of a message with line ends between its tokens`() async throws {
        try await withCarrier { carrier, far async throws in
            try await carrier.send(Array("{\r\n  \"a\\\"\": \"x\\n\"\n}".utf8))
            #expect(carrier.post(Array("{\n}".utf8)))
            let error = await #expect(throws: CarrierError.self) {
                try await carrier.send(Array("{\"a\":\"x\ny\"}".utf8))
            }
            #expect(error?.code == .misuse)
            #expect(!carrier.post(Array("\"\n\"".utf8)))
            try await carrier.finishSending()
            #expect(try await self.drain(far) == "{    \"a\\\"\": \"x\\n\" }\n{ }\n")
        }
    }

    @Test func `sends exact bytes, in pieces, with pauses, half a close and a reset`() async throws {
        let log = WireLog()
        try await withCarrier(CarrierOptions(observer: log)) { carrier, far async throws in
            try await carrier.sendRaw(
                [.bytes([0xFF]), .pieces(Array("{}\n{".utf8), of: 1), .pause(.milliseconds(1)), .finish],
                until: .after(.seconds(5))
            )
            var buffer = InputBuffer()
            while try await far.read(into: &buffer) > 0 {}
            #expect(buffer.takeAll() == [0xFF] + Array("{}\n{".utf8))
            try await far.write(Array("{\"still\":\"here\"}\n".utf8))
            #expect(try await carrier.receive() != nil)
            try await carrier.sendRaw([.reset])
            #expect(await #expect(throws: CarrierError.self) { try await carrier.send([]) }?.code == .closed)
        }
        #expect(log.bytes(.sent) == [0xFF] + Array("{}\n{".utf8))
    }

    @Test func `a peer that never reads stops the sender, and posts are refused in time`() async throws {
        var options = CarrierOptions()
        options.sendTimeout = .milliseconds(50)
        try await withCarrier(options, limits: WriteLimits(highWater: 1000, most: 100_000)) { carrier, _ async throws in
            let message = [UInt8](repeating: UInt8(ascii: "1"), count: 20_000)
            var posted = 0
            while carrier.post(message), posted < 1000 { posted += 1 }
            #expect(posted < 100)
            let error = await #expect(throws: CarrierError.self) { try await carrier.send(message) }
            #expect(error?.code == .timedOut)
        }
    }

    @Test func `a deadline and cancellation leave the carrier as it was`() async throws {
        try await withCarrier { carrier, far async throws in
            try await far.write(Array("{\"half".utf8))
            let late = await #expect(throws: CarrierError.self) {
                _ = try await carrier.receive(until: .after(.milliseconds(5)))
            }
            #expect(late?.code == .timedOut)
            let waiting = Task(executorPreference: carrier.loop) { () async throws(CarrierError) in
                try await carrier.receive()
            }
            await Task.yield()
            waiting.cancel()
            let cancelled = await #expect(throws: CarrierError.self) { try await waiting.value }
            #expect(cancelled?.code == .cancelled)
            try await far.write(Array("\"}\n".utf8))
            #expect(try await carrier.receive() == Array("{\"half\"}".utf8))
        }
    }

    @Test func `closing ends a wait, and what waited is sent`() async throws {
        try await withCarrier { carrier, far async throws in
            let waiting = Task(executorPreference: carrier.loop) { try await carrier.receive() }
            await Task.yield()
            #expect(carrier.post(Array("{}".utf8)))
            await carrier.close()
            #expect(try await waiting.value == nil)
            #expect(!carrier.post(Array("{}".utf8)))
            #expect(try await self.drain(far) == "{}\n")
        }
    }

    @Test func `makes no event for an observer that wants none`() async throws {
        let log = WireLog(.messages)
        try await withCarrier(CarrierOptions(observer: log)) { carrier, far async throws in
            try await carrier.send(Array("{}".utf8))
            try await far.write(Array("junk\n{}\n".utf8))
            _ = try await carrier.receive()
            _ = try await carrier.receive()
        }
        #expect(log.bytes(.sent).isEmpty)
        #expect(log.events.map(\.connection).allSatisfy { $0 == 1 })
        #expect(log.messages(.sent) == ["{}"])
        #expect(log.messages(.received) == ["{}"])
        #expect(zip(log.events, log.events.dropFirst()).allSatisfy { $0.time <= $1.time })
    }
}
